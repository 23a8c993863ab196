// SPDX-License-Identifier: GPL-3.0-or-later

package import Distributions

/// Villages with their households and the errors among them, made for one cell of a coverage study.
package struct ErrorPopulation {
  /// A village: households by group (in the domain or not, first or second poststratum) and whether they
  /// are in error.
  package struct Village {
    package let stratum: Int
    /// Households of each group.
    package var households: [Int]
    /// Those of them in error.
    package var errors: [Int]

    /// All households.
    package var size: Int { households.reduce(0, +) }
    /// All errors.
    package var errorCount: Int { errors.reduce(0, +) }
  }

  /// The villages, stratum by stratum.
  package private(set) var villages: [Village]
  /// Whether each group belongs to the domain.
  package let isInDomain: [Bool]
  /// The poststratum of each group.
  package let poststratum: [Int]

  /// The share of the domain's households in error.
  package var rate: Double {
    let (errors, households) = totals
    return Double(errors) / Double(households)
  }

  private var totals: (errors: Int, households: Int) {
    var errors = 0
    var households = 0
    for village in villages {
      for group in isInDomain.indices where isInDomain[group] {
        errors += village.errors[group]
        households += village.households[group]
      }
    }
    return (errors, households)
  }

  /// Makes a population whose number of errors is exactly rate times households.
  package init(_ cell: CoverageCell, _ random: RandomSource) {
    let shares = Self.groupShares(cell)
    isInDomain = shares.map(\.isInDomain)
    poststratum = shares.map(\.poststratum)
    villages = []
    let shape = 1 / (cell.sizeVariation * cell.sizeVariation)
    for stratum in cell.strata.indices {
      for _ in 0..<cell.villagesInStratum {
        let drawn = cell.sizeVariation > 0 ? random.gamma(shape: shape) : 1
        let size = min(max(20, (drawn * cell.meanSize).rounded()), cell.meanSize * 8 / 3)
        villages.append(
          Village(
            stratum: stratum, households: Self.divide(Int(size), shares.map(\.share), random),
            errors: shares.map { _ in 0 }))
      }
      let start = stratum * cell.villagesInStratum
      placeErrors(
        in: start..<villages.count, rate: min(0.9, cell.rate * cell.strata[stratum]), cell, random)
    }
  }

  private static func groupShares(
    _ cell: CoverageCell
  ) -> [(share: Double, isInDomain: Bool, poststratum: Int)] {
    let domains: [(Double, Bool)] =
      cell.domainShare < 1
      ? [(cell.domainShare, true), (1 - cell.domainShare, false)] : [(1, true)]
    let strata: [(Double, Int)] = cell.isPoststratified ? [(0.4, 0), (0.6, 1)] : [(1, 0)]
    return domains.flatMap { domain in
      strata.map { (domain.0 * $0.0, domain.1, $0.1) }
    }
  }

  /// Divides households over groups at random, each household by itself.
  private static func divide(_ size: Int, _ shares: [Double], _ random: RandomSource) -> [Int] {
    var rest = size
    var restShare = 1.0
    return shares.enumerated().map { index, share in
      if index == shares.count - 1 { return rest }
      let part = random.binomial(rest, min(1, share / restShare))
      rest -= part
      restShare -= share
      return part
    }
  }

  /// Places round(rate · households) errors in some villages.
  private mutating func placeErrors(
    in range: Range<Int>, rate: Double, _ cell: CoverageCell, _ random: RandomSource
  ) {
    let sizes = range.map { villages[$0].size }
    let total = Int((rate * Double(sizes.reduce(0, +))).rounded())
    let chances = Self.chances(sizes, rate: rate, cell, random)
    var counts = sizes.map { _ in 0 }
    for part in chances {
      Self.place(Int(part.share * Double(total)), part.chances, sizes, &counts, random)
    }
    // Rounding of parts, or a village that was full, may leave some over.
    let scattered = sizes.map { _ in 1.0 }
    Self.place(total - counts.reduce(0, +), scattered, sizes, &counts, random)
    for (offset, index) in range.enumerated() {
      var (rest, households) = (counts[offset], sizes[offset])
      for group in isInDomain.indices {
        let size = villages[index].households[group]
        let errors = random.hypergeometric(marked: rest, of: households, sample: size)
        villages[index].errors[group] = errors
        rest -= errors
        households -= size
      }
    }
  }

  /// The chance of a household to be in error, by village, for each part of the errors.
  private static func chances(
    _ sizes: [Int], rate: Double, _ cell: CoverageCell, _ random: RandomSource
  ) -> [(share: Double, chances: [Double])] {
    let scattered = sizes.map { _ in 1.0 }
    let rho = cell.correlation
    guard rho > 0, rate > 0 else { return [(1, scattered)] }
    switch cell.kind {
    case .betaBinomial:
      let sum = 1 / rho - 1
      return [(1, sizes.map { _ in random.beta(rate * sum, (1 - rate) * sum) })]
    case .twoPoint:
      let inside = rate + rho * (1 - rate)
      return [(1, hot(share: rate / inside, needed: rate, sizes, random))]
    case .mixed:
      // A share s of the errors in a share F of the villages: the variance of their rates is
      // (s·rate)²(1 - F)/F = ρ·rate(1 - rate).
      let part = 0.5 * rate
      let share = part * part / (part * part + rho * rate * (1 - rate))
      return [
        (0.5, hot(share: share, needed: part, sizes, random)), (0.5, scattered),
      ]
    }
  }

  /// Some villages at random, as many as a share of all but enough to hold the errors.
  private static func hot(
    share: Double, needed rate: Double, _ sizes: [Int], _ random: RandomSource
  ) -> [Double] {
    var count = max(1, Int((share * Double(sizes.count)).rounded()))
    let errors = rate * Double(sizes.reduce(0, +))
    while true {
      let chosen = random.sample(min(count, sizes.count), of: sizes.count)
      if Double(chosen.reduce(0) { $0 + sizes[$1] }) >= errors || count >= sizes.count {
        var chances = sizes.map { _ in 0.0 }
        for village in chosen { chances[village] = 1 }
        return chances
      }
      count += 1
    }
  }

  /// Places errors one after the other, each in a village with probability proportional to its chance
  /// times its households that are not in error.
  private static func place(
    _ errors: Int, _ chances: [Double], _ sizes: [Int], _ counts: inout [Int],
    _ random: RandomSource
  ) {
    guard errors > 0 else { return }
    // By rejection: a village proportional to chance times size, taken if a household free of error is hit.
    var cumulative: [Double] = []
    var sum = 0.0
    for (size, chance) in zip(sizes, chances) {
      sum += Double(size) * chance
      cumulative.append(sum)
    }
    var left = errors
    var room = zip(zip(sizes, counts), chances).reduce(0) {
      $0 + ($1.1 > 0 ? $1.0.0 - $1.0.1 : 0)
    }
    while left > 0 && room > 0 {
      let point = random.uniform() * sum
      var low = 0
      var high = cumulative.count - 1
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] > point { high = middle } else { low = middle + 1 }
      }
      guard chances[low] > 0, random.index(below: sizes[low]) >= counts[low] else { continue }
      counts[low] += 1
      left -= 1
      room -= 1
    }
  }
}
