// SPDX-License-Identifier: GPL-3.0-or-later

/// What an indicator would be if something else were decided: findings, nonresponse, substitutes, or the reading
/// of a definition that is disputed.
public struct Sensitivity: Sendable, Equatable {
  /// What is done otherwise.
  public enum Treatment: Sendable, Equatable {
    /// Findings that nobody has decided count as confirmed; so many.
    case suspectedConfirmed(Int)
    /// Main units without an interview are errors, and reserves do not count; so many.
    case nonrespondentsAsErrors(Int)
    /// Reserves that were opened do not count; so many.
    case withoutSubstitutes(Int)
    /// Another reading of the definition.
    case reading(name: String, label: BilingualText)

    /// The name for programs.
    public var name: String {
      switch self {
      case .suspectedConfirmed: "suspected-confirmed"
      case .nonrespondentsAsErrors: "nonrespondents-as-errors"
      case .withoutSubstitutes: "without-substitutes"
      case .reading(let name, _): "reading:\(name)"
      }
    }
  }

  /// A treatment and what comes of it.
  public struct Row: Sendable, Equatable {
    /// What is done otherwise.
    public let treatment: Treatment
    /// The indicator then.
    public let result: IndicatorResult
  }

  /// The indicator as it is reported.
  public let reported: IndicatorResult
  /// What it would be otherwise; only treatments that there is a reason for.
  public let rows: [Row]

  /// The treatments that turn the official result.
  public var turningTreatments: [Treatment] {
    rows.filter { $0.result.isMet != reported.isMet }.map(\.treatment)
  }
}
