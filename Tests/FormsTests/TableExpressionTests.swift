// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables
import Testing

/// Deterministic numbers for tables of random fields (SplitMix64).
private struct Random: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

private func table(_ columns: [(String, [String])]) -> Table {
  Table(
    file: "f.csv", names: columns.map(\.0),
    columns: columns.map { TextColumn($0.1.map { Optional($0) }) })
}

@Suite("Expressions over tables")
struct TableExpressionTests {
  @Test("A mask, a column of numbers and one of texts")
  func example() throws {
    let households = table([
      ("status", ["exited", "remaining", "exited", "", "NA"]),
      ("persons", ["3", "4", "2", "5", ""]),
    ])
    #expect(
      try Expression("status = 'exited' and persons > 2").mask(over: households)
        == [true, false, false, false, false])
    #expect(
      try Expression("status != 'exited'").mask(over: households, missing: ["NA"])
        == [false, true, false, true, true])
    #expect(
      try Expression("status = ''").mask(over: households, missing: ["NA"])
        == [false, false, false, true, true])
    #expect(
      try Expression("status = 'NA'").mask(over: households, missing: ["NA"])
        == [false, false, false, false, false])
    #expect(try Expression("persons").mask(over: households) == [true, true, true, true, false])
    let persons = try Expression("if(status = 'exited', persons, 0)").numbers(over: households)
    #expect((0..<5).map { persons[$0] } == [3, 0, 2, 0, 0])
    let half = try Expression("persons div (persons - 3)").numbers(over: households)
    #expect((0..<5).map { half[$0] } == [nil, 4, -2, 2.5, nil])
    let texts = try Expression("concat(status, '/', persons)").texts(
      over: households, missing: ["NA"])
    #expect(
      (0..<5).map { texts.text(at: $0) } == ["exited/3", "remaining/4", "exited/2", "/5", "/"])
    #expect(try Expression("status").texts(over: households, missing: ["NA"]).text(at: 4) == "")
  }

  @Test("A name that is no column is refused, with the columns that there are")
  func unknownColumn() throws {
    let fault = try #require(throws: Fault.self) {
      try Expression("persons > 1 and kard = 'red'").mask(
        over: table([("persons", []), ("card", [])]))
    }
    #expect(fault.code == .unknownColumn)
    #expect(fault.values == ["name": "kard", "columns": "persons, card"])
  }

  @Test("Text where a number is needed is refused with its place, unless the row does not matter")
  func notANumber() throws {
    let rows = table([("kind", ["a", "b", "a"]), ("score", ["1", "refused", "x"])])
    let fault = try #require(throws: Fault.self) {
      try Expression("score > 0").mask(over: rows, missing: ["NA"])
    }
    #expect(fault.code == .notANumber)
    #expect(fault.place == Place(file: "f.csv", row: 3, column: "score"))
    #expect(fault.values == ["value": "refused", "missing": "NA"])
    #expect(
      try Expression("score > 0").mask(over: rows, missing: ["refused", "x"]) == [
        true, false, false,
      ])
    #expect(
      try Expression("kind = 'b' or score > 0").mask(
        over: table([
          ("kind", ["a", "b"]), ("score", ["1", "refused"]),
        ])) == [true, true])
    #expect(try Expression("score = 1").mask(over: rows) == [true, false, false])
    #expect(try Expression("number(score) > 0").mask(over: rows) == [true, false, false])
    for source in [
      "score + 1", "if(kind = 'a', score, 0)", "round(score)", "concat(score + 1, '')",
    ] {
      let fault = try #require(throws: Fault.self) { try Expression(source).numbers(over: rows) }
      #expect(fault.code == .notANumber)
    }
  }

  @Test("Words for missing values may be numbers")
  func numericMissing() throws {
    let rows = table([("n", ["5", "-99", "7"])])
    #expect(try Expression("n < 6").mask(over: rows, missing: ["-99"]) == [true, false, false])
  }

  @Test("Dates in files compare as days")
  func dates() throws {
    let rows = table([("day", ["2016-11-14", "2016-11-16", "", "2016-11-15T08:00:00+08:00"])])
    #expect(
      try Expression("day < '2016-11-15'").mask(over: rows) == [true, false, false, false])
    #expect(
      try Expression("day >= date('2016-11-15')").mask(over: rows) == [false, true, false, true])
    #expect(
      try Expression("day < today()").mask(over: rows, now: Moment("2016-11-16"))
        == [true, false, false, true])
    #expect(throws: Fault.self) { try Expression("day < today()").mask(over: rows) }
  }

  @Test("An empty table has an empty mask")
  func emptyTable() throws {
    #expect(try Expression("a = 1 or a > 2 or a").mask(over: table([("a", [])])).isEmpty)
  }

  /// A random expression over columns a (text), b (numbers) and c (either).
  private static func source(_ random: inout Random, depth: Int) -> String {
    let text = ["'x'", "'吉'", "''", "a", "'NA'", "concat(a, 'y')", "b"]
    let number = [
      "b", "2", "0", "(b + 1)", "-b", "(b div 2)", "if(a = 'x', b, 3)", "round(b)", "(b mod 2)",
    ]
    let pick = { (list: [String], random: inout Random) in list.randomElement(using: &random)! }
    guard depth > 0 else {
      return switch Int.random(in: 0..<6, using: &random) {
      case 0: "\(pick(text, &random)) = \(pick(text, &random))"
      case 1: "\(pick(text, &random)) != \(pick(text, &random))"
      case 2:
        "\(pick(number, &random)) \(pick(["<", "<=", ">", ">="], &random)) \(pick(number, &random))"
      case 3:
        "\(pick(number, &random)) \(pick(["=", "!="], &random)) \(pick(number + ["c", "a"], &random))"
      case 4: pick(["a", "b", "c", "boolean(c)", "selected(c, 'x')", "true()", "1"], &random)
      default: "(b > 1) = \(pick(["a", "b", "1", "true()", "(c = 'x')"], &random))"
      }
    }
    let left = source(&random, depth: depth - 1)
    let right = source(&random, depth: depth - 1)
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: "(\(left)) and (\(right))"
    case 1: "(\(left)) or (\(right))"
    case 2: "not(\(left))"
    default: "if(\(left), \(right), b)"
    }
  }

  @Test(
    "Only a comparison by size of a missing number leaves a condition open, where nothing else decides",
    arguments: [
      ("a > 1", "0?1"), ("a = 1", "100"), ("not(a > 1)", "1?0"), ("a > 1 and b = 'x'", "0?0"),
      ("b = 'y' and a > 1", "001"), ("a > 1 or b = 'x'", "111"), ("b = 'x' or a > 1", "111"),
      ("if(b = 'x', a > 1, 1 = 1)", "0?1"), ("a + 1 > 1 or a <= 0", "1?1"), ("b != ''", "111"),
    ])
  func undecided(source: String, expected: String) throws {
    let rows = table([("a", ["1", "NA", "2"]), ("b", ["x", "x", "y"])])
    let expression = try Expression(source)
    let isOpen = try expression.undecided(over: rows, missing: ["NA"])
    let isTrue = try expression.mask(over: rows, missing: ["NA"])
    let found = (0..<3).map { isOpen[$0] ? "?" : isTrue[$0] ? "1" : "0" }.joined()
    #expect(found == expected)
  }

  @Test("Over a table every row gives what the record alone gives", arguments: 0..<40)
  func agreesWithRecords(seed: Int) throws {
    var random = Random(state: UInt64(seed))
    let fields: [(String, [String])] = [
      ("a", ["x", "吉", "", "y", "NA", "2"]), ("b", ["0", "1", "2", "-3.5", "", "NA", "1e2"]),
      ("c", ["x", "2", "", "NA", "x y", "2.0"]),
    ]
    let columns = fields.map { name, values in
      (name, (0..<50).map { _ in values.randomElement(using: &random)! })
    }
    let rows = table(columns)
    for _ in 0..<25 {
      let source = Self.source(&random, depth: Int.random(in: 0...3, using: &random))
      let expression = try Expression(source)
      let records = (0..<50).map { row in
        Expression.Scope { name in
          columns.first { $0.0 == name }.map { .text($0.1[row] == "NA" ? "" : $0.1[row]) }
        }
      }
      let mask = try expression.mask(over: rows, missing: ["NA"])
      #expect(try records.map { try expression.isTrue(in: $0) } == mask, "\(source)")
      let numbers = try Expression("number(if(\(source), b, 7))").numbers(
        over: rows, missing: ["NA"])
      let vector = try Expression("if(\(source), b, 7)").numbers(over: rows, missing: ["NA"])
      #expect((0..<50).allSatisfy { numbers[$0] == vector[$0] }, "\(source)")
    }
  }
}
