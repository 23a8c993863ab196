// SPDX-License-Identifier: GPL-3.0-or-later

/// How much is truly wrong in the invented county; the registers are the same bytes in all scenarios.
public enum Scenario: String, CaseIterable, Sendable {
  /// Few errors: every official result is passed.
  case benchmark
  /// Too many households were exited: wrongful exit 1,146/44,073 fails, incidence passes.
  case failExit = "fail_exit"
  /// Too many were omitted: incidence fails while the rate of omission itself passes.
  case failOmission = "fail_omission"
  /// The incidence is exactly 7,740/387,000, the 2% of the threshold.
  case edge

  /// The persons of households that were exited though they are poor, of 44,073.
  public var wronglyExitedPersons: Int { self == .failExit ? 1_146 : 220 }

  /// The persons of poor households that were never registered, of 338,017.
  public var omittedPersons: Int {
    switch self {
    case .benchmark, .failExit: 1_352
    case .failOmission: 3_042
    case .edge: 2_610
    }
  }

  /// The persons of registered households that were never eligible, of 48,983.
  public var wronglyIncludedPersons: Int { 392 }

  /// The households that remain registered though they are no longer poor, of 2,133.
  public var missedExitHouseholds: Int { 43 }

  /// The households that approve of the exit, of 99,231.
  public var approvingHouseholds: Int { 97_842 }
}
