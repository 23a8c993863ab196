// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

private let reference = Result { try RCases(script: "tests.R") }

@Suite("Tests and comparisons")
struct HypothesisTests {
  private func result(_ line: RCases.Line, _ cases: RCases) throws -> TestResult {
    let (table, design) = (cases.table(line), try cases.design(line))
    let columns = line["columns"].split(whereSeparator: { $0 == "/" || $0 == "*" }).map(String.init)
    let test: TestRequest.Test
    switch line["test"] {
    case "chi-square":
      test = .chiSquare(columns[0], columns[1], try ChiSquareStatistic(name: line["method"]))
    case "t-test": test = .tTest(columns[0], by: [columns[1]])
    case "mcnemar": test = .mcNemar(columns[0], columns[1])
    default:
      var request = try EstimateRequest(
        [.mean(columns[0])], by: [columns[1]], missing: ["NA"])
      request.comparison = .wald
      return try request.figures(of: table, design: design).tests[0]
    }
    return try TestRequest(test, missing: ["NA"]).result(of: table, design: design)
  }

  @Test("Statistics, degrees of freedom and p values are R's")
  func agreement() throws {
    let cases = try reference.get()
    var compared: [String: Int] = [:]
    for line in cases.lines
    where ["chi-square", "t-test", "wald", "mcnemar"].contains(line["test"]) {
      let result = try result(line, cases)
      #expect(result.test == line["test"])
      #expect(agree(result.statistic, line.number("statistic")), "\(line)")
      #expect(
        agree(result.numeratorDegreesOfFreedom, line.number("numerator")), "\(line)")
      #expect(
        agree(result.denominatorDegreesOfFreedom, line.number("denominator")), "\(line)")
      #expect(agree(result.p, line.number("p")), "\(line)")
      if let estimate = line.number("estimate") {
        #expect(agree(abs(result.estimate!), abs(estimate)), "\(line)")
      }
      compared[line["test"], default: 0] += 1
    }
    #expect(compared == ["chi-square": 24, "t-test": 4, "wald": 5, "mcnemar": 2])
  }

  @Test("Published figures of R: a table in both statistics, and a difference of two groups")
  func published() throws {
    let cases = try reference.get()
    let line = try #require(cases.lines.first { $0["data"] == "apiclus1" && $0["weight"] == "pw" })
    let (table, design) = (cases.table(line), try cases.design(line))
    func chiSquare(_ statistic: ChiSquareStatistic) throws -> TestResult {
      try TestRequest(.chiSquare("sch.wide", "stype", statistic)).result(of: table, design: design)
    }
    let f = try chiSquare(.f)
    #expect(agree(f.statistic, 5.193369541, to: 1e-9) && agree(f.p, 0.0217474624, to: 1e-8))
    #expect(agree(f.numeratorDegreesOfFreedom, 1.494639778, to: 1e-9))
    #expect(agree(f.denominatorDegreesOfFreedom, 20.924956888, to: 1e-9))
    let chisq = try chiSquare(.chisq)
    #expect(agree(chisq.statistic, 11.94089208, to: 1e-9) && agree(chisq.p, 0.0055532633, to: 1e-8))
    let two = try #require(cases.lines.first { $0["data"] == "apiclus2" })
    let t = try TestRequest(.tTest("api00", by: ["sch.wide"])).result(
      of: cases.table(two), design: try cases.design(two))
    #expect(agree(t.statistic, 5.260286225, to: 1e-9) && t.denominatorDegreesOfFreedom == 38)
    // Yes minus No.
    #expect(agree(t.estimate, 138.154101543, to: 1e-9))
  }

  @Test("Differences of domains have R's errors and limits, with the clusters that they share")
  func differences() throws {
    let cases = try reference.get()
    var compared = 0
    for line in cases.lines where line["test"] == "difference" {
      let columns = line["columns"].split(separator: "/").map(String.init)
      var request = try EstimateRequest([.mean(columns[0])], by: [columns[1]], missing: ["NA"])
      request.comparison = .differences
      let figures = try request.figures(
        of: cases.table(line), design: try cases.design(line)
      ).figures
      #expect(figures.count == 3)
      let figure = try #require(
        figures.first {
          $0.domain[0].label == line["domain"] && $0.reference[0].label == line["reference"]
        })
      #expect(figure.parameter == .difference && figure.interval == "t")
      for (value, key) in [
        (figure.estimate, "estimate"), (figure.standardError, "standardError"),
        (figure.lower, "lower"), (figure.upper, "upper"),
        (Double(figure.degreesOfFreedom), "denominator"),
      ] {
        #expect(agree(value, line.number(key)), "\(key) \(line)")
      }
      compared += 1
    }
    #expect(compared == 12)
  }

  @Test("Smooth functions of totals and of means have R's values and errors, and compose")
  func functions() throws {
    let cases = try reference.get()
    var compared = 0
    for line in cases.lines where line["test"] == "function" {
      let (table, design) = (cases.table(line), try cases.design(line))
      let names = ["api00", "api99", "ell"]
      let columns = try names.map { try table.numbers($0) }
      let estimate: Estimate
      if line["columns"] == "growth" {
        estimate = design.function(
          of: [try design.total(of: columns[0]), try design.total(of: columns[1])],
          gradient: { [100 / $0[1], -100 * $0[0] / ($0[1] * $0[1])] }
        ) { 100 * ($0[0] / $0[1] - 1) }
      } else {
        let logarithm = design.function(
          of: columns.dropLast().map { design.mean(of: $0) },
          gradient: { [1 / $0[0], -1 / $0[1]] }
        ) { log($0[0]) - log($0[1]) }
        estimate = design.function(
          of: [logarithm, design.mean(of: columns[2])],
          gradient: { [1, 0.5 / $0[1].squareRoot()] }
        ) { $0[0] + $0[1].squareRoot() }
      }
      #expect(agree(estimate.value, line.number("estimate")), "\(line)")
      #expect(agree(estimate.standardError, line.number("standardError")), "\(line)")
      #expect(agree(design.covariance(of: [estimate]).covariance[0], estimate.variance))
      compared += 1
    }
    #expect(compared == 6)
  }

  @Test(
    "Replicates and weights fitted to known totals enter functions, quantiles and tests as in R")
  func adjusted() throws {
    let cases = try reference.get()
    let line = try #require(cases.lines.first { $0["test"] == "replicates" })
    let (table, design) = (cases.table(line), try cases.design(line))
    let (after, before) = (try table.numbers("api00"), try table.numbers("api99"))
    func growth(_ design: SurveyDesign) throws -> Estimate {
      design.function(
        of: [try design.total(of: after), try design.total(of: before)],
        gradient: { [100 / $0[1], -100 * $0[0] / ($0[1] * $0[1])] }
      ) { 100 * ($0[0] / $0[1] - 1) }
    }
    func expected(_ test: String, _ columns: String, _ method: String = "") throws -> RCases.Line {
      try #require(
        cases.lines.first {
          $0["test"] == test && $0["columns"] == columns && $0["method"] == method
        })
    }
    func check(_ estimate: Estimate, _ line: RCases.Line) {
      #expect(agree(estimate.value, line.number("estimate")), "\(line)")
      #expect(agree(estimate.standardError, line.number("standardError")), "\(line)")
    }
    let jackknife = try design.replicated(by: .jackknife)
    check(jackknife.mean(of: after), try expected("replicates", "mean"))
    check(try growth(jackknife), try expected("replicates", "growth"))
    let median = try jackknife.quantile(of: after, at: 0.5)
    #expect(agree(jackknife.covariance(of: [median]).covariance[0], median.variance))
    let margin = try WeightColumns.Margin(argument: "stype:E=4421,H=755,M=1018")
    let fitted = try design.adjusted(
      by: try WeightColumns(fit: .poststratification(margin)).adjustment(
        from: table, design: design))
    check(try growth(fitted), try expected("poststratified", "growth"))
    let fittedMedian = try fitted.quantile(of: after, at: 0.5)
    let quantile = try expected("poststratified", "median")
    check(fittedMedian, quantile)
    let interval = try fittedMedian.interval()
    #expect(agree(interval.lower, quantile.number("lower")))
    #expect(agree(interval.upper, quantile.number("upper")))
    for statistic in ChiSquareStatistic.allCases {
      let line = try expected("poststratified", "sch.wide*awards", statistic.rawValue)
      let result = try TestRequest(.chiSquare("sch.wide", "awards", statistic)).result(
        of: table, design: fitted)
      #expect(agree(result.statistic, line.number("statistic")), "\(line)")
      #expect(agree(result.p, line.number("p")), "\(line)")
      #expect(agree(result.denominatorDegreesOfFreedom, line.number("denominator")), "\(line)")
    }
  }

  private static func table(_ names: [String], _ rows: [[String?]]) -> Table {
    Table(names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
  }

  @Test("McNemar's test of a simple random sample follows from the classical statistic")
  func classicalMcNemar() throws {
    // 7 pairs changed one way, 15 the other, 40 stayed.
    let rows: [[String?]] =
      Array(repeating: ["no", "yes"], count: 7) + Array(repeating: ["yes", "no"], count: 15)
      + Array(repeating: ["yes", "yes"], count: 25) + Array(repeating: ["no", "no"], count: 15)
    let (n, classical) = (62.0, 8.0 * 8 / 22)
    // A row with an answer missing was drawn all the same.
    for missing in [0, 1] {
      let table = Self.table(["a", "b"], rows + Array(repeating: ["yes", nil], count: missing))
      let design = try DesignColumns(header: table.names).design(from: table)
      let result = try TestRequest(.mcNemar("a", "b")).result(of: table, design: design)
      let m = n + Double(missing)
      #expect(agree(result.statistic, (m - 1) / m * classical / (1 - classical / n), to: 1e-12))
      #expect(agree(result.estimate, 8 / n, to: 1e-14))
      #expect(result.count == 62 && result.missing == missing)
      #expect(result.denominatorDegreesOfFreedom == m - 1)
    }
    let fault = #expect(throws: Fault.self) {
      try TestRequest(.mcNemar("a", "c")).result(
        of: Self.table(["a", "c"], [["1", "2"], ["2", "3"]]),
        design: try DesignColumns(header: ["a", "c"]).design(
          from: Self.table(["a", "c"], [["1", "2"], ["2", "3"]])))
    }
    #expect(fault?.code == .notTwoLevels)
  }

  @Test("A table's test is Pearson's where every row is drawn for itself")
  func pearson() throws {
    var rows: [[String?]] = []
    for (a, b, count) in [("1", "x", 30), ("1", "y", 10), ("2", "x", 15), ("2", "y", 25)] {
      rows += Array(repeating: [a, b], count: count)
    }
    let table = Self.table(["a", "b"], rows)
    let design = try DesignColumns(header: table.names).design(from: table)
    let result = try TestRequest(.chiSquare("a", "b", .chisq)).result(of: table, design: design)
    // 80 (30·25 - 10·15)²/(45·35·40·40), and the design's variance has n - 1 for n.
    #expect(agree(result.statistic, 80.0 * 600 * 600 / (45 * 35 * 40 * 40), to: 1e-12))
  }

  @Test("What cannot be tested has no statistic and a rule")
  func degenerate() throws {
    let names = ["psu", "a", "b", "y", "g"]
    func results(_ row: (Int) -> [String?], count: Int = 12) throws -> [TestResult] {
      let table = Self.table(names, (0..<count).map(row))
      let design = try DesignColumns(clusters: "psu", header: names).design(from: table)
      var request = try EstimateRequest([.mean("y")], by: ["g"])
      request.comparison = .wald
      return [
        try TestRequest(.chiSquare("a", "b", .f)).result(of: table, design: design),
        try TestRequest(.chiSquare("a", "b", .chisq)).result(of: table, design: design),
        try TestRequest(.tTest("y", by: ["g"])).result(of: table, design: design),
        try TestRequest(.mcNemar("a", "b")).result(of: table, design: design),
        try request.figures(of: table, design: design).tests[0],
      ]
    }
    func check(_ results: [TestResult], _ rules: [FigureRule]) {
      for (result, rule) in zip(results, rules) {
        #expect(result.statistic == nil && result.p == nil, "\(result)")
        #expect(result.rule == rule, "\(result.test)")
      }
    }
    // One level everywhere; a constant variable in both groups.
    check(
      try results { ["\($0 / 2)", "1", "1", "5", "\($0 % 2)"] },
      [.oneLevel, .oneLevel, .noVariation, .oneLevel, .noVariation])
    // Everything is missing.
    check(
      try results { ["\($0 / 2)", nil, nil, nil, "\($0 % 2)"] },
      [.emptyDomain, .emptyDomain, .emptyDomain, .emptyDomain, .emptyDomain])
    // Nobody changed; two columns that are the same.
    let same = try results { ["\($0 / 2)", "\($0 % 2)", "\($0 % 2)", "\($0 * $0)", "\($0 % 2)"] }
    #expect(same[3].statistic == nil && same[3].rule == .noVariation && same[3].estimate == 0)
    // Two first-stage units, so that the test of two means has no degrees of freedom.
    let few = try results(
      { ["\($0 / 3)", "\($0 % 2)", "\($0 % 2)", "\($0 * $0)", "\($0 % 2)"] }, count: 6)
    #expect(few[2].statistic == nil && few[2].rule == .noDegreesOfFreedom && few[2].p == nil)
    #expect(few[4].statistic == nil && few[4].rule == .noDegreesOfFreedom)
    // One first-stage unit: no variance at all.
    #expect(throws: Fault.self) {
      try results({ ["1", "\($0 % 2)", "\($0 % 2)", "\($0 * $0)", "\($0 % 2)"] }, count: 6)
    }
  }

  @Test("An empty cell is a cell; tests stay numbers")
  func emptyCell() throws {
    let names = ["psu", "a", "b", "M"]
    let rows: [[String?]] = (0..<40).map { row in
      let a = row % 3
      return ["\(row / 4)", "\(a)", a == 0 ? "x" : (row * 7) % 5 < 2 ? "x" : "y", "90"]
    }
    let table = Self.table(names, rows)
    let design = try DesignColumns(clusters: "psu", populations: "M", header: names).design(
      from: table)
    for statistic in ChiSquareStatistic.allCases {
      let result = try TestRequest(.chiSquare("a", "b", statistic)).result(
        of: table, design: design)
      #expect(result.statistic == nil || result.statistic!.isFinite)
      #expect(result.statistic != nil || result.rule != nil)
    }
  }

  @Test("Comparisons need domains, t needs two, and a table has bounds")
  func refused() throws {
    let rows: [[String?]] = (0..<130).map { ["\($0 / 2)", "\($0)", "\($0 % 3)", "\($0 % 40)"] }
    let table = Self.table(["psu", "y", "g", "h"], rows)
    let design = try DesignColumns(clusters: "psu", header: table.names).design(from: table)
    func code(_ body: () throws -> Void) -> Fault.Code? {
      #expect(throws: Fault.self) { try body() }?.code
    }
    for comparison in [EstimateRequest.Comparison.differences, .wald] {
      var request = try EstimateRequest([.mean("y")])
      request.comparison = comparison
      #expect(
        code { _ = try request.figures(of: table, design: design) } == .comparisonWithoutDomains)
      request.by = ["y"]
      #expect(code { _ = try request.figures(of: table, design: design) } == .tooManyDomains)
    }
    #expect(
      code { _ = try TestRequest(.tTest("y", by: ["g"])).result(of: table, design: design) }
        == .notTwoGroups)
    #expect(
      code { _ = try TestRequest(.chiSquare("h", "h", .f)).result(of: table, design: design) }
        == .tableTooLarge)
    #expect(code { _ = try ChiSquareStatistic(name: "G") } == .unknownChiSquareStatistic)
    #expect(try TestRequest.pair(argument: "\"a*b\"*c") == ("a*b", "c"))
    for argument in ["a", "a*", "a*b*c"] {
      #expect(code { _ = try TestRequest.pair(argument: argument) } == .malformedArgument)
    }
  }

  @Test("The difference of two rates without an event has no limits rather than none wide")
  func noEvents() throws {
    let rows: [[String?]] = (0..<40).map { ["\($0 / 4)", "0", "\($0 % 2)"] }
    let table = Self.table(["psu", "y", "g"], rows)
    let design = try DesignColumns(clusters: "psu", header: table.names).design(from: table)
    var request = try EstimateRequest([.proportion("y", level: "1")], by: ["g"])
    request.comparison = .differences
    let figure = try request.figures(of: table, design: design).figures[0]
    #expect(figure.estimate == 0 && figure.standardError == nil && figure.upper == nil)
    #expect(figure.rule == .noVariation)
  }
}
