// SPDX-License-Identifier: GPL-3.0-or-later

/// The first-stage units that must be drawn so that enough units of a later sample lie in them.
///
/// All strata of the first stage grow by one factor, rounded up, until each is taken whole; the factor
/// is the smallest with which Σ m_h/M_h · N_h is what is wanted. A stratum that nothing is drawn from
/// stays so.
public struct FirstStageDemand: Sendable, Hashable {
  /// A stratum of the first stage.
  public struct Stratum: Sendable, Hashable {
    /// The record of the stratum.
    public let stratum: String
    /// The units that the design draws.
    public let drawn: Int
    /// The units that would do.
    public let needed: Int
  }

  /// The strata of the first stage, in their order.
  public let strata: [Stratum]

  /// The units that the design draws.
  public var drawn: Int { strata.reduce(0) { $0 + $1.drawn } }
  /// The units that would do.
  public var needed: Int { strata.reduce(0) { $0 + $1.needed } }

  /// The strata that must grow, as `exited 17 → 24, other 12 → 17`.
  public var text: String {
    strata.filter { $0.needed > $0.drawn }
      .map { ($0.stratum.isEmpty ? "" : $0.stratum + " ") + "\($0.drawn) → \($0.needed)" }
      .joined(separator: ", ")
  }

  /// The demand that meets both.
  public func joined(with other: FirstStageDemand) -> FirstStageDemand {
    FirstStageDemand(
      strata: zip(strata, other.strata).map { left, right in
        Stratum(
          stratum: left.stratum, drawn: left.drawn, needed: max(left.needed, right.needed))
      })
  }

  private init(strata: [Stratum]) { self.strata = strata }

  /// The demand of a number of units.
  ///
  /// - Parameters:
  ///   - isEnough: whether an expectation is what is wanted.
  ///   - parts: the strata, with the units that they hold.
  /// - Returns: `nil` if not even all units of the strata that are drawn from would do.
  /// - Complexity: n log n in the first-stage units.
  init?(parts: [PopulationExpectation.Part], isEnough: (Double) -> Bool) {
    // Sizes change only at the factors k/m, so the smallest of them that is enough is the answer.
    var factors: [(numerator: Int, denominator: Int)] = [(1, 1)]
    for part in parts where part.size > 0 && part.size < part.units {
      for size in (part.size + 1)...part.units { factors.append((size, part.size)) }
    }
    factors.sort { $0.numerator * $1.denominator < $1.numerator * $0.denominator }
    func isEnoughAt(_ index: Int) -> Bool {
      isEnough(
        parts.reduce(0.0) { $0 + $1.expectation(ofSize: Double($1.grown(factors[index]))) })
    }
    guard isEnoughAt(factors.count - 1) else { return nil }
    var low = 0
    var high = factors.count - 1
    while low < high {
      let middle = (low + high) / 2
      if isEnoughAt(middle) { high = middle } else { low = middle + 1 }
    }
    strata = parts.map {
      Stratum(stratum: $0.stratum, drawn: $0.size, needed: $0.grown(factors[low]))
    }
  }
}

extension PopulationExpectation.Part {
  /// The size after growth by a factor, rounded up, at most all units.
  fileprivate func grown(_ factor: (numerator: Int, denominator: Int)) -> Int {
    let product = size * factor.numerator
    return min(units, (product + factor.denominator - 1) / factor.denominator)
  }
}
