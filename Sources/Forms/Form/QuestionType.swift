// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What kind of answer a question takes.
public enum QuestionType: Sendable, Hashable {
  /// Metadata that the device fills in.
  case start, end, today, deviceID, username, audit
  /// What the device knows of its owner: telephone number, e-mail address, numbers of its card.
  case deviceText
  /// Answers that are typed or measured.
  case text, integer, decimal, date, time, dateTime, barcode, geopoint, image
  /// Lines and areas on the map; recordings and other files, whose answers are names of files.
  case geotrace, geoshape, audio, video, file
  /// A number between bounds, in steps.
  case range(start: Double, end: Double, step: Double)
  /// A tick that says that something was read.
  case acknowledge
  /// One choice of a list, or any number of them.
  case selectOne(list: String)
  case selectMultiple(list: String)
  /// The choices of a list in an order.
  case rank(list: String)
  /// One choice, or any number of them, of the rows of a CSV file that travels with the form.
  case selectOneFromFile(file: String)
  case selectMultipleFromFile(file: String)
  /// Values without a question, and text without an answer.
  case calculate, hidden, note

  /// The list of choices; for choices from a file the name of the file, whose rows are a list of the
  /// form if the file was given with it.
  public var list: String? {
    switch self {
    case .selectOne(let list), .selectMultiple(let list), .rank(let list): list
    case .selectOneFromFile(let file), .selectMultipleFromFile(let file): file
    default: nil
    }
  }

  /// Whether an answer is the names of several choices with blanks between.
  public var hasSeveralChoices: Bool {
    switch self {
    case .selectMultiple, .rank, .selectMultipleFromFile: true
    default: false
    }
  }

  /// Whether a person sees it and can be asked to answer it.
  public var isAsked: Bool {
    switch self {
    case .start, .end, .today, .deviceID, .username, .audit, .deviceText, .calculate, .hidden,
      .note:
      false
    default: true
    }
  }

  /// Whether its value is calculated, without a person.
  public var isCalculated: Bool { self == .calculate }

  /// Whether the form must show a text with it.
  var needsLabel: Bool { isAsked || self == .note }

  /// Types of one word, with the spellings that other tools accept.
  static let simple: [String: QuestionType] = [
    "start": .start, "end": .end, "today": .today, "deviceid": .deviceID, "device id": .deviceID,
    "username": .username, "audit": .audit, "text": .text, "string": .text, "integer": .integer,
    "int": .integer, "decimal": .decimal, "date": .date, "time": .time, "datetime": .dateTime,
    "barcode": .barcode, "geopoint": .geopoint, "gps": .geopoint, "location": .geopoint,
    "image": .image, "acknowledge": .acknowledge, "trigger": .acknowledge,
    "calculate": .calculate, "hidden": .hidden, "note": .note, "geotrace": .geotrace,
    "geoshape": .geoshape, "audio": .audio, "video": .video, "file": .file,
    "background-audio": .audio, "start-geopoint": .geopoint, "phonenumber": .deviceText,
    "phone number": .deviceText, "email": .deviceText, "simserial": .deviceText,
    "sim id": .deviceText, "subscriberid": .deviceText, "subscriber id": .deviceText,
    "uri:deviceid": .deviceID, "uri:username": .username, "uri:email": .deviceText,
    "uri:phonenumber": .deviceText, "start time": .start, "end time": .end, "photo": .image,
    "add image prompt": .image, "add photo prompt": .image, "add audio prompt": .audio,
    "add video prompt": .video, "add file prompt": .file, "add note prompt": .note,
    "add text prompt": .text, "add integer prompt": .integer, "add decimal prompt": .decimal,
    "add date prompt": .date, "add time prompt": .time, "add datetime prompt": .dateTime,
    "add barcode prompt": .barcode, "add location prompt": .geopoint,
    "add acknowledge prompt": .acknowledge,
  ]

  /// The words before the name of a list.
  static let selects: [(words: String, make: @Sendable (String) -> QuestionType)] = [
    ("select_one", one), ("select one from", one), ("select one", one), ("select1", one),
    ("add select one prompt using", one), ("select_multiple", several),
    ("select all that apply from", several), ("select all that apply", several),
    ("select multiple from", several), ("select multiple", several),
    ("add select multiple prompt using", several), ("rank", order), ("odk:rank", order),
    ("select_one_from_file", oneFromFile), ("select one from file", oneFromFile),
    ("select_multiple_from_file", severalFromFile),
    ("select multiple from file", severalFromFile),
  ].sorted { $0.0.count > $1.0.count }

  private static let one: @Sendable (String) -> QuestionType = { .selectOne(list: $0) }
  private static let several: @Sendable (String) -> QuestionType = { .selectMultiple(list: $0) }
  private static let order: @Sendable (String) -> QuestionType = { .rank(list: $0) }
  private static let oneFromFile: @Sendable (String) -> QuestionType = {
    .selectOneFromFile(file: $0)
  }
  private static let severalFromFile: @Sendable (String) -> QuestionType = {
    .selectMultipleFromFile(file: $0)
  }

  /// Types of XLSForm that are known and not supported.
  static let unsupported: Set<String> = [
    "select_one_external", "background-geopoint", "xml-external", "csv-external", "osm",
  ]

  /// The names of the supported types, for a message.
  static let names = """
    start, end, today, deviceid, username, phonenumber, email, audit, text, integer, decimal, \
    range, date, time, dateTime, barcode, geopoint, geotrace, geoshape, image, audio, video, file, \
    acknowledge, select_one LIST, select_multiple LIST, rank LIST, select_one_from_file FILE.csv, \
    select_multiple_from_file FILE.csv, calculate, hidden, note, begin_group, end_group, \
    begin_repeat, end_repeat
    """
}
