// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// How far two people who judged the same cases independently agree.
///
/// With po the share of cases with equal judgements and pe the share that chance alone would give,
/// kappa = (po - pe)/(1 - pe). Where the same two people read all cases, pe = Σ over judgements of p1 p2,
/// each reader's own shares (Cohen 1960, eq. 1); where readers change from case to case, pe = Σ p² of all
/// readings (Fleiss 1971, for two readings a case).
public struct ReaderAgreement: Sendable, Equatable {
  /// One case: what each of the two read.
  public struct Case: Sendable, Equatable {
    /// The first reader.
    public let first: String
    /// The second reader.
    public let second: String
    /// Whether the first confirmed.
    public let firstConfirms: Bool
    /// Whether the second confirmed.
    public let secondConfirms: Bool

    /// A case.
    public init(first: String, second: String, firstConfirms: Bool, secondConfirms: Bool) {
      self.first = first
      self.second = second
      self.firstConfirms = firstConfirms
      self.secondConfirms = secondConfirms
    }
  }

  /// The cases that two people read.
  public let count: Int
  /// Those with equal judgements.
  public let equal: Int
  /// Kappa; `nil` without a case, and where all readings are one judgement, so that chance explains all.
  public let kappa: Double?
  /// Whether kappa is Cohen's, of one pair of readers, or Fleiss'.
  public let isOnePair: Bool

  /// The agreement over cases.
  /// - Complexity: linear in the cases.
  public init(_ cases: [Case]) {
    count = cases.count
    equal = cases.count { $0.firstConfirms == $0.secondConfirms }
    // A pair may read in either order.
    let pairs = Set(cases.map { Set([UnitID($0.first), UnitID($0.second)]) })
    isOnePair = pairs.count <= 1
    guard let readers = pairs.first?.sorted(), !cases.isEmpty else {
      kappa = nil
      return
    }
    let total = Double(cases.count)
    let chance: Double
    if isOnePair, readers.count == 2 {
      let first = cases.count { $0.confirms(readers[0]) }
      let second = cases.count { $0.confirms(readers[1]) }
      let (a, b) = (Double(first) / total, Double(second) / total)
      chance = a * b + (1 - a) * (1 - b)
    } else {
      let confirmed = cases.reduce(0) {
        $0 + ($1.firstConfirms ? 1 : 0) + ($1.secondConfirms ? 1 : 0)
      }
      let share = Double(confirmed) / (2 * total)
      chance = share * share + (1 - share) * (1 - share)
    }
    kappa = chance < 1 ? (Double(equal) / total - chance) / (1 - chance) : nil
  }
}

extension ReaderAgreement.Case {
  /// Whether a reader of the case confirmed.
  fileprivate func confirms(_ reader: UnitID) -> Bool {
    UnitID(first) == reader ? firstConfirms : secondConfirms
  }
}
