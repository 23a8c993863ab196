// SPDX-License-Identifier: GPL-3.0-or-later

/// The probabilities that two mains of a cell are drawn together, given that the cell is drawn from.
///
/// They are what the variance of a sample in proportion to size needs (Horvitz and Thompson 1952; Yates and
/// Grundy 1953; Sen 1953). Mains go by their position in the order of selection.
public struct JointProbabilities: Sendable {
  /// The probability of each main.
  private let first: [Double]
  /// The number of mains that are certain; they come first.
  private let certain: Int
  /// The probability of two mains that are not certain, counted without those that are.
  private let pair: @Sendable (_ first: Int, _ second: Int) -> Double

  /// The probabilities of mains of which the first ones are certain.
  ///
  /// - Parameters:
  ///   - first: the probability of each main.
  ///   - certain: how many mains are certain.
  ///   - pair: the joint probability of two others, by their positions without the certain ones.
  public init(
    first: [Double], certain: Int = 0,
    pair: @escaping @Sendable (_ first: Int, _ second: Int) -> Double
  ) {
    self.first = first
    self.certain = certain
    self.pair = pair
  }

  /// The probability that two different mains are drawn together.
  public func callAsFunction(_ one: Int, _ other: Int) -> Double {
    if one < certain { return first[other] }
    if other < certain { return first[one] }
    return pair(one - certain, other - certain)
  }
}

extension ProportionalProbabilities {
  /// The joint probabilities of mains, from those of the uncertain ones.
  ///
  /// - Parameters:
  ///   - mains: positions of candidates, the certain ones first.
  ///   - pair: takes the places of two mains in ``uncertain``.
  func joint(
    of mains: [Int], pair: @escaping @Sendable (_ first: Int, _ second: Int) -> Double
  ) -> JointProbabilities {
    let places = places(of: mains)
    return JointProbabilities(
      first: mains.indices.map { place in
        place < mains.count - places.count ? 1 : quotient(of: mains[place])
      }, certain: mains.count - places.count
    ) { pair(places[$0], places[$1]) }
  }

  /// The places in ``uncertain`` of the mains that are not certain.
  func places(of mains: [Int]) -> [Int] {
    var place = [Int](repeating: -1, count: measures.count)
    for (index, position) in uncertain.enumerated() { place[position] = index }
    return mains.map { place[$0] }.filter { $0 >= 0 }
  }
}
