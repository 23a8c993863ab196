// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Foundation
import Tables
import Testing

private let article = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Sources/Forms/Forms.docc/Expressions.md")

/// The rows of the article's tables: an expression and the text of its value.
private func examples() throws -> [(expression: String, value: String)] {
  try String(contentsOf: article, encoding: .utf8).matches(
    of: /(?m)^\| `(.+)` \| (.*) \|$/
  ).map { (String($0.1), String($0.2)) }
}

@Suite("The article on expressions")
struct DocumentationTests {
  @Test("Every example gives what the article says")
  func values() throws {
    let answers: [String: Forms.Expression.Value] = [
      "n": .number(7), "m": .text("water road"), "d": .moment(Moment("2016-11-15")!),
      "t": .text("abc"), "empty": .empty,
    ]
    var scope = Forms.Expression.Scope(
      current: .number(12), now: Moment("2016-11-20T09:30:00+08:00"),
      choiceLabel: { $1 == "road" ? "道路" : nil }, value: { answers[$0] })
    scope.repeatedValues = {
      ["ages", "person"].contains($0) ? [.number(34), .empty, .number(8)] : nil
    }
    scope.position = 2
    let examples = try examples()
    #expect(examples.count > 70)
    for (expression, value) in examples {
      #expect(try Forms.Expression(expression).evaluate(in: scope).text == value, "\(expression)")
    }
  }

  @Test("Every function is described and shown")
  func functions() throws {
    let fault = try #require(throws: Fault.self) { try Forms.Expression("unknown()") }
    let names = try #require(fault.values["functions"]).split(separator: ", ").map(String.init)
    let text = try String(contentsOf: article, encoding: .utf8)
    let shown = try examples().map(\.expression).joined(separator: "\n")
    #expect(names.count > 35)
    for name in names {
      #expect(text.contains("`\(name)("), "\(name) is not described")
      #expect(shown.contains("\(name)("), "\(name) has no example")
    }
  }
}
