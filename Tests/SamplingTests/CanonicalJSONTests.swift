// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Tables
import Testing

/// Runs Python 3 with a script and a folder to find files in.
func python(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
  let process = Process()
  let file = folder.appending(path: "output-\(UUID().uuidString)")
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3"] + arguments
  process.currentDirectoryURL = folder
  process.standardOutput = handle
  process.standardError = handle
  process.standardInput = FileHandle.nullDevice
  var environment = ProcessInfo.processInfo.environment
  environment["PYTHONIOENCODING"] = "utf-8"
  environment["PYTHONDONTWRITEBYTECODE"] = "1"
  process.environment = environment
  try process.run()
  process.waitUntilExit()
  try handle.close()
  return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
}

/// A new folder that is removed after `body`.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "sampling-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

@Suite("Canonical JSON")
struct CanonicalJSONTests {
  private static let hostile: [String] =
    (0..<0x21).map { String(Unicode.Scalar($0)!) } + [
      "\"", "\\", "/", "\u{7f}", "\u{80}", "\u{9f}", "\u{a0}", "\u{2028}", "\u{2029}", "é",
      "e\u{301}",
      "村", "😀", "\u{fffd}", "\u{feff}", "\u{10ffff}", "\u{e000}", "\u{ffff}", "\\u0041",
      "</script>",
    ]

  @Test("Python writes and reads the same bytes, hostile texts and names included")
  func python() throws {
    let strings = Self.hostile + [Self.hostile.joined()]
    let value = CanonicalJSON.object([
      "texts": .array(strings.map { .string($0) }),
      "names": .object(
        Dictionary(
          uniqueKeysWithValues: strings.enumerated().map {
            (UnitID("\($1)\($0 % 7)"), .integer($0))
          })),
      "numbers": .array([.integer(.max), .integer(.min), .integer(0), .integer(-1)]),
      "rest": .array([.null, .boolean(true), .boolean(false), .array([]), .object([:])]),
    ])
    try withFolder { folder in
      try Data(value.bytes).write(to: folder.appending(path: "a.json"))
      let script = """
        import json
        text = open("a.json", "rb").read().decode()
        again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        escaped = json.dumps(json.loads(text), indent=1)
        open("b.json", "wb").write(again.encode())
        open("c.json", "wb").write(escaped.encode())
        """
      let run = try SamplingTests.python(["-c", script], in: folder)
      #expect(run.status == 0, "\(run.output)")
      let again = try Data(contentsOf: folder.appending(path: "b.json"))
      #expect(Array(again) == value.bytes)
      let escaped = try Data(contentsOf: folder.appending(path: "c.json"))
      #expect(try CanonicalJSON(parsing: Array(escaped)) == value)
    }
    #expect(try CanonicalJSON(parsing: value.bytes) == value)
  }

  @Test("Names are ordered by code point, not as Swift orders texts")
  func order() {
    let value = CanonicalJSON.object([
      "z": .null, "é": .null, "e\u{301}": .null, "Z": .null, "😀": .null, "\u{ffff}": .null,
    ])
    #expect(
      value.text
        == "{\"Z\":null,\"e\u{301}\":null,\"z\":null,\"é\":null,\"\u{ffff}\":null,\"😀\":null}")
  }

  @Test(
    "What is no strict JSON is refused",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "[1 2]", "nul", "true false", "\"\n\"",
      "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a", "[1",
      String(repeating: "[", count: 100_000),
    ])
  func syntax(text: String) {
    let fault = #expect(throws: Fault.self) { try CanonicalJSON(parsing: Array(text.utf8)) }
    #expect(fault?.code == .notJSON)
  }

  @Test(
    "Numbers that are no integers are refused",
    arguments: ["1.0", "1e3", "01", "-", "+1", "9223372036854775808", "NaN", "0x1"])
  func numbers(text: String) {
    #expect(throws: Fault.self) { try CanonicalJSON(parsing: Array("[\(text)]".utf8)) }
  }

  @Test("A name that stands twice and bytes that are no UTF-8 are refused with their place")
  func places() {
    let twice = #expect(throws: Fault.self) {
      try CanonicalJSON(parsing: Array("{\"a\":1,\n \"a\":2}".utf8), file: "p.json")
    }
    #expect(twice?.code == .jsonNameTwice)
    #expect(twice?.place == Place(file: "p.json", row: 2))
    #expect(twice?.values["position"] == "2")
    #expect(throws: Fault.self) { try CanonicalJSON(parsing: [0x22, 0xff, 0x22]) }
  }
}
