// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

/// One change to what lies in a revealed workspace, and how it must be found.
struct WorkspaceForgery: Sendable, CustomTestStringConvertible {
  let what: String
  let file: String
  /// Changes the text of the file.
  let change: @Sendable (String) -> String
  /// The fault of the proof, or that which stops the workspace.
  let found: Fault.Code

  var testDescription: String { what }
}

/// The text with the first match of a pattern's group replaced.
private func first(
  _ text: String, _ start: String, _ end: String, _ body: (String) -> String
) -> String {
  guard let from = text.range(of: start),
    let to = text.range(of: end, range: from.upperBound..<text.endIndex)
  else { return text }
  let middle = String(text[from.upperBound..<to.lowerBound])
  return text.replacingCharacters(in: from.upperBound..<to.lowerBound, with: body(middle))
}

private let proof = "out/1/proof.json"

private let forgeries: [WorkspaceForgery] = [
  WorkspaceForgery(
    what: "a value of a register", file: "registers/households.csv",
    change: { $0.replacing("H1,V1,exited,2016,blue,3", with: "H1,V1,exited,2016,blue,4") },
    found: .registerCopyChanged),
  WorkspaceForgery(
    what: "a row left out of a register", file: "registers/roster.csv",
    change: { $0.replacing("RH7,V2,4\n", with: "") }, found: .registerCopyChanged),
  WorkspaceForgery(
    what: "the design in assessment.yaml", file: "assessment.yaml",
    change: { $0.replacing("fraction: 0.2,", with: "fraction: 0.3,") }, found: .changedAfterSeal),
  WorkspaceForgery(
    what: "the design in the proof", file: proof,
    change: { $0.replacing("\"fraction\":\"0.25\"", with: "\"fraction\":\"0.26\"") },
    found: .sealNotCommitted),
  WorkspaceForgery(
    what: "the root of a register", file: proof,
    change: { first($0, "\"root\":\"", "\"") { String($0.reversed()) } },
    found: .sealNotCommitted),
  WorkspaceForgery(
    what: "the commitment", file: proof,
    change: { first($0, "\"commitment\":\"", "\"") { String($0.reversed()) } },
    found: .sealNotCommitted),
  WorkspaceForgery(
    what: "the key", file: proof,
    change: { first($0, "\"key\":\"", "\"") { String($0.reversed()) } }, found: .keyNotSealed),
  WorkspaceForgery(
    what: "the seed", file: proof,
    change: { first($0, "\"seed\":\"", "\"") { $0 + "1" } }, found: .seedHashWrong),
  WorkspaceForgery(
    what: "the seed's hash", file: proof,
    change: { first($0, "\"seedHash\":\"", "\"") { String($0.reversed()) } },
    found: .seedHashWrong),
  WorkspaceForgery(
    what: "the ticket of a unit", file: proof,
    change: { first($0, "\"ticket\":\"", "\"") { String($0.reversed()) } },
    found: .sampleDigestWrong),
  WorkspaceForgery(
    what: "the order of a unit", file: proof,
    change: { first($0, "\"order\":", ",") { "\(Int($0)! + 1)" } }, found: .sampleDigestWrong),
  WorkspaceForgery(
    what: "the weight of a unit", file: proof,
    change: { first($0, "\"weight\":\"", "\"") { $0 + "0" } }, found: .sampleDigestWrong),
  WorkspaceForgery(
    what: "the probability of a unit", file: proof,
    change: { first($0, "\"probability\":\"", "\"") { $0 + "0" } }, found: .sampleDigestWrong),
  WorkspaceForgery(
    what: "the role of a unit", file: proof,
    change: { first($0, "\"role\":\"", "\"") { _ in "reserve" } }, found: .sampleDigestWrong),
  WorkspaceForgery(
    what: "the size of a cell", file: proof,
    change: { text in
      let stages = text.range(of: "\"stages\":[", options: .backwards)!
      let rest = first(String(text[stages.lowerBound...]), "\"size\":", ",") {
        "\(Int($0)! + 1)"
      }
      return text[..<stages.lowerBound] + rest
    }, found: .proofCellDiffers),
  WorkspaceForgery(
    what: "the salt", file: "keys/1/salt.key",
    change: { String($0.dropLast().reversed()) + "\n" }, found: .registerChanged),
]

@Suite("A workspace that somebody changed after the draw")
struct ForgeryTests {
  @Test("Every single change is found, with its reason", arguments: forgeries)
  func found(forgery: WorkspaceForgery) throws {
    let county = try CountyFolder()
    do {
      let workspace = try county.create()
      _ = try workspace.importRegisters(county.registers())
      _ = try workspace.seal(round: "1", secrets: .system)
      _ = try workspace.draw(round: "1", seed: "54321543215432154321")
      _ = try workspace.reveal(round: "1")
      #expect(try workspace.verification(round: "1").isValid)
    }
    let path = county.workspaceFolder.appending(path: forgery.file).path
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let after = forgery.change(before)
    try #require(after != before)
    try AtomicFile.write(after, to: path)
    let workspace = try county.open(isWriting: false)
    do {
      _ = try workspace.currentDraw(round: "1")
      let verification = try workspace.verification(round: "1")
      #expect(!verification.isValid)
      #expect(verification.failures.map(\.code).contains(forgery.found), "\(verification.failures)")
    } catch let fault as Fault {
      #expect(fault.code == forgery.found || fault.code == .changedAfterSeal, "\(fault)")
    }
  }
}
