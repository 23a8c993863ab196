// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension SamplingDesign {
  /// The design with the factors of its allocations, computed from its registers.
  ///
  /// Factors that stand in the design already, since it comes from a seal, are left as they are.
  /// - Throws: what ``Register/moments(for:allocation:)`` and the allocations throw.
  package func allocated(_ registers: [String: any Register]) throws -> SamplingDesign {
    var design = self
    for stage in stages.indices {
      for index in stages[stage].samples.indices {
        let sample = stages[stage].samples[index]
        guard let spread = sample.spread, spread.factors == nil,
          let register = registers[sample.key]
        else { continue }
        design.stages[stage].samples[index].allocation?.factors = try spread.factors(
          of: register.moments(for: sample, allocation: spread), sample: sample.key)
      }
    }
    return design
  }
}

extension SampleDesign {
  /// Whether the size is a number in all for several strata.
  var spreadsOverStrata: Bool {
    if case .size = size { !strata.isEmpty } else { false }
  }

  /// An allocation without a number to spread or strata to spread it over, which would mislead, and the
  /// faults of the allocation itself.
  var allocationFaults: Faults {
    guard let allocation else { return Faults() }
    var faults = allocation.faults(sample: key)
    guard let spread else { return faults }
    if !spreadsOverStrata {
      faults.append(
        Fault(.allocationWithoutSpread, ["sample": key, "allocation": spread.method.name]))
    }
    return faults
  }
}
