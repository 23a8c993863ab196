// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation

/// What was found in one stratum of a finite population.
package struct StratumCount {
  /// The units of the target.
  package var population: Int
  /// Those that were observed.
  package var observed: Int
  /// Of these, the ones that fall short.
  package var found: Int

  /// Counts of a stratum.
  package init(population: Int, observed: Int, found: Int) {
    self.population = population
    self.observed = observed
    self.found = found
  }
}

extension CountBound {
  /// An upper bound on the number of units that fall short, from simple random samples without
  /// replacement in independent strata.
  ///
  /// Each stratum that was not taken whole gets an exact hypergeometric bound at the confidence
  /// C^(1/k), k being their number, so that all hold together with confidence C (Šidák 1967; Wright 1991
  /// for strata). With one such stratum the bound is the exact one. A stratum taken whole adds what was
  /// found; of one without an observation every unit may fall short.
  package init(strata: [StratumCount], confidence: Double) {
    let open = strata.filter { $0.observed > 0 && $0.observed < $0.population }
    let level = open.isEmpty ? confidence : pow(confidence, 1 / Double(open.count))
    var bound = 0
    for stratum in strata {
      if stratum.observed == stratum.population {
        bound += stratum.found
      } else if stratum.observed == 0 {
        bound += stratum.population
      } else {
        bound += HypergeometricLimits.upperCount(
          found: stratum.found, of: stratum.observed, population: stratum.population,
          tail: 1 - level)
      }
    }
    self.init(
      atMost: bound, population: strata.reduce(0) { $0 + $1.population }, confidence: confidence)
  }
}
