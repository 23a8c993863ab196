// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

extension SamplingFrame {
  /// The registers of a seal with units that no sample takes, such as those whose status is misspelt: nobody
  /// will draw them, and no figure speaks of them.
  ///
  /// A unit that two samples take hides one that none does.
  /// - Complexity: linear in the parents of each sample, times its strata.
  func unsampledUnits(_ seal: Seal) -> [Fault] {
    var taken: [UnitID: Int] = [:]
    for (stage, samples) in design.stages.map(\.samples).enumerated() {
      for (index, sample) in samples.enumerated() {
        taken[UnitID(sample.register), default: 0] += populations(
          stage: stage + 1, sample: index
        ).reduce(0) { $0 + $1.units }
      }
    }
    return seal.registers.compactMap { register in
      guard let taken = taken[UnitID(register.name)], taken < register.rows else { return nil }
      return Fault(
        .unsampledUnits,
        [
          "register": register.name, "units": "\(register.rows - taken)",
          "rows": "\(register.rows)",
        ])
    }
  }
}

extension Fault.Code {
  /// Units of a register belong to no sample.
  public static let unsampledUnits = Fault.Code("unsampled-units", .data)
}
