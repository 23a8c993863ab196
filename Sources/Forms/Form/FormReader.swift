// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Reads the sheets of a form and gathers what is wrong with them.
struct FormReader {
  let kind: Fault.Kind
  /// The CSV files beside the form, by their names.
  let files: [String: Table]
  var instanceName: Expression?
  /// The sheets whose headers are understood.
  var sheets: [Sheet] = []
  var faults = Faults()
  var notices: [Fault] = []
  var groups: [Form.Group] = []
  var questions: [Form.Question] = []
  var lists: [Form.ChoiceList] = []
  /// The groups that are begun and not ended, the innermost last.
  var open: [Int] = []
  /// The row in which each name of a question or group first stands.
  var rowsOfNames: [UnitID: Int] = [:]
  /// Questions that cannot be read; an expression that uses one is no second fault.
  var faultyNames: Set<UnitID> = []
  var listPositions: [UnitID: Int] = [:]
  /// Choices whose names hold white space, as far as they are reported.
  var spacedChoices: Set<UnitID> = []
  /// Files of choices that are not there, as far as they are noted.
  var missingFiles: Set<UnitID> = []

  init(kind: Fault.Kind, files: [String: Table]) {
    self.kind = kind
    self.files = files
  }

  mutating func read(
    survey: Table, choices: Table?, settings: Table?, entities: Table?
  ) throws -> Form {
    var known = settings.map { readSettings($0) } ?? FormSettings()
    if let choices { readChoices(choices, allowsDuplicates: known.allowsDuplicateChoices) }
    let sheet = Sheet("survey", survey, keys: Self.surveyKeys, aliases: Self.surveyAliases)
    sheets.append(sheet)
    report(sheet, needs: ["type", "name"], unsupported: Self.unsupportedSurveyKeys)
    // Without its columns every row would be reported again.
    if sheet.columns("type").isEmpty || sheet.columns("name").isEmpty { try faults.throwIfAny() }
    for row in 0..<survey.rowCount where !sheet.isBlank(row) { readRow(sheet, row) }
    for index in open {
      add(.groupNotEnded, groups[index].place, ["name": groups[index].name])
    }
    if questions.isEmpty && faults.isEmpty { add(.formEmpty, sheet.place(nil)) }
    if entities == nil, let column = sheet.columns("save_to").first, sheet.isFilled(column.index) {
      add(.entitiesMissing, sheet.place(nil, "save_to"))
    }
    if let settings { instanceName = readInstanceName(settings) }
    known.instanceName = instanceName
    checkNames()
    let order = evaluationOrder()
    try faults.throwIfAny()
    let form = Form(
      settings: known, languages: Self.languages(of: sheet), groups: groups, questions: questions,
      lists: lists, evaluationOrder: order, notices: notices)
    for expression in expressions { form.faults(of: expression).forEach { faults.append($0) } }
    try faults.throwIfAny()
    return form
  }

  /// All expressions of groups and questions.
  private var expressions: [Expression] {
    groups.flatMap { [$0.relevant, $0.count] }.compactMap { $0 }
      + questions.flatMap { [$0.required, $0.relevant, $0.constraint, $0.calculation] }
      .compactMap { $0 }
  }

  /// Adds a fault of the reader's kind.
  mutating func add(_ code: Fault.Code, _ place: Place, _ values: [String: String] = [:]) {
    faults.append(Fault(Fault.Code(code.name, kind), at: place, values))
  }

  private static func languages(of sheet: Sheet) -> [String] {
    let languages = sheet.columns("label").map(\.language)
    return languages.isEmpty ? [""] : languages
  }

  // MARK: Headers

  static let surveyKeys: Set<String> = unsupportedSurveyKeys.union([
    "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
    "constraint_message", "calculation", "appearance", "default", "read_only", "repeat_count",
    "parameters", "choice_filter", "disabled", "trigger",
  ]).union(silentSurveyKeys)

  /// Columns that change nothing in what answers are right: pictures and sounds, entities that a
  /// server keeps, how a question is shown.
  static let silentSurveyKeys: Set<String> = mediaKeys.union([
    "guidance_hint", "save_to", "autoplay", "intent", "body", "control", "instance", "rows",
  ])

