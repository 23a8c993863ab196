// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Workspaces

extension DesignRow {
  /// The design of a workspace, one row for each stage, sample and stratum.
  ///
  /// - Parameters:
  ///   - frame: the sealed registers, counted.
  ///   - draw: what was drawn of them; `nil` before the draw.
  static func rows(of workspace: Workspace, frame: SamplingFrame, draw: Draw?) -> [DesignRow] {
    var rows: [DesignRow] = []
    var stageStart = 0
    for (stageIndex, stage) in frame.design.stages.enumerated() {
      for (sampleIndex, sample) in stage.samples.enumerated() {
        let name = workspace.description.samples[stageStart + sampleIndex].name
        let label =
          workspace.profile.sample(name)?.label ?? BilingualText(zh: name, en: name)
        let counts = frame.populations(stage: stageIndex + 1, sample: sampleIndex)
        for (stratum, units) in counts {
          let drawn = draw?.counts(stageIndex + 1, sampleIndex, stratum)
          rows.append(
            DesignRow(
              stage: stageIndex + 1, sample: sample.name, label: label,
              record: stratum,
              stratum: workspace.profile.label(ofStratum: stratum, columns: sample.strata),
              population: units, drawn: drawn?.mains, reserves: drawn?.reserves,
              request: sample.request(stage: stageIndex + 1, stratum: stratum),
              method: sample.method.name,
              wanted: draw?.shortfall(stageIndex + 1, sample.name, stratum)))
        }
      }
      stageStart += stage.samples.count
    }
    return rows
  }
}

extension SampleDesign {
  /// What the design asks for in a stratum.
  fileprivate func request(stage: Int, stratum: String) -> DesignRow.Request {
    let whole: DesignRow.Whole =
      stage == 1 ? .stratum : base == .population ? .population : .cluster
    if takesWhole(stratum) { return .fraction("1", of: stage == 1 ? .stratum : .cluster) }
    switch size {
    case .fraction(let fraction): return .fraction(fraction.text, of: whole)
    case .size(let size):
      // A number without a map is shared among the strata of a cell.
      return .size(size, of: stage == 1 ? .population : whole)
    case .byStratum(let rules):
      switch rules[UnitID(stratum)] {
      case .fraction(let fraction): return .fraction(fraction.text, of: whole)
      case .size(let size): return .size(size, of: whole)
      case nil: preconditionFailure("a design sizes every stratum")
      }
    }
  }
}

extension Draw {
  /// The mains and reserves of a stratum, over all cells.
  fileprivate func counts(
    _ stage: Int, _ sample: Int, _ stratum: String
  ) -> (mains: Int, reserves: Int) {
    cells.reduce((0, 0)) { sum, cell in
      guard cell.stage == stage, cell.sampleIndex == sample,
        bytesCompare(cell.stratum, stratum) == 0
      else { return sum }
      return (sum.0 + cell.size, sum.1 + cell.reserves)
    }
  }

  /// The number that a stratum's rule wanted, where the drawn units of the stage above held fewer.
  fileprivate func shortfall(_ stage: Int, _ sample: String, _ stratum: String) -> Int? {
    populationStrata.first {
      $0.stage == stage && bytesCompare($0.sample, sample) == 0
        && bytesCompare($0.stratum, stratum) == 0 && $0.isShort
    }?.wanted.ceiling
  }
}
