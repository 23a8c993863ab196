// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables

/// The weights of a stage's design fitted to the totals that the profile names.
struct FittedDesign {
  /// The design with its weights fitted.
  let design: SurveyDesign
  /// A variable by which they were fitted, over the rows of the design: 0 in those of other samples.
  struct Term {
    let name: String
    let values: NumberColumn
    let total: Double
  }

  /// The variables.
  let terms: [Term]
  /// Samples that could not be fitted, with the reason.
  let obstacles: [Int: Remark]
  /// What a reader must know of the weights.
  let notes: [Remark]

  /// Fits the weights of those samples that have known totals.
  ///
  /// Each sample is fitted to its own totals over the units that could have been drawn; a level of which
  /// nobody answered stops the estimates of its sample, since no weights can agree with its total.
  /// - Throws: ``Tables/Fault/Code/calibrationFailed``; ``Tables/Fault/Code/weightNotPositive``.
  /// - Complexity: linear in the registers' and the design's rows, times the variables; cubic in them.
  init(_ field: FieldDesign, sampleOfRow: [Int], _ fieldwork: Fieldwork) throws {
    let frame = fieldwork.frame
    let rows = field.units
    var terms: [Term] = []
    var obstacles: [Int: Remark] = [:]
    var notes: [Remark] = []
    for auxiliary in frame.auxiliaries {
      let own = rows.indices.filter { sampleOfRow[$0] == auxiliary.sample }
      guard !own.isEmpty else { continue }
      let sources = own.map { fieldwork.draw.units[rows[$0]].row }
      let sample = frame.description.samples[auxiliary.sample].name
      let columns = SampleTerms(own: own, sources: sources, rowCount: rows.count, sample: sample)
      let totals = try auxiliary.totals(in: frame, fieldwork.draw)
      let results = zip(auxiliary.variables, totals).map { columns.terms($0, $1) }
      if let level = results.compactMap(\.unanswered).first {
        obstacles[auxiliary.sample] = Remark(
          "total-without-interview", ["sample": sample, "level": level])
      } else {
        terms += results.flatMap(\.terms)
        notes.append(
          Remark(
            "weights-fitted",
            [
              "sample": sample,
              "variables": auxiliary.variables.map(\.name).joined(separator: ", "),
            ]))
      }
    }
    self.obstacles = obstacles
    self.terms = terms
    self.notes = notes
    guard !terms.isEmpty, let totals = frame.profile.weightTotals else {
      design = field.design
      return
    }
    let model = CalibrationModel(
      terms.map { CalibrationModel.Term(.number($0.values), total: $0.total, name: $0.name) },
      rowCount: rows.count)
    design = try field.design.adjusted(
      by: WeightAdjustment(fit: .calibration(model, totals.distance))
    ) { row in
      frame.populations[sampleOfRow[row]].table.place(row: fieldwork.draw.units[rows[row]].row)
    }
  }
}

/// Makes the terms of one sample over all rows of a design: zero in the rows of others.
private struct SampleTerms {
  /// The sample's rows in the design, and in its register.
  let own: [Int]
  let sources: [Int]
  let rowCount: Int
  let sample: String

  /// The terms of a variable, and a level with a total of which no row tells.
  func terms(
    _ variable: AuxiliaryVariables.Variable, _ totals: [Double]
  ) -> (terms: [FittedDesign.Term], unanswered: String?) {
    switch variable.values {
    case .count: return ([term(variable, 0, totals) { _ in 1 }], nil)
    case .numbers(let values): return ([term(variable, 0, totals) { values[$0] }], nil)
    case .levels(let column):
      let present = Set(sources.map { column.codes[$0] })
      var terms: [FittedDesign.Term] = []
      for code in totals.indices where totals[code] > 0 {
        guard present.contains(UInt32(code)) else { return ([], variable.name(of: code)) }
        terms.append(
          term(variable, code, totals) { column.codes[$0] == UInt32(code) ? 1 : 0 })
      }
      return (terms, nil)
    }
  }

  private func term(
    _ variable: AuxiliaryVariables.Variable, _ position: Int, _ totals: [Double],
    _ value: (_ source: Int) -> Double
  ) -> FittedDesign.Term {
    var values = [Double](repeating: 0, count: rowCount)
    for (row, source) in zip(own, sources) { values[row] = value(source) }
    return FittedDesign.Term(
      name: "\(sample): \(variable.name(of: position))", values: NumberColumn(values),
      total: totals[position])
  }
}
