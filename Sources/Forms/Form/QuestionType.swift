// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What kind of answer a question takes.
public enum QuestionType: Sendable, Hashable {
  /// Metadata that the device fills in.
  case start, end, today, deviceID, username, audit
  /// Answers that are typed or measured.
  case text, integer, decimal, date, time, dateTime, barcode, geopoint, image
  /// A number between bounds, in steps.
  case range(start: Double, end: Double, step: Double)
  /// A tick that says that something was read.
  case acknowledge
  /// One choice of a list, or any number of them.
  case selectOne(list: String)
  case selectMultiple(list: String)
  /// Values without a question, and text without an answer.
  case calculate, hidden, note

  /// The list of choices.
  public var list: String? {
    switch self {
    case .selectOne(let list), .selectMultiple(let list): list
    default: nil
    }
  }

  /// Whether a person sees it and can be asked to answer it.
  public var isAsked: Bool {
    switch self {
    case .start, .end, .today, .deviceID, .username, .audit, .calculate, .hidden, .note: false
    default: true
    }
  }

  /// Whether the form must show a text with it.
  var needsLabel: Bool { isAsked || self == .note }

  /// Types of one word, with the spellings that other tools accept.
  static let simple: [String: QuestionType] = [
    "start": .start, "end": .end, "today": .today, "deviceid": .deviceID, "device id": .deviceID,
    "username": .username, "audit": .audit, "text": .text, "string": .text, "integer": .integer,
    "int": .integer, "decimal": .decimal, "date": .date, "time": .time, "datetime": .dateTime,
    "barcode": .barcode, "geopoint": .geopoint, "gps": .geopoint, "location": .geopoint,
    "image": .image, "photo": .image, "acknowledge": .acknowledge, "trigger": .acknowledge,
    "calculate": .calculate, "hidden": .hidden, "note": .note,
  ]

  /// The words before the name of a list.
  static let selects: [(words: String, isMultiple: Bool)] = [
    ("select_one", false), ("select one from", false), ("select one", false), ("select1", false),
    ("select_multiple", true), ("select all that apply from", true),
    ("select all that apply", true), ("select multiple", true),
  ]

  /// Types of XLSForm that are known and not supported.
  static let unsupported: Set<String> = [
    "select_one_from_file", "select_multiple_from_file", "select_one_external",
    "select one external", "rank", "geotrace", "geoshape", "audio", "video", "file",
    "background-audio", "background-geopoint", "start-geopoint", "phonenumber", "simserial",
    "subscriberid", "email", "xml-external", "csv-external", "osm", "odk:rank",
  ]

  /// The names of the supported types, for a message.
  static let names = """
    start, end, today, deviceid, username, audit, text, integer, decimal, range, date, time, \
    dateTime, barcode, geopoint, image, acknowledge, select_one LIST, select_multiple LIST, \
    calculate, hidden, note, begin_group, end_group, begin_repeat, end_repeat
    """
}
