// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

private let reference = Result { try RCases(script: "intervals.R") }

@Suite("Intervals by name")
struct IntervalAgreementTests {
  @Test("Limits of every method are R's, or those of its formula in R, at several confidences")
  func limits() throws {
    let cases = try reference.get()
    var methods: Set<String> = []
    var compared = 0
    for line in cases.lines where line["interval"] != "profile" {
      let table = cases.table(line)
      let item = String(line["item"].dropFirst("proportion:".count))
      let method = try IntervalMethods.named(line["interval"])
      let confidence = line.number("confidence")!
      let figure = try EstimateRequest(
        [try .proportion(argument: item, header: table.names)], interval: method,
        confidence: confidence, missing: ["NA"]
      ).figures(of: table, design: try cases.design(line)).figures[0]
      let tolerance = line.number("tolerance")!
      #expect(agree(figure.estimate, line.number("estimate")))
      #expect(agree(figure.lower, line.number("lower"), to: tolerance), "\(line)")
      #expect(agree(figure.upper, line.number("upper"), to: tolerance), "\(line)")
      if figure.lower == nil { #expect(figure.rule == .undefinedAtBoundary, "\(line)") }
      // One-sided limits are the ends of the interval at the confidence 2C - 1.
      if let twice = cases.lines.first(where: {
        $0["item"] == line["item"] && $0["data"] == line["data"] && $0["weight"] == line["weight"]
          && $0["interval"] == line["interval"]
          && abs($0.number("confidence")! - (2 * confidence - 1)) < 1e-9
      }) {
        #expect(agree(figure.lowerOneSided, twice.number("lower"), to: tolerance), "\(line)")
        #expect(agree(figure.upperOneSided, twice.number("upper"), to: tolerance), "\(line)")
      }
      methods.insert(line["interval"])
      compared += 1
    }
    #expect(methods.count == 10)
    #expect(compared > 200)
  }

  // statistics of the documentation's table: svyciprop of survey 4.1-1, wilson by the formula of 4.5.
  @Test(
    "Published figures of R",
    arguments: [
      ("apiclus1", "none", "logit", 0.0023046913, 0.177747767),
      ("apiclus1", "none", "likelihood", 0.000663921181, 0.107778408),
      ("apiclus1", "none", "asin", 0.000307192709, 0.0955767364),
      ("apiclus1", "none", "beta", 0.000216146833, 0.137507764),
      ("apiclus1", "none", "mean", -0.026662408, 0.070378255),
      ("apiclus1", "none", "wilson", 0.003178777238, 0.135391285147),
      ("apistrat", "high", "logit", 0.0130318106, 0.0756984135),
      ("apistrat", "high", "likelihood", 0.0111694298, 0.0683433151),
      ("apistrat", "high", "asin", 0.00982613635, 0.0658378613),
      ("apistrat", "high", "beta", 0.010148054, 0.0737418379),
      ("apistrat", "high", "wilson", 0.01341030076, 0.07369322817),
      ("apiclus2", "none", "logit", 0.0216826594, 0.144081161),
      ("apiclus2", "none", "likelihood", 0.0180259001, 0.129388619),
      ("apiclus2", "none", "beta", 0.0160550034, 0.140260385),
      ("apiclus2", "none", "wilson", 0.0225265805, 0.13933251932),
      ("yrbs", "qn8", "logit", 0.769622108, 0.850847803),
      ("yrbs", "qn8", "beta", 0.7690751, 0.852831042),
      ("yrbs", "qn8", "mean", 0.773051933, 0.854193076),
    ])
  func published(data: String, variable: String, method: String, lower: Double, upper: Double)
    throws
  {
    let cases = try reference.get()
    let line = try #require(
      cases.lines.first { $0["data"] == data && $0["item"].contains(variable) })
    let table = cases.table(line)
    let figure = try EstimateRequest(
      [.proportion(variable, level: "1")], interval: try IntervalMethods.named(method),
      missing: ["NA"]
    ).figures(of: table, design: try cases.design(line)).figures[0]
    #expect(agree(figure.lower, lower, to: 1e-6))
    #expect(agree(figure.upper, upper, to: 1e-6))
  }

