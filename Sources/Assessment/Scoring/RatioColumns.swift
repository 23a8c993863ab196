// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Planning
import Sampling
public import Tables

/// What each unit of an indicator's samples adds above and below the line.
struct RatioColumns {
  /// One of the indicator's samples.
  struct Part {
    /// The position among the samples of the design.
    let sample: Int
    /// Whether the indicator speaks about each visited unit of the sample.
    let isTarget: [Bool]
    /// Numerators and denominators of completed target units; zero elsewhere.
    let numerators: [Double]
    let denominators: [Double]
  }

  let parts: [Part]
  /// Why the indicator has no value at all: a sample that it needs is not drawn, or units without an interview
  /// are to be taken for errors and nobody knows what they add below the line.
  let obstacle: Remark?

  /// Evaluates an indicator.
  ///
  /// - Throws: ``Tables/Faults`` with ``Tables/Fault/Code/indicatorEmpty`` for each completed unit in
  ///   which the indicator has no value, by path; the faults of the expressions.
  init(_ indicator: Indicator, _ ratio: Indicator.Ratio, _ scorer: Scorer) throws {
    var faults = Faults()
    var obstacle = ratio.samples.first { scorer.frame.description.sampleIndex($0) == nil }
      .map { Remark("sample-not-drawn", ["sample": $0]) }
    parts = try ratio.samples.compactMap { name in
      guard let index = scorer.frame.description.sampleIndex(name) else { return nil }
      let sample = scorer.samples[index]
      let errors = try AssumedErrors(indicator, ratio, index, sample, scorer)
      if let errors, errors.denominators == nil { obstacle = Remark("error-without-size") }
      var isTarget =
        try ratio.condition?.mask(over: sample.table)
        ?? [Bool](repeating: true, count: sample.units.count)
      errors?.widen(&isTarget)
      let top = try ratio.numerator.numbers(over: sample.table)
      let bottom = try ratio.denominator.numbers(over: sample.table)
      var numerators = [Double](repeating: 0, count: sample.units.count)
      var denominators = numerators
      for row in sample.units.indices where isTarget[row] && sample.isCompleted(row) {
        if let errors, errors.isError[row] {
          denominators[row] = errors.denominators?[row] ?? 0
          numerators[row] = errors.countAbove(top[row]) ? denominators[row] : 0
          continue
        }
        guard let numerator = top[row], let denominator = bottom[row] else {
          let empty = top[row] == nil ? ratio.numerator : ratio.denominator
          faults.append(
            Fault(
              .indicatorEmpty, at: empty.place,
              [
                "indicator": indicator.name, "expression": empty.source,
                "unit": scorer.fieldwork.draw.units[sample.units[row]].path.text,
              ]))
          continue
        }
        numerators[row] = numerator
        denominators[row] = denominator
      }
      return Part(
        sample: index, isTarget: isTarget, numerators: numerators, denominators: denominators)
    }
    self.obstacle = obstacle
    try faults.throwIfAny()
  }

  /// Columns over the rows of a design: numerator, denominator, and the rows of the target.
  ///
  /// - Parameter only: the sample to restrict the target to; `nil` for all.
  func columns(
    over design: ScoringDesign, only sample: Int? = nil
  ) -> (numerator: NumberColumn, denominator: NumberColumn, mask: [Bool]) {
    let rows = design.field.units.count
    var numerators = [Double](repeating: 0, count: rows)
    var denominators = numerators
    var mask = [Bool](repeating: false, count: rows)
    for part in parts where sample == nil || part.sample == sample {
      for row in 0..<rows where design.sampleOfRow[row] == part.sample {
        let unit = design.tableRow[row]
        mask[row] = part.isTarget[unit]
        numerators[row] = part.numerators[unit]
        denominators[row] = part.denominators[unit]
      }
    }
    return (NumberColumn(numerators), NumberColumn(denominators), mask)
  }

  /// The document's own arithmetic: sums without weights over completed units, exact.
  func official(only sample: Int? = nil) throws -> OfficialFigure? {
    var top = ExactSum()
    var bottom = ExactSum()
    for part in parts where sample == nil || part.sample == sample {
      for row in part.isTarget.indices where part.isTarget[row] {
        try top.add(part.numerators[row])
        try bottom.add(part.denominators[row])
      }
    }
    let (numerator, denominator) = (try top.value(), try bottom.value())
    guard denominator != .zero else { return nil }
    return OfficialFigure(
      numerator: numerator, denominator: denominator,
      value: try numerator.divided(by: denominator))
  }

  /// The completed units of the target that add anything below the line.
  func count(only sample: Int? = nil) -> Int {
    parts.reduce(0) { count, part in
      guard sample == nil || part.sample == sample else { return count }
      return count + part.isTarget.indices.count { part.isTarget[$0] && part.denominators[$0] != 0 }
    }
  }
}

/// What units without an interview add if they are taken for errors.
private struct AssumedErrors {
  /// The units.
  let isError: [Bool]
  /// What each unit adds below the line; `nil` where only answers could tell.
  let denominators: NumberColumn?
  private let side: Threshold.Side?
  private let conditionIsKnown: Bool

  /// - Returns: `nil` where no unit is taken for an error.
  init?(
    _ indicator: Indicator, _ ratio: Indicator.Ratio, _ index: Int, _ sample: SampleTable,
    _ scorer: Scorer
  ) throws {
    guard let isError = sample.isTakenForError, isError.contains(true) else { return nil }
    self.isError = isError
    side = indicator.threshold?.side
    let frame = scorer.frame
    let known =
      frame.populations[index].register.usableColumns
      + frame.populations[0].register.usableColumns + frame.profile.parameters.map(\.name)
    let isKnown = { (expression: Expression) in expression.names.allSatisfy(known.holds) }
    conditionIsKnown = ratio.condition.map(isKnown) ?? true
    denominators = try [ratio.unanswered, ratio.denominator].compactMap { $0 }.first(
      where: isKnown)?
      .numbers(over: sample.table)
  }

  /// Whether a unit adds as much above the line: where errors are counted there, and not what is no error.
  ///
  /// - Parameter top: what it adds there as it is, without a finding; without a requirement that tells which end
  ///   is the worse, a rate of errors is one to which it adds nothing.
  func countAbove(_ top: Double?) -> Bool {
    side.map { $0 == .atMost } ?? ((top ?? 0) == 0)
  }

  /// Counts them in the target where answers would have to tell whether they belong to it.
  func widen(_ isTarget: inout [Bool]) {
    guard !conditionIsKnown else { return }
    for row in isTarget.indices where isError[row] { isTarget[row] = true }
  }
}

extension Fault.Code {
  /// An indicator has no value in a completed interview.
  public static let indicatorEmpty = Fault.Code("indicator-empty", .configuration)
}
