// SPDX-License-Identifier: GPL-3.0-or-later

/// The ways in which played answers are spoiled, each with the fault or issue that must come of it.
///
/// | way | what is done to a complete household interview | found as |
/// | --- | --- | --- |
/// | `undrawn-unit` | a digit is added to the household's number | `answer-for-undrawn-unit` |
/// | `without-key` | its identity is lost | `submission-without-key` |
/// | `key-twice` | it comes a second time with another answer | `submission-twice` |
/// | `not-decrypted` | it was exported without the passphrase | `submission-not-decrypted` |
/// | `rejected-on-server` | a reviewer has rejected it | `submission-rejected-on-server` |
/// | `word-for-code` | the label stands for the code | `unknown-choice` |
/// | `digit-too-many` | a count has a digit too many | `constraint-violated` |
/// | `word-for-number` | a number is a word | `answer-not-integer` |
/// | `foreign-date` | the date is written in another order | `answer-not-date` |
/// | `clock-ahead` | the clock is a hundred years ahead | `time-in-future` |
/// | `end-before-start` | beginning and end are exchanged | `end-before-start` |
/// | `left-open` | a required answer is missing | `required-unanswered` |
/// | `asked-needlessly` | an answer stands where nothing was to be asked | `answered-not-relevant` |
/// | `sum-changed` | a calculated sum was changed | `calculation-differs` |
/// | `off-the-earth` | the latitude is 127 | `answer-not-geopoint` |
/// | `visited-twice` | the same household comes again under another key | `check-unit-twice` |
/// | `too-short` | the interview takes two minutes | `check-duration` |
/// | `at-night` | it begins at three in the morning | `check-odd-hour` |
/// | `two-places` | it begins while the interviewer is elsewhere | `check-overlap` |
/// | `old-form` | an old version of the form was used | `check-old-version` |
/// | `far-away` | the position is 55 km to the north | `check-far-from-village` |
/// | `same-place` | the position is that of another household | `check-same-position` |
/// | `officials` | officials were in the room | `check-officials-present` |
/// | `far-out` | an amount is a thousand times the others' | `check-outlier` |
/// | `copied` | all answers are those of another household | `check-copy` |
public enum SpoiledWay: String, CaseIterable, Sendable {
  case undrawnUnit = "undrawn-unit"
  case withoutKey = "without-key"
  case keyTwice = "key-twice"
  case notDecrypted = "not-decrypted"
  case rejectedOnServer = "rejected-on-server"
  case wordForCode = "word-for-code"
  case digitTooMany = "digit-too-many"
  case wordForNumber = "word-for-number"
  case foreignDate = "foreign-date"
  case clockAhead = "clock-ahead"
  case endBeforeStart = "end-before-start"
  case leftOpen = "left-open"
  case askedNeedlessly = "asked-needlessly"
  case sumChanged = "sum-changed"
  case offTheEarth = "off-the-earth"
  case visitedTwice = "visited-twice"
  case tooShort = "too-short"
  case atNight = "at-night"
  case twoPlaces = "two-places"
  case oldForm = "old-form"
  case farAway = "far-away"
  case samePlace = "same-place"
  case officials
  case farOut = "far-out"
  case copied

  /// The name of the fault or issue that must come of it.
  public var code: String {
    switch self {
    case .undrawnUnit: "answer-for-undrawn-unit"
    case .withoutKey: "submission-without-key"
    case .keyTwice: "submission-twice"
    case .notDecrypted: "submission-not-decrypted"
    case .rejectedOnServer: "submission-rejected-on-server"
    case .wordForCode: "unknown-choice"
    case .digitTooMany: "constraint-violated"
    case .wordForNumber: "answer-not-integer"
    case .foreignDate: "answer-not-date"
    case .clockAhead: "time-in-future"
    case .endBeforeStart: "end-before-start"
    case .leftOpen: "required-unanswered"
    case .askedNeedlessly: "answered-not-relevant"
    case .sumChanged: "calculation-differs"
    case .offTheEarth: "answer-not-geopoint"
    case .visitedTwice: "check-unit-twice"
    case .tooShort: "check-duration"
    case .atNight: "check-odd-hour"
    case .twoPlaces: "check-overlap"
    case .oldForm: "check-old-version"
    case .farAway: "check-far-from-village"
    case .samePlace: "check-same-position"
    case .officials: "check-officials-present"
    case .farOut: "check-outlier"
    case .copied: "check-copy"
    }
  }
}
