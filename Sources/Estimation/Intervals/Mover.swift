// SPDX-License-Identifier: GPL-3.0-or-later

/// The method of variance estimates recovery: limits of a sum from the limits of its terms.
///
/// For θ = c + Σ aᵢθᵢ with limits lᵢ and uᵢ of the terms,
///
///     L = θ - √(ΣΣ rᵢⱼ dᵢ dⱼ),  dᵢ = aᵢ(θᵢ - lᵢ)  for aᵢ > 0, aᵢ(θᵢ - uᵢ) for aᵢ < 0,
///     U = θ + √(ΣΣ rᵢⱼ eᵢ eⱼ),  eᵢ = aᵢ(uᵢ - θᵢ)  for aᵢ > 0, aᵢ(lᵢ - θᵢ) for aᵢ < 0
///
/// (Zou and Donner 2008, equations 5 and 6, with the correlation of Zou 2008; extended to several terms
/// as in Zou, Huang and Zhang 2009). It keeps the terms' own asymmetry, which matters for rates near 0.
package enum Mover {
  /// One term of the sum.
  package struct Term {
    /// The factor of the term.
    package let factor: Double
    /// The estimate.
    package let value: Double

    /// A term.
    package init(factor: Double, value: Double) {
      self.factor = factor
      self.value = value
    }
  }

  /// One end of the interval.
  ///
  /// - Parameters:
  ///   - constant: what is added to the sum.
  ///   - terms: the terms.
  ///   - correlation: the correlation of two terms, 1 of a term with itself.
  ///   - limits: the limit of a term at an end.
  package static func limit(
    _ end: IntervalEnd, constant: Double, terms: [Term],
    correlation: (_ first: Int, _ second: Int) -> Double,
    limits: (_ term: Int, _ end: IntervalEnd) throws -> Double
  ) rethrows -> Double {
    let value = constant + terms.reduce(0) { $0 + $1.factor * $1.value }
    let distances = try terms.indices.map { index in
      let term = terms[index]
      let same = term.factor >= 0
      let needed: IntervalEnd = (end == .upper) == same ? .upper : .lower
      return abs(term.factor * (try limits(index, needed) - term.value))
    }
    var square = 0.0
    for first in terms.indices {
      for second in terms.indices {
        // Distances are taken as positive, so that a factor of another sign turns the correlation.
        let sign = terms[first].factor * terms[second].factor < 0 ? -1.0 : 1.0
        let r = first == second ? 1 : sign * correlation(first, second)
        square += r * distances[first] * distances[second]
      }
    }
    let distance = max(0, square).squareRoot()
    return end == .upper ? value + distance : value - distance
  }
}
