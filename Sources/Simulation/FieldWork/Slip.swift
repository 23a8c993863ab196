// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// What an interview gets wrong about a household with which nothing is wrong, so that it is suspected
/// until the review clears it.
enum Slip {
  /// Income that was forgotten.
  case income
  /// Cracks that were taken for danger.
  case housing
  /// A car that belongs to somebody else.
  case car

  /// Thousandths of interviews with such a slip.
  private static let perMille = 10

  /// The slip of an interview, mostly none.
  static func draw(_ household: TrueHousehold, stream: inout UniformStream) -> Slip? {
    guard stream.chance(perMille: perMille), household.error == nil else { return nil }
    switch household.status {
    case .remaining: return .car
    case .exited: return [.income, .housing, .car][stream.choice(weights: [5, 3, 2])]
    case .unregistered: return [.income, .housing][stream.choice(weights: [2, 1])]
    }
  }

  /// The error that the interview then suspects.
  func suspects(_ status: TrueHousehold.Status) -> RegisterError {
    switch (self, status) {
    case (.car, _): .wrongInclusion
    case (_, .unregistered): .omitted
    default: .wrongfulExit
    }
  }

  /// The reason, in the words of the truth.
  var reason: String {
    switch self {
    case .income: "income"
    case .housing: "housing"
    case .car: "car"
    }
  }
}
