// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions

/// How many persons households have: the shares of each number.
///
/// Households in error are taken to be as large as others, so that a rate of persons has the same true
/// value as that of households, and the spread of sizes widens its error alone.
public struct HouseholdSizes: Sendable, Hashable {
  /// The numbers of persons that occur, ascending.
  public let persons: [Int]
  private let cumulative: [Double]

  /// The sizes of listed households.
  ///
  /// - Returns: `nil` without a household of at least one person.
  /// - Complexity: linear in the households.
  public init?(of households: some Sequence<Int>) {
    var counts: [Int: Int] = [:]
    for persons in households where persons > 0 { counts[persons, default: 0] += 1 }
    guard !counts.isEmpty else { return nil }
    let entries = counts.sorted { $0.key < $1.key }
    persons = entries.map(\.key)
    let total = Double(counts.values.reduce(0, +))
    var sum = 0.0
    cumulative = entries.map {
      sum += Double($0.value)
      return sum / total
    }
  }

  /// Sizes of which only the mean is known: one person and a Poisson number of others.
  ///
  /// - Precondition: `mean` is at least 1 and at most 50.
  public init(mean: Double) {
    precondition(mean >= 1 && mean <= 50)
    var term = 1.0
    var terms = [term]
    var number = 1.0
    while number < mean || term > 1e-9 {
      term *= (mean - 1) / number
      if term == 0 { break }
      terms.append(term)
      number += 1
    }
    let total = terms.reduce(0, +)
    var sum = 0.0
    cumulative = terms.map {
      sum += $0
      return sum / total
    }
    persons = Array(1...terms.count)
  }

  /// The mean number of persons.
  public var mean: Double {
    var mean = 0.0
    var before = 0.0
    for (persons, cumulative) in zip(persons, cumulative) {
      mean += Double(persons) * (cumulative - before)
      before = cumulative
    }
    return mean
  }

  /// The size of a household at random.
  func draw(_ random: RandomSource) -> Int {
    let point = random.uniform()
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > point { high = middle } else { low = middle + 1 }
    }
    return persons[low]
  }
}
