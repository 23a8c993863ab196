// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite("YAML with places")
struct YAMLValueTests {
  private func root(_ text: String) throws -> YAMLMapping {
    try YAMLValue(text: text, file: "a.yaml").mapping()
  }

  @Test("Values are read as they are typed")
  func values() throws {
    var mapping = try root("a: 0.10\nb: 12\nc: true\nd: {zh: 是, en: 'yes'}\ne: [x, y]\n")
    #expect(try mapping.required("a").decimal() == Rational(1, 10))
    #expect(try mapping.required("b").integer() == 12)
    #expect(try mapping.required("c").boolean())
    #expect(try mapping.required("d").bilingual() == BilingualText(zh: "是", en: "yes"))
    #expect(try mapping.required("e").texts() == ["x", "y"])
    try mapping.finish()
  }

  @Test("An unknown key is refused with line and column, and the known ones are named")
  func unknownKey() throws {
    var mapping = try root("a: 1\nnested:\n  known: 1\n  unkown: 2\n")
    _ = mapping.optional("a")
    var nested = try mapping.required("nested").mapping()
    _ = nested.optional("known")
    let left = nested
    let fault = try #require(throws: Fault.self) { try left.finish() }
    #expect(fault.code == .yamlUnknownKey)
    #expect(fault.place == Place(file: "a.yaml", row: 4, column: "nested.unkown"))
    #expect(fault.values["known"] == "known")
    #expect(fault.values["position"] == "11")
  }

  @Test(
    "What is no YAML, stands twice, is missing or of another kind is refused",
    arguments: [
      ("a: [1\n", Fault.Code.yamlSyntax), ("a: 1\na: 2\n", .yamlDuplicateKey),
      ("b: 1\n", .yamlMissingKey),
      ("a: x\n", .yamlWrongType), ("- 1\n", .yamlWrongType), ("", .yamlWrongType),
    ])
  func refused(text: String, code: Fault.Code) throws {
    let fault = try #require(throws: Fault.self) {
      var mapping = try root(text)
      _ = try mapping.required("a").integer()
    }
    #expect(fault.code == code)
  }
}