  static let mediaKeys: Set<String> = ["media", "image", "audio", "video", "big-image"]

  static let unsupportedSurveyKeys: Set<String> = ["bind"]

  /// What would change types or values behind the back of this reader; other attributes of a question
  /// go to the tablet as they are.
  private static let unsupportedAttributes: Set<String> = [
    "type", "nodeset", "jr:preload", "jr:preloadparams",
  ]

  static let surveyAliases: [String: String] = [
    "relevance": "relevant", "calculate": "calculation", "caption": "label", "command": "type",
    "tag": "name", "value": "name", "requiredmsg": "required_message",
    "required message": "required_message", "constraining_message": "constraint_message",
    "constraint message": "constraint_message", "constraining message": "constraint_message",
    "readonly": "read_only", "read only": "read_only", "count": "repeat_count",
    "jr:count": "repeat_count", "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message", "choice filter": "choice_filter",
    "guidance hint": "guidance_hint", "bind::relevant": "relevant", "bind:relevant": "relevant",
    "bind::constraint": "constraint", "bind:constraint": "constraint",
    "bind::required": "required", "bind:required": "required", "bind::calculate": "calculation",
    "bind:calculate": "calculation", "bind::readonly": "read_only", "bind:readonly": "read_only",
    "bind::jr:constraintmsg": "constraint_message", "bind:jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message", "bind:jr:requiredmsg": "required_message",
    "big image": "big-image",
  ]

  /// Reports headers that are missing, double, misspelled, not supported, or unknown.
  mutating func report(_ sheet: Sheet, needs: [String], unsupported: Set<String>) {
    for key in needs where sheet.columns(key).isEmpty {
      add(.formColumnMissing, sheet.place(nil), ["column": key])
    }
    var seen: [UnitID: String] = [:]
    for column in sheet.columns {
      let place = Place(file: sheet.table.file, sheet: sheet.name, column: column.header)
      let identity = UnitID("\(column.key)::\(column.language)")
      if let other = seen[identity] {
        add(.formColumnTwice, place, ["column": column.header, "other": other])
      }
      seen[identity] = column.header
      guard unsupported.contains(column.key), sheet.isFilled(column.index) else { continue }
      if Self.unsupportedAttributes.contains(column.language.lowercased()) {
        add(.formColumnUnsupported, place, ["column": column.header])
      } else {
        notices.append(
          Fault(Fault.Code("form-column-ignored", kind), at: place, ["column": column.header]))
      }
    }
    for (header, index) in sheet.others where sheet.isFilled(index) {
      let place = Place(file: sheet.table.file, sheet: sheet.name, column: header)
      if header.trimmed().utf8.isEmpty { continue }
      if sheet.name == "survey", let meant = Self.nearest(to: header) {
        add(.formColumnMisspelled, place, ["column": header, "meant": meant])
      } else if sheet.name != "choices" {
        notices.append(
          Fault(Fault.Code("form-column-ignored", kind), at: place, ["column": header]))
      }
    }
  }

  /// The known column that a header probably means: all but one or two of its letters are right.
  private static func nearest(to header: String) -> String? {
    let name = String(header.prefix { $0 != ":" }).trimmed().lowercased()
    let near = (Array(surveyKeys) + Array(surveyAliases.keys)).sorted().compactMap {
      known -> (distance: Int, key: String)? in
      guard known.count >= 4, abs(known.count - name.count) <= 2 else { return nil }
      let distance = editDistance(Array(known), Array(name))
      return distance <= (known.count >= 8 ? 2 : 1)
        ? (distance, surveyAliases[known] ?? known) : nil
    }
    return near.min { $0.distance < $1.distance }?.key
  }

  /// The number of letters to insert, delete or replace (Levenshtein 1966).
  private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        let replaced = previous[column] + (letter == other ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[right.count]
  }
}

extension Sheet {
  /// Whether a column holds anything.
  func isFilled(_ index: Int) -> Bool {
    (0..<table.rowCount).contains { !table.columns[index].text(at: $0).trimmed().utf8.isEmpty }
  }
}
