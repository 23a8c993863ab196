// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FileSample {
  /// Writes the joint probabilities of the drawn units as CSV: a row for each pair of mains of a cell, at
  /// each stage that is not simple random.
  ///
  /// The columns are `stage` (from 1), `stratum` (the record of the stratum, empty without strata), `id1` and
  /// `id2` (paths; below the first stage the cluster, `/`, and the unit) in the order of the draw, and
  /// `probability`: of drawing both, below the first stage given that their cluster is drawn.
  ///
  /// - Parameters:
  ///   - outcome: a draw of this sample whose units were kept.
  ///   - write: takes each line with its line end.
  /// - Throws: as ``SamplingDesign/jointStages()`` and ``SamplingFrame``; what `write` throws.
  /// - Complexity: one more pass over the drawn cells, and the square of the mains of each cell.
  /// - Precondition: the units of the outcome were kept.
  public func writeJointProbabilities(
    of outcome: Outcome, to write: (String) throws -> Void
  ) throws {
    guard let draw = outcome.draw else { preconditionFailure("the units were not kept") }
    let stages = try frame.design.jointStages()
    try write(Record.text(["stage", "stratum", "id1", "id2", "probability"]) + "\n")
    try frame.forEachJointProbability(of: draw, seed: seed, stages: stages) { one, other, value in
      try write(
        Record.text([
          "\(one.stage)", one.stratum, one.path.text, other.path.text, value.shortestText,
        ]) + "\n")
    }
  }
}
