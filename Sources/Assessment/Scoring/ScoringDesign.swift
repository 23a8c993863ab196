// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables

/// The survey design of one stage of a field work, with the way from its rows to the samples' tables.
struct ScoringDesign {
  /// The stage of the samples, counted from 1.
  let stage: Int
  let field: FieldDesign
  /// The sample of each row, as a position in the design of the assessment.
  let sampleOfRow: [Int]
  /// The row in the sample's table.
  let tableRow: [Int]
  /// The weights of the figures: those of the draw, fitted to the totals that the profile names.
  let fitted: FittedDesign

  /// The design of the given samples, which are drawn at one stage.
  init(
    _ fieldwork: Fieldwork, samples: [SampleTable], stage: Int, treatment: VarianceTreatment
  ) throws {
    self.stage = stage
    let draw = fieldwork.draw
    var responses = [UnitResponse](repeating: .missing, count: draw.units.count)
    var place = [(sample: Int, row: Int)?](repeating: nil, count: draw.units.count)
    for (index, sample) in samples.enumerated() {
      for (row, unit) in sample.units.enumerated() where draw.units[unit].stage == stage {
        place[unit] = (index, row)
        switch sample.outcomes[row] {
        case .completed: responses[unit] = .answered
        case .ineligible: responses[unit] = .ineligible
        case .refused, .noncontact, nil: responses[unit] = .missing
        }
      }
    }
    field = try FieldDesign(
      draw, stage: stage, responses: responses,
      substitutions: fieldwork.substitutions, treatment: treatment)
    sampleOfRow = field.units.map { place[$0]!.sample }
    tableRow = field.units.map { place[$0]!.row }
    fitted = try FittedDesign(field, sampleOfRow: sampleOfRow, fieldwork)
  }

  /// Why no estimate may be made of an indicator, if anything forbids it: nobody answered in a part of
  /// its target and nobody can stand for it, or a sample tells no variance.
  func obstacle(_ columns: RatioColumns, _ scorer: Scorer) -> Remark? {
    let draw = scorer.fieldwork.draw
    for part in columns.parts {
      let sample = scorer.samples[part.sample]
      let name = scorer.frame.description.samples[part.sample].design.name
      if field.samplesWithoutVariance.contains(where: { bytesCompare($0, name) == 0 }) {
        return Remark("lonely-without-donor", ["sample": sample.sample])
      }
      if let obstacle = fitted.obstacles[part.sample] { return obstacle }
      let orphans = field.orphanedCells.filter { bytesCompare(draw.cells[$0].sample, name) == 0 }
      guard !orphans.isEmpty else { continue }
      let isOrphan = Set(orphans)
      let concerned = sample.units.indices.filter {
        part.isTarget[$0] && isOrphan.contains(draw.units[sample.units[$0]].cell)
      }
      if let row = concerned.first {
        let cell = draw.cells[draw.units[sample.units[row]].cell]
        let unit = cell.parentUnit.map { draw.units[$0] }
        return Remark(
          "stratum-unanswered",
          ["sample": sample.sample, "stratum": unit?.stratum ?? cell.stratum])
      }
    }
    return nil
  }
}
