// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What came of checking a proof: each point with its outcome.
public struct Verification: Sendable {
  /// One point that was checked, or could not be.
  public struct Check: Sendable {
    /// How it came out.
    public enum Outcome: Sendable {
      /// It holds.
      case passed
      /// It does not, for this reason.
      case failed(Fault)
      /// It cannot be checked with what was given.
      case unproven
    }

    /// What the point says, as a code and values for the catalogue of sentences.
    public let point: Fault
    /// How it came out.
    public let outcome: Outcome
  }

  /// The points in the order in which they were checked.
  public let checks: [Check]

  /// Whether no point failed.
  public var isValid: Bool { failures.isEmpty }

  /// The reasons of the points that failed.
  public var failures: [Fault] {
    checks.compactMap { check in
      if case .failed(let fault) = check.outcome { fault } else { nil }
    }
  }

  /// The points that could not be checked.
  public var unproven: [Fault] {
    checks.compactMap { check in
      if case .unproven = check.outcome { check.point } else { nil }
    }
  }
}

extension Fault.Code {
  /// Point: the seal is the one whose commitment was published.
  public static let checkSeal = Fault.Code("check-seal", .unmet)
  /// Point: the key is the one that was sealed.
  public static let checkKey = Fault.Code("check-key", .unmet)
  /// Point: no key was sealed, so that the draw was public from the start.
  public static let checkNoKey = Fault.Code("check-no-key", .unmet)
  /// Point: a register is the one that was sealed.
  public static let checkRegister = Fault.Code("check-register", .unmet)
  /// Point: the seed's hash follows from seed and key.
  public static let checkSeed = Fault.Code("check-seed", .unmet)
  /// Point: the units are those whose digest was told at the draw.
  public static let checkSampleDigest = Fault.Code("check-sample-digest", .unmet)
  /// Point: cells, sizes, tickets, orders, probabilities and weights follow from seal and seed.
  public static let checkDraw = Fault.Code("check-draw", .unmet)
  /// Point: no unit of a sample was left out.
  public static let checkNothingLeftOut = Fault.Code("check-nothing-left-out", .unmet)
  /// Point: the units of a sample were selected by its method.
  public static let checkSelection = Fault.Code("check-selection", .unmet)
  /// The probabilities of a sample, which follow from sizes of units that are not known.
  public static let checkProbabilities = Fault.Code("check-probabilities", .unmet)
  /// Point: what was drawn, before it is revealed.
  public static let checkSample = Fault.Code("check-sample", .unmet)

  /// The seal of a proof is not the one that was committed to.
  public static let sealNotCommitted = Fault.Code("seal-not-committed", .unmet)
  /// The key of a proof is not the one that was sealed.
  public static let keyNotSealed = Fault.Code("key-not-sealed", .unmet)
  /// A register has another root than its seal.
  public static let registerChanged = Fault.Code("register-changed", .unmet)
  /// A register has another number of rows than its seal.
  public static let registerRowCount = Fault.Code("register-row-count", .unmet)
  /// The register of the first stage, on which all others hang, was not given.
  public static let firstRegisterMissing = Fault.Code("first-register-missing", .usage)
  /// A register was named that the seal does not hold.
  public static let registerNotSealed = Fault.Code("register-not-sealed", .usage)
  /// The hash does not follow from seed and key.
  public static let seedHashWrong = Fault.Code("seed-hash-wrong", .unmet)
  /// The units have another digest than was told.
  public static let sampleDigestWrong = Fault.Code("sample-digest-wrong", .unmet)
  /// A cell should be there.
  public static let proofCellLeftOut = Fault.Code("proof-cell-left-out", .unmet)
  /// A cell should not be there.
  public static let proofCellNotDrawn = Fault.Code("proof-cell-not-drawn", .unmet)
  /// A cell stands in a wrong place.
  public static let proofCellMisplaced = Fault.Code("proof-cell-misplaced", .unmet)
  /// A cell says something else than the draw.
  public static let proofCellDiffers = Fault.Code("proof-cell-differs", .unmet)
  /// A unit should be there.
  public static let proofUnitLeftOut = Fault.Code("proof-unit-left-out", .unmet)
  /// A unit should not be there.
  public static let proofUnitNotDrawn = Fault.Code("proof-unit-not-drawn", .unmet)
  /// A unit stands in a wrong place.
  public static let proofUnitMisplaced = Fault.Code("proof-unit-misplaced", .unmet)
  /// A unit says something else than the draw.
  public static let proofUnitDiffers = Fault.Code("proof-unit-differs", .unmet)
  /// A cell lists another number of units than its sizes.
  public static let proofUnitCountWrong = Fault.Code("proof-unit-count", .unmet)
  /// The strata of the first stage do not make up its register.
  public static let firstStageIncomplete = Fault.Code("first-stage-incomplete", .unmet)
}
