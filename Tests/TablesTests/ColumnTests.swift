// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Columns")
struct ColumnTests {
  @Test("Identifiers are bytes: composed and decomposed letters differ")
  func identity() {
    let composed = UnitID("\u{e9}")
    let decomposed = UnitID("e\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
    #expect(UnitID("V1") < UnitID("V10"))
    #expect(UnitID("V01").appending(UnitID("H1")).text == "V01/H1")
  }

  @Test("Codes follow the bytes of the labels; empty and named words are missing")
  func codes() throws {
    let table = Table(
      names: ["c"], columns: [TextColumn(["红卡", "NA", "", nil, "yellow", "红卡"] as [String?])])
    let coded = try table.codes("c", missing: ["NA"])
    #expect(coded.labels == ["yellow", "红卡"])
    #expect((0..<6).map { coded[$0] } == ["红卡", nil, nil, nil, "yellow", "红卡"])
  }

  @Test("A column of shared entries is the same column")
  func sharedEntries() throws {
    let shared = TextColumn(
      entries: TextColumn(["7", "", "x"] as [String?]), codes: [0, 2, 1, 0])
    let plain = TextColumn(["7", "x", "", "7"] as [String?])
    #expect((0..<4).map { shared.text(at: $0) } == (0..<4).map { plain.text(at: $0) })
    #expect(shared.isEmpty(2) && !shared.isEmpty(0))
    #expect(shared.encoded(missing: [""]).codes == [0, 1, CodedColumn.missing, 0])
    let table = Table(names: ["c"], columns: [shared])
    #expect(
      throws: Fault(.notANumber, at: Place(row: 3, column: "c"), ["value": "x", "missing": "NA"])
    ) {
      try table.numbers("c", missing: ["NA"])
    }
    #expect(try table.numbers("c", missing: ["x"]).isValid == [true, false, false, true])
    var appended = shared
    appended.append("y")
    #expect((0..<5).map { appended.text(at: $0) } == ["7", "x", "", "7", "y"])
    #expect(appended.codes == nil)
  }

  @Test("Columns of blocks share entries until most of their texts differ")
  func builder() {
    var builder = TextColumnBuilder()
    let answers = TextColumn(entries: TextColumn(["0", "1"] as [String?]), codes: [0, 1, 1])
    builder.append(answers)
    builder.append(TextColumn(entries: TextColumn(["1", "2"] as [String?]), codes: [0, 1]))
    let shared = builder.finish()
    #expect(shared.codes == [0, 1, 1, 1, 2])
    builder.append(TextColumn(["a", "b"] as [String?]))
    let plain = builder.finish()
    #expect(plain.codes == nil)
    #expect((0..<7).map { plain.text(at: $0) } == ["0", "1", "1", "1", "2", "a", "b"])
  }

  @Test("Thousands of labels keep their codes")
  func manyLabels() {
    let texts = (0..<10_000).map { "label \($0 % 5_000)" }
    let coded = TextColumn(texts.map { Optional($0) }).encoded()
    #expect(coded.labels.count == 5_000)
    #expect((0..<10_000).allSatisfy { coded[$0] == texts[$0] })
  }

  @Test("Crossing joins the labels of the combinations that occur")
  func crossing() {
    let a = CodedColumn(codes: [0, 1, 0, CodedColumn.missing], labels: ["x", "y"])
    let b = CodedColumn(codes: [0, 0, 1, 0], labels: ["p", "q"])
    let crossed = CodedColumn.crossing([a, b]) { $0.joined(separator: ",") }
    #expect((0..<4).map { crossed[$0] } == ["x,p", "y,p", "x,q", nil])
  }

  @Test(
    "Numbers are the nearest doubles",
    arguments: [
      "0", "-0.5", "+3", "1e3", "1E-3", "0.1", ".5", "5.", "123456789012345678",
      "0.0000000000000000000000001234", "3.14159265358979323846",
    ])
  func numbers(text: String) {
    #expect(parseNumber(text) == Double(text.hasSuffix(".") ? text + "0" : text))
  }

  @Test(
    "What is no number is refused",
    arguments: ["", "-", ".", "1,5", " 1", "1 ", "0x10", "nan", "inf", "1e", "1e400", "１", "1.2.3"])
  func noNumbers(text: String) {
    #expect(parseNumber(text) == nil)
  }

  @Test("A text in a number column is refused with its place")
  func notANumber() throws {
    let table = Table(
      file: "f.csv", names: ["n"], columns: [TextColumn(["1", "", "NA", "x"] as [String?])])
    let fault = try #require(throws: Fault.self) { try table.numbers("n", missing: ["NA"]) }
    #expect(fault.code == .notANumber)
    #expect(fault.place == Place(file: "f.csv", row: 5, column: "n"))
    #expect(fault.values["value"] == "x")
    let coded = Table(names: ["n"], columns: [TextColumn(["1", "-99"] as [String?])])
    #expect(try coded.numbers("n", missing: ["-99"]).isValid == [true, false])
    let unknown = try #require(throws: Fault.self) { try table.numbers("m") }
    #expect(unknown.code == .unknownColumn)
  }
}
