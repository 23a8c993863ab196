// SPDX-License-Identifier: GPL-3.0-or-later

/// The estimated correlation of rates whose households lie in the same villages, of simple random samples at both
/// stages: the covariance of ``Estimation/SurveyDesign/covariance(of:)``, cell by cell.
enum SharedVillages {
  /// The correlation of each two rates.
  ///
  /// - Parameters:
  ///   - samples: of one draw.
  ///   - errors: the households in error of each cell.
  ///   - shares: the weighted share of errors.
  /// - Complexity: linear in cells, times the number of rates.
  static func correlations(
    _ samples: [AssessedSample], _ errors: [[Int]], _ shares: [Double]
  ) -> [[Double]] {
    let parts = samples.indices.map { samples[$0].linearized(p: shares[$0], errors: errors[$0]) }
    let strata = samples[0].sample.strata.indices.map { stratum in
      (
        drawn: Double(samples[0].sample.strata[stratum].drawn),
        fraction: samples[0].sample.fraction(of: stratum)
      )
    }
    let covariance = { (first: Int, second: Int) -> Double in
      var products = [Double](repeating: 0, count: strata.count)
      for (village, own) in parts[first].villages {
        guard let other = parts[second].villages[village] else { continue }
        products[own.stratum] += own.total * other.total
      }
      var sum = first == second ? parts[first].within : 0
      for (index, stratum) in strata.enumerated() where stratum.drawn > 1 {
        let deviation =
          products[index] - parts[first].sums[index] * parts[second].sums[index] / stratum.drawn
        sum += (1 - stratum.fraction) * stratum.drawn / (stratum.drawn - 1) * deviation
      }
      return sum
    }
    let variances = samples.indices.map { covariance($0, $0) }
    return samples.indices.map { first in
      samples.indices.map { second in
        let product = variances[first] * variances[second]
        guard first != second, product > 0 else { return first == second ? 1 : 0 }
        return max(-1, min(1, covariance(first, second) / product.squareRoot()))
      }
    }
  }
}

extension AssessedSample {
  /// The linearized variable of a rate: by village, summed over strata, and what households within villages add to
  /// the variance.
  struct Linearized {
    var villages: [Int: (stratum: Int, total: Double)] = [:]
    var sums: [Double]
    var within = 0.0
  }

  /// The linearized variable (y - p)u/Σu.
  func linearized(p: Double, errors: [Int]) -> Linearized {
    var result = Linearized(sums: [Double](repeating: 0, count: sample.strata.count))
    for (index, cell) in sample.cells.enumerated() {
      let (sum, square) = deviations(of: index, p: p, errors: errors[index])
      result.villages[cell.village, default: (cell.stratum, 0)].total += sum
      result.sums[cell.stratum] += sum
      guard cell.drawn.asked > 1 else { continue }
      let n = Double(cell.drawn.asked)
      result.within +=
        sample.fraction(of: cell.stratum) * (1 - n / Double(cell.drawn.population)) * n / (n - 1)
        * max(0, square - sum * sum / n)
    }
    return result
  }
}
