// SPDX-License-Identifier: GPL-3.0-or-later

public import Estimation
public import Planning
import Sampling
public import Tables

/// What another program needs to compute a result again: rows with their design, and the figures that it shall come to.
///
/// Other programs know neither successive differences of a systematic sample nor pooled variances: figures are
/// those with the first stage taken as a simple random sample and a unit alone in its cell centred at the mean of all
/// (R's `adjust`, Stata's `centered`). Nor have they one variance of unequal probabilities in common: where a sample
/// has these, the first stage is taken as drawn with replacement (Hansen and Hurwitz 1943).
public struct ScriptData: Sendable {
  /// The rows of one stage's design.
  public struct Rows: Sendable {
    /// The stage, counted from 1.
    public let stage: Int
    /// The rows: the columns of ``Fieldwork/estimationTable(findings:)``, but `t1`, `t2`, … for the variables with
    /// known totals and `y1`, `x1`, `y2`, … for numerators and denominators, which are names in every program.
    public let table: Table
    /// The known totals of `t1`, `t2`, …, to which the weights are fitted.
    public let totals: [(name: String, total: Double)]
    /// Whether the rows lie in units of a stage above.
    public let hasClusters: Bool
  }

  /// One figure.
  public struct Figure: Sendable {
    /// How it is computed.
    public enum Formula: Sendable {
      /// The quotient of the totals of `y` and `x` with a number, in the rows of a stage, where `x` is not empty.
      case ratio(number: Int, stage: Int)
      /// A constant and quotients times factors.
      case composite(constant: Double, terms: [(number: Int, factor: Double)], stage: Int)
    }

    /// The indicator's name.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// How it is computed.
    public let formula: Formula
    /// What it comes to.
    public let estimate: Double
    /// Its standard error.
    public let standardError: Double
  }

  /// The rows of each stage that a figure needs.
  public let rows: [Rows]
  /// The figures with an estimate and a standard error, in the profile's order.
  public let figures: [Figure]
  /// Indicators without them.
  public let omitted: [String]
  /// How weights were fitted; `nil` where they were not.
  public let distance: CalibrationDistance?

  /// The treatment of variances that other programs know.
  public let treatment: VarianceTreatment
}

extension Fieldwork {
  /// The rows and figures for a script in another program.
  ///
  /// - Parameter findings: the findings so far, with their decisions.
  /// - Throws: as ``score(findings:treatment:)``.
  /// - Complexity: that of a score.
  public func scriptData(findings: [Finding]) throws -> ScriptData {
    let isUnequal = draw.design.samples.contains {
      UnequalVariance(method: $1.method.name) != nil
    }
    let treatment = VarianceTreatment(
      firstStage: isUnequal ? .withReplacement : .simpleRandom, lonely: .adjust)
    let scorer = try Scorer(self, JoinedFindings(self, findings), treatment)
    var figures: [ScriptData.Figure] = []
    var omitted: [String] = []
    var columns: [Int: [(number: Int, score: RatioScore)]] = [:]
    var numbers: [UnitID: Int] = [:]
    for score in try scorer.scores() {
      let indicator: Indicator
      let figure: (estimate: Double?, error: Double?)
      let formula: ScriptData.Figure.Formula?
      switch score {
      case .ratio(let ratio):
        indicator = ratio.indicator
        let number = numbers.count + 1
        numbers[UnitID(indicator.name)] = number
        columns[ratio.design.stage, default: []].append((number, ratio))
        figure = (ratio.estimate?.value, ratio.estimate?.standardError)
        formula = .ratio(number: number, stage: ratio.design.stage)
      case .composite(let composite):
        indicator = composite.indicator
        let sum = try composite.weightedRates(scorer)
        let result = try composite.result(scorer).estimate
        figure = (result?.value, result?.standardError)
        let names = composite.rateNames
        formula = sum.map { sum in
          .composite(
            constant: sum.constant,
            terms: zip(names, sum.rates).map { (numbers[UnitID($0)]!, $1.factor) },
            stage: sum.stage)
        }
      }
      if let formula, let estimate = figure.estimate, let error = figure.error {
        figures.append(
          ScriptData.Figure(
            name: indicator.name, label: indicator.label, formula: formula, estimate: estimate,
            standardError: error))
      } else {
        omitted.append(indicator.name)
      }
    }
    return ScriptData(
      rows: try columns.sorted { $0.key < $1.key }.map {
        try rows(scorer.designs[$0.key - 1], $0.value)
      }, figures: figures, omitted: omitted,
      distance: scorer.designs.contains { !$0.fitted.terms.isEmpty }
        ? frame.profile.weightTotals?.distance : nil, treatment: treatment)
  }

  private func rows(
    _ design: ScoringDesign, _ ratios: [(number: Int, score: RatioScore)]
  ) throws -> ScriptData.Rows {
    var (names, columns) = try designTable(design)
    for (index, term) in design.fitted.terms.enumerated() {
      names.append("t\(index + 1)")
      columns.append(estimationText(term.values))
    }
    for (number, score) in ratios {
      let (numerator, denominator, mask) = score.columns.columns(over: design)
      names += ["y\(number)", "x\(number)"]
      columns += [estimationText(numerator, mask), estimationText(denominator, mask)]
    }
    return ScriptData.Rows(
      stage: design.stage, table: Table(names: names, columns: columns),
      totals: design.fitted.terms.map { ($0.name, $0.total) }, hasClusters: design.stage > 1)
  }
}
