// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Which rooms a room may import: its own edges, as the architecture draws them.
private let allowed: [String: Set<String>] = [
  "Tables": [],
  "Distributions": [],
  "Sampling": ["Tables", "Distributions"],
  "Estimation": ["Tables", "Distributions"],
  "Files": ["Tables"],
  "Forms": ["Tables"],
  "Planning": ["Sampling", "Estimation", "Tables", "Distributions"],
  "Assessment": ["Planning", "Forms", "Sampling", "Estimation", "Tables", "Distributions"],
  "Simulation": [
    "Assessment", "Files", "Planning", "Forms", "Sampling", "Estimation", "Tables", "Distributions",
  ],
  "Workspaces": [
    "Assessment", "Files", "Planning", "Forms", "Sampling", "Estimation", "Tables", "Distributions",
  ],
  "Reports": [
    "Workspaces", "Assessment", "Files", "Planning", "Forms", "Sampling", "Estimation", "Tables",
    "Distributions",
  ],
  "assay": [
    "Reports", "Workspaces", "Simulation", "Assessment", "Planning", "Forms", "Files", "Estimation",
    "Sampling", "Tables", "Distributions",
  ],
]

/// The one room that may import each C library or package.
private let owners: [String: String] = [
  "CGSL": "Distributions", "CCrypto": "Sampling", "CWideCharacters": "Files",
  "CQREncode": "Reports", "CExpat": "Files", "CMinizip": "Files", "CXLSXWriter": "Files",
  "Yams": "Assessment", "GRDB": "Workspaces", "Mustache": "Reports",
  "ArgumentParser": "assay",
]

/// Modules of the toolchain, open to all rooms.
private let toolchain: Set<String> = [
  "Foundation", "Glibc", "Dispatch", "Synchronization", "Testing",
]

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The modules that the Swift files of a room import, with the whole import line.
private func imports(of room: String) throws -> [(module: String, line: String)] {
  let folder = root.appending(path: "Sources/\(room)")
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)!
  var found: [(String, String)] = []
  for case let file as URL in files where file.pathExtension == "swift" {
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      guard let match = line.firstMatch(of: /^(?:@\w+ )?(?:\w+ )?import (?:\w+ )?(\w+)/) else {
        continue
      }
      found.append((String(match.1), String(line)))
    }
  }
  return found
}

@Suite("The house")
struct ImportTests {
  @Test("A room imports only what stands below it")
  func importLines() throws {
    let rooms = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Sources").path
    ).filter { owners[$0] == nil }
    #expect(rooms.contains("Tables") && rooms.contains("assay"))
    for room in rooms.sorted() {
      let edges = try #require(allowed[room], "\(room) is no room of the house")
      for (module, line) in try imports(of: room) where !toolchain.contains(module) {
        if let owner = owners[module] {
          #expect(owner == room, "\(room) imports \(module), which belongs to \(owner)")
          #expect(
            !module.hasPrefix("C") || !line.hasPrefix("public"), "\(room) re-exports \(module)")
        } else {
          #expect(edges.contains(module), "\(room) must not import \(module)")
        }
      }
    }
  }

  @Test("The manifest declares exactly the edges that the sources use, and none upward")
  func manifest() throws {
    struct Manifest: Decodable {
      struct Target: Decodable {
        struct Dependency: Decodable {
          let name: String
          init(from decoder: any Decoder) throws {
            struct Key: CodingKey {
              let stringValue: String
              let intValue: Int? = nil
              init?(stringValue: String) { self.stringValue = stringValue }
              init?(intValue: Int) { nil }
            }
            let container = try decoder.container(keyedBy: Key.self)
            var list = try container.nestedUnkeyedContainer(forKey: container.allKeys[0])
            name = try list.decode(String.self)
          }
        }
        let name: String
        let type: String
        let path: String?
        let dependencies: [Dependency]
      }
      let targets: [Target]
    }
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "house-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // A scratch path of its own: the running test holds the lock of the usual one.
    process.arguments = [
      "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path,
      "dump-package",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let manifest = try JSONDecoder().decode(Manifest.self, from: data)
    let rooms = manifest.targets.filter {
      ($0.type == "regular" || $0.type == "executable") && $0.path?.hasPrefix("Tests/") != true
    }
    for target in rooms {
      let edges = try #require(allowed[target.name], "\(target.name) is no room of the house")
      let declared = Set(target.dependencies.map(\.name))
      let used = Set(try imports(of: target.name).map(\.module)).subtracting(toolchain)
      #expect(declared == used, "\(target.name) declares other edges than it uses")
      for name in declared where owners[name] == nil { #expect(edges.contains(name)) }
    }
  }
}
