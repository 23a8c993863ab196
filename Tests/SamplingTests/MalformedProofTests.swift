// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

@Suite("Malformed proofs are refused by the program and by verify.py")
struct MalformedProofTests {
  /// Whether the program refuses the text of a proof, and what the script says.
  private func judge(
    _ text: String, _ registers: [String: Table], _ arguments: [String], in folder: URL
  ) throws -> (isRefused: Bool, python: (status: Int32, output: String)) {
    try Data(text.utf8).write(to: folder.appending(path: "proof.json"))
    let script = try python(["verify.py", "proof.json"] + arguments, in: folder)
    do {
      let salt = Secret(bytes: (0..<32).map { 255 - UInt8($0) })
      let proof = try Proof(parsing: Array(text.utf8))
      let result = try ProofVerifier(proof).verify(registers: registers, salt: salt)
      return (!result.isValid, script)
    } catch is Fault {
      return (true, script)
    }
  }

  @Test("Unknown, missing and repeated members, fractions, and sizes beyond their bounds")
  func shapes() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      let files = [
        "--register", "villages=villages.csv", "--register", "households=households.csv", "--salt",
        "salt.key",
      ]
      let proof = county.proof.json
      let genuine = try judge(proof.text, county.registers, files, in: folder)
      #expect(!genuine.isRefused && genuine.python.status == 0, "\(genuine.python.output)")
      /// The text after a change, the commitment made to fit as a forger would.
      func changed(_ change: (inout CanonicalJSON) -> Void) -> String {
        var json = proof
        change(&json)
        json["commitment"] = .string(json["seal"].digest.hex)
        return json.text
      }
      /// A change of the first sample of a stage.
      func sample(_ stage: Int, _ change: @escaping (inout CanonicalJSON) -> Void) -> String {
        changed { json in
          guard case .array(var stages) = json["seal"]["design"]["stages"],
            case .array(var samples) = stages[stage]
          else { return }
          change(&samples[0])
          stages[stage] = .array(samples)
          json["seal"]["design"]["stages"] = .array(stages)
        }
      }
      func without(_ name: String) -> String {
        guard case .object(var members) = proof else { return "" }
        members[UnitID(name)] = nil
        return CanonicalJSON.object(members).text
      }
      let name = #""draws":1"#
      #expect(proof.text.contains(name))
      for (text, reason) in [
        (changed { $0["more"] = .null }, "member more"),
        (changed { $0["seal"]["more"] = .null }, "member more"),
        (changed { $0["seal"]["design"]["more"] = .null }, "member more"),
        (changed { $0["seal"]["registers"]["villages"]["more"] = .null }, "member more"),
        (sample(0) { $0["more"] = .null }, "member more"),
        (without("draws"), "member draws"), (without("units"), "member units"),
        (without("seedHash"), "member seedHash"),
        (proof.text.replacing(name, with: name + "," + name), "twice"),
        (proof.text.replacing(name, with: #""draws":1.0"#), "no integer"),
        (proof.text.replacing(name, with: #""draws":NaN"#), "no integer"),
        (sample(0) { $0["minimum"] = .integer(5) }, "cannot be met"),
        (sample(0) { $0["maximum"] = .integer(3) }, "cannot be met"),
        (sample(0) { $0["size"] = .object([UnitID("B"): .integer(400)]) }, "cannot be met"),
      ] {
        for arguments in [files, []] {
          let (isRefused, script) = try judge(
            text, arguments.isEmpty ? [:] : county.registers, arguments, in: folder)
          #expect(isRefused, "\(reason)")
          #expect(
            script.status == 1 && script.output.contains(reason), "\(reason): \(script.output)")
        }
      }
    }
  }

  @Test("A size that takes all units of positive size, beside units of size 0")
  func zeros() throws {
    try withFolder { folder in
      let units = table(
        ["id", "x"], ["5", "3", "2", "0", "4"].enumerated().map { ["U\($0)", $1] })
      let text =
        Record.text(units.names) + "\n"
        + (0..<units.rowCount).map { row in
          Record.text(units.columns.map { $0.text(at: row) }) + "\n"
        }.joined()
      try Data(text.utf8).write(to: folder.appending(path: "u.csv"))
      try Data(IndependentVerifier.source.utf8).write(to: folder.appending(path: "verify.py"))
      let sample = try FileSample(
        FileDesign(id: "id", size: 2, method: .pareto, sizeMeasure: "x"),
        from: CSVFile(path: folder.appending(path: "u.csv").path),
        seed: Seed(text: "63454660390103169462"))
      let proof = try sample.proof(of: sample.draw(keepsUnits: true) { _ in })
      for (size, isRefused) in [(2, false), (4, true)] {
        var json = proof.json
        guard case .array(var stages) = json["seal"]["design"]["stages"],
          case .array(var samples) = stages[0]
        else { return }
        samples[0]["size"] = .integer(size)
        stages[0] = .array(samples)
        json["seal"]["design"]["stages"] = .array(stages)
        json["commitment"] = .string(json["seal"].digest.hex)
        try Data(json.bytes).write(to: folder.appending(path: "proof.json"))
        let script = try python(
          ["verify.py", "proof.json", "--register", "units=u.csv"], in: folder)
        #expect((script.status == 1) == isRefused, "\(script.output)")
        if isRefused { #expect(script.output.contains("size 0")) }
        let result = try ProofVerifier(Proof(json: json)).verify(registers: ["units": units])
        #expect(result.isValid == !isRefused)
      }
    }
  }
}
