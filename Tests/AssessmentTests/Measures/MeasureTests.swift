// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite struct MeasureTests {
  private func measure(_ text: String) throws -> Measure {
    try profileOfTables(
      """
      measures:
        m: {label: {zh: 率, en: measure}, \(text)}
      """
    ).measures[0]
  }

  private func figures(_ text: String, _ rows: String...) throws -> [MeasuredFigure] {
    let result = try measure(text)
      .evaluate(in: recordTables([("funds", rows)], of: profileOfTables("")))
    #expect(result.lack == nil)
    return result.figures
  }

  @Test("Sums of decimals and their quotient are exact, and so is the comparison with the limit")
  func exact() throws {
    let text = """
      over: funds, numerator: claimed, denominator: amount, by: town, \
      threshold: {at_least: 0.90, inclusive: true, source: "law"}
      """
    let figures = try figures(
      text, "fund,town,amount,claimed", "1,A,0.1,0.09", "2,A,0.2,0.18", "3,B,1,0.8999999")
    #expect(figures.map(\.group) == [nil, "A", "B"])
    #expect(figures[1].value == Rational(9, 10))
    #expect(figures.map(\.isMet) == [false, true, false])
    #expect(figures.map(\.rows) == [3, 2, 1])
  }

  @Test(
    "A group that the table above knows and no row has is shown without a figure, and opens the whole"
  )
  func groupsAbove() throws {
    let text = """
      over: households, where: "status = 'remaining'", by: township, numerator: persons, \
      denominator: persons, threshold: {at_least: 1, inclusive: true, source: "law"}
      """
    func result(_ households: [String]) throws -> MeasureResult {
      try measure(text).evaluate(
        in: recordTables(
          [
            ("villages", ["village_id,township", "V1,A", "V2,A", "V3,B", "V4,C", "V5,"]),
            ("households", ["id,village_id,status,persons"] + households),
          ], of: profileOfTables("")))
    }
    let some = try result(["H1,V1,remaining,2", "H2,V3,exited,3"])
    #expect(some.figures.map(\.group) == [nil, "A", "B", "C"])
    #expect(some.figures.map(\.rows) == [1, 1, 0, 0])
    #expect(some.figures.map(\.isAbsent) == [false, false, false, true])
    #expect(some.figures.map(\.isMet) == [nil, true, nil, nil])
    #expect(some.groups == (3, 1))
    let all = try result(["H1,V1,remaining,2", "H2,V3,exited,3", "H3,V4,remaining,1"])
    #expect(all.figures[0].isMet == true && all.groups.absent == 0)
  }

  @Test("A row without a number is counted, and leaves the requirement open")
  func missing() throws {
    let text = """
      over: funds, numerator: claimed, denominator: amount, \
      threshold: {at_least: 0.5, inclusive: true, source: "law"}
      """
    let figure = try figures(text, "fund,amount,claimed", "1,10,9", "2,10,", "3,,1")[0]
    #expect(figure.missing == 2 && figure.value == Rational(9, 10) && figure.isMet == nil)
    let nothing = try figures(text, "fund,amount,claimed", "1,0,0")[0]
    #expect(nothing.value == nil && nothing.isMet == nil)
  }

  @Test("A distribution gives each group its share of all, a count stands for itself")
  func distribution() throws {
    let shares = try figures(
      "over: funds, numerator: households, by: cause, distribution: true",
      "fund,cause,households", "1,illness,2", "2,school,1")
    #expect(shares.map(\.value) == [.one, Rational(2, 3), Rational(1, 3)])
    let count = try figures(
      "over: funds, where: \"households > 1\", numerator: \"1\"", "fund,cause,households",
      "1,illness,2", "2,school,1")
    #expect(count[0].value == .one && count[0].denominator == nil)
  }

  @Test("What cannot be measured says why; a distribution of a rate is refused")
  func faults() throws {
    let tables = try recordTables([("funds", ["fund,a", "1,2"])], of: profileOfTables(""))
    #expect(
      try measure("over: funds, numerator: b").evaluate(in: tables).lack == .names(["b"]))
    #expect(
      try measure("over: counties, numerator: b").evaluate(in: tables).lack
        == .table("counties"))
    expectFault(.distributionOfRate) {
      _ = try measure("over: funds, numerator: a, distribution: true")
    }
    expectFault(.distributionOfRate) {
      _ = try measure("over: funds, numerator: a, denominator: a, by: a, distribution: true")
    }
  }
}
