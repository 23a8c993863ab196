// SPDX-License-Identifier: GPL-3.0-or-later

/// A probability found by simulation.
public struct SimulatedShare: Sendable, Hashable {
  /// The share of simulated assessments.
  public let value: Double
  /// Its standard error; populations tried on one sample are not taken for independent.
  public let standardError: Double

  /// A share with its standard error.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}

/// How assessments of one county come out: a point of an operating characteristic.
public struct OperatingPoint: Sendable, Hashable {
  /// The intra-class correlation of errors.
  public let correlation: Double
  /// The households in error.
  public let errors: Int
  /// The true rate, as the requirement counts it: of errors, or of what is no error.
  public let rate: Double
  private let shares: [SimulatedShare]
  /// The official figure meets the requirement.
  public let met: SimulatedShare

  init(
    correlation: Double, errors: Int, rate: Double, shares: [SimulatedShare],
    meetingShare: SimulatedShare
  ) {
    self.correlation = correlation
    self.errors = errors
    self.rate = rate
    self.shares = shares
    met = meetingShare
  }

  /// The probability of an outcome.
  public func share(of outcome: DecisionOutcome) -> SimulatedShare { shares[outcome.rawValue] }

  /// The official figure meets the requirement and the evidence is conclusive.
  public var metConclusively: Double { share(of: .metConclusively).value }

  /// The official figure misses the requirement and the evidence is conclusive.
  public var missedConclusively: Double { share(of: .missedConclusively).value }

  /// The evidence is against the official result.
  public var against: Double {
    share(of: .metAgainstEvidence).value + share(of: .missedAgainstEvidence).value
  }

  /// The evidence is not conclusive.
  public var notConclusive: Double { share(of: .met).value + share(of: .missed).value }
}

/// Counts outcomes by sample.
struct OutcomeTally {
  private let populations: Int
  private var samples = 0
  private var sums = [Int](repeating: 0, count: DecisionOutcome.allCases.count + 1)
  private var squares = [Int](repeating: 0, count: DecisionOutcome.allCases.count + 1)

  init(populations: Int) { self.populations = populations }

  /// Adds the populations that were tried on one sample.
  mutating func add(_ counts: [Int]) {
    samples += 1
    let met = DecisionOutcome.allCases.reduce(0) { $0 + ($1.isMet ? counts[$1.rawValue] : 0) }
    for (index, count) in (counts + [met]).enumerated() {
      sums[index] += count
      squares[index] += count * count
    }
  }

  /// The share of each outcome.
  var shares: [SimulatedShare] { DecisionOutcome.allCases.map { share($0.rawValue) } }

  /// The share of assessments whose official figure meets the requirement.
  var meetingShare: SimulatedShare { share(DecisionOutcome.allCases.count) }

  private func share(_ index: Int) -> SimulatedShare {
    let n = Double(samples)
    let mean = Double(sums[index]) / n
    let variance =
      samples > 1 ? max(0, (Double(squares[index]) - n * mean * mean) / (n - 1)) : 0
    return SimulatedShare(
      value: mean / Double(populations),
      standardError: (variance / n).squareRoot() / Double(populations))
  }
}
