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
  /// A sample that the indicator needs and the design does not draw.
  let notDrawn: Remark?

  /// Evaluates an indicator.
  ///
  /// - Throws: ``Tables/Faults`` with ``Tables/Fault/Code/indicatorEmpty`` for each completed unit in
  ///   which the indicator has no value, by path; the faults of the expressions.
  init(_ indicator: Indicator, _ ratio: Indicator.Ratio, _ scorer: Scorer) throws {
    var faults = Faults()
    notDrawn = ratio.samples.first { scorer.frame.description.sampleIndex($0) == nil }
      .map { Remark("sample-not-drawn", ["sample": $0]) }
    parts = try ratio.samples.compactMap { name in
      guard let index = scorer.frame.description.sampleIndex(name) else { return nil }
      let sample = scorer.samples[index]
      let isTarget =
        try ratio.condition?.mask(over: sample.table)
        ?? [Bool](repeating: true, count: sample.units.count)
      let top = try ratio.numerator.numbers(over: sample.table)
      let bottom = try ratio.denominator.numbers(over: sample.table)
      var numerators = [Double](repeating: 0, count: sample.units.count)
      var denominators = numerators
      for row in sample.units.indices where isTarget[row] && sample.isCompleted(row) {
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

extension Fault.Code {
  /// An indicator has no value in a completed interview.
  public static let indicatorEmpty = Fault.Code("indicator-empty", .configuration)
}