  @Test("The likelihood's limits solve its equation up to R's interpolation")
  func profile() throws {
    let cases = try reference.get()
    var compared = 0
    for line in cases.lines where line["interval"] == "profile" {
      let table = cases.table(line)
      let item = String(line["item"].dropFirst("proportion:".count))
      let figure = try EstimateRequest(
        [try .proportion(argument: item, header: table.names)], interval: LikelihoodInterval.self,
        confidence: line.number("confidence")!, missing: ["NA"]
      ).figures(of: table, design: try cases.design(line)).figures[0]
      #expect(agree(figure.lower, line.number("lower"), to: 0.005), "\(line)")
      #expect(agree(figure.upper, line.number("upper"), to: 0.005), "\(line)")
      compared += 1
    }
    #expect(compared > 15)
  }

  @Test("Where R's values do not reach the cut, the likelihood's limits are the roots themselves")
  func beyondInterpolation() throws {
    // Pairs of opposite answers have almost no variance between them: a design effect far below 1.
    let names = ["pair", "y"]
    let rows: [[String?]] = (0..<400).map { row in
      ["\(row / 2)", row == 0 || row % 2 == 1 ? "1" : "0"]
    }
    let table = Table(
      names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
    let design = try DesignColumns(clusters: "pair", header: names).design(from: table)
    let figure = try EstimateRequest(
      [.proportion("y", level: "1")], interval: LikelihoodInterval.self
    ).figures(of: table, design: design).figures[0]
    let (p, error) = (figure.estimate!, figure.standardError!)
    #expect(error * error * 400 / (p * (1 - p)) < 0.02)
    let t = 1.971956544249395  // qt(.975, 199)
    for limit in [figure.lower!, figure.upper!] {
      let deviance = 2 * (p * log(p / limit) + (1 - p) * log((1 - p) / (1 - limit)))
      #expect(agree(deviance, 400.0 / 399 * t * t * error * error / (p * (1 - p)), to: 1e-7))
    }
  }

  @Test(
    "Methods on the effective size have limits for no and for every event; the others say why not")
  func boundary() throws {
    let names = ["psu", "y", "x"]
    for value in ["0", "1"] {
      let rows: [[String?]] = (0..<60).map { ["\($0 / 5)", value, "1"] }
      let table = Table(
        names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
      let design = try DesignColumns(clusters: "psu", header: names).design(from: table)
      for method in IntervalMethods.all
      where method != TInterval.self && method != StratifiedExactInterval.self
        && method != ConservativeInterval.self
      {
        let figures = try EstimateRequest(
          [.proportion("y", level: "1"), .ratio("y", "x")], interval: method
        ).figures(of: table, design: design).figures
        #expect(figures[0].lower == figures[1].lower && figures[0].upper == figures[1].upper)
        for figure in figures {
          if method is any EffectiveSizeInterval.Type || method == KornGraubardInterval.self {
            #expect(figure.rule == .zeroRule, "\(method)")
            #expect(figure.lower! <= figure.estimate! && figure.upper! >= figure.estimate!)
            #expect(figure.upper! - figure.lower! > 0.01)
            #expect(
              figure.lowerOneSided! >= figure.lower! && figure.upperOneSided! <= figure.upper!)
          } else if method == StabilizedInterval.self {
            #expect(figure.rule == .ceilingAtZero && figure.upper! - figure.lower! > 0.01)
          } else if method != MeanInterval.self {
            #expect(figure.lower == nil && figure.upper == nil && figure.upperOneSided == nil)
            #expect(figure.rule == .undefinedAtBoundary, "\(method)")
          }
        }
      }
    }
  }
}
