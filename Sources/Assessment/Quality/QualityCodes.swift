// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Fault.Code {
  /// A unit was interviewed to the end more than once.
  public static let checkUnitTwice = Fault.Code("check-unit-twice", .unmet)
  /// Somebody interviewed whom no team knows.
  public static let checkUnknownInterviewer = Fault.Code("check-unknown-interviewer", .unmet)
  /// The kind of unit that was ticked is not the sample's.
  public static let checkOtherSample = Fault.Code("check-other-sample", .unmet)
  /// An answer that no two units should share.
  public static let checkNotUnique = Fault.Code("check-not-unique", .unmet)
  /// Two interviews are the same in every answer.
  public static let checkCopy = Fault.Code("check-copy", .unmet)
  /// A question was left open by many.
  public static let checkManyMissing = Fault.Code("check-many-missing", .unmet)
  /// A number is far from the others.
  public static let checkOutlier = Fault.Code("check-outlier", .unmet)
  /// A condition holds that the profile says must not.
  public static let checkLogic = Fault.Code("check-logic", .unmet)
  /// An interview was too short or too long.
  public static let checkDuration = Fault.Code("check-duration", .unmet)
  /// An interview began at an odd hour.
  public static let checkOddHour = Fault.Code("check-odd-hour", .unmet)
  /// An interview ended on another day.
  public static let checkSeveralDays = Fault.Code("check-several-days", .unmet)
  /// One interviewer held two interviews at the same time.
  public static let checkOverlap = Fault.Code("check-overlap", .unmet)
  /// An old version of the form was used.
  public static let checkOldVersion = Fault.Code("check-old-version", .unmet)
  /// A position is far from the village.
  public static let checkFarFromVillage = Fault.Code("check-far-from-village", .unmet)
  /// Two units have the same position.
  public static let checkSamePosition = Fault.Code("check-same-position", .unmet)
  /// A position is stated to be too inaccurate.
  public static let checkVaguePosition = Fault.Code("check-vague-position", .unmet)
  /// A position was made up by an application.
  public static let checkMockPosition = Fault.Code("check-mock-position", .unmet)
  /// An interviewer's respondents answer alike too often.
  public static let checkStraightLines = Fault.Code("check-straight-lines", .unmet)
  /// Officials were in the room.
  public static let checkOfficialsPresent = Fault.Code("check-officials-present", .unmet)
}
