// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FormReader {
  private static let choiceKeys: Set<String> = [
    "list_name", "name", "label", "media", "image", "audio", "video", "big-image",
  ]
  private static let choiceAliases = [
    "list name": "list_name", "value": "name", "caption": "label",
  ]

  /// Reads the choices sheet; columns that XLSForm does not know are for filters.
  mutating func readChoices(_ table: Table, allowsDuplicates: Bool) {
    let sheet = Sheet("choices", table, keys: Self.choiceKeys, aliases: Self.choiceAliases)
    sheets.append(sheet)
    report(sheet, needs: ["list_name", "name"], unsupported: [])
    if sheet.columns("list_name").isEmpty || sheet.columns("name").isEmpty { return }
    var rows: [UnitID: Int] = [:]
    for row in 0..<table.rowCount where !sheet.isBlank(row) {
      let list = sheet.text("list_name", row)
      let name = sheet.text("name", row)
      guard !list.utf8.isEmpty, !name.utf8.isEmpty else {
        let key = list.utf8.isEmpty ? "list_name" : "name"
        add(.choiceNameMissing, sheet.place(row, key), ["column": key, "list": list, "name": name])
        if !list.utf8.isEmpty { append(nil, to: list, columns: table.names) }
        continue
      }
      let identity = Self.identity(ofChoice: name, in: list)
      if let first = rows[identity], !allowsDuplicates {
        add(
          .choiceNameTwice, sheet.place(row, "name"),
          ["list": list, "name": name, "row": "\(table.lines[first])"])
      }
      rows[identity] = rows[identity] ?? row
      let label = sheet.translations("label", row)
      if !label.isEmpty || !sheet.hasMedia(row) { checkLabel(label, of: name, sheet, row) }
      append(
        Form.ChoiceList.Choice(
          name: name, label: label, values: sheet.cells(row), place: sheet.place(row, "name")),
        to: list, columns: table.names)
    }
  }

  private mutating func append(
    _ choice: Form.ChoiceList.Choice?, to list: String, columns: [String]
  ) {
    if listPositions[UnitID(list)] == nil {
      listPositions[UnitID(list)] = lists.count
      lists.append(Form.ChoiceList(name: list, columns: columns, choices: []))
    }
    if let choice { lists[listPositions[UnitID(list)]!].choices.append(choice) }
  }

  /// A key of a choice; no name in XML holds the character that joins it.
  static func identity(ofChoice name: String, in list: String) -> UnitID {
    UnitID("\(list)\u{1f}\(name)")
  }

  /// Reports a text that is missing, or notes that it lacks a language.
  mutating func checkLabel(
    _ label: Translations, of name: String, _ sheet: Sheet, _ row: Int
  ) {
    if label.isEmpty {
      add(.labelMissing, sheet.place(row, "label"), ["name": name])
      return
    }
    for column in sheet.columns("label")
    where !label.texts.contains(where: { bytesCompare($0.language, column.language) == 0 }) {
      let place = Place(
        file: sheet.table.file, sheet: sheet.name, row: sheet.table.lines[row],
        column: column.header)
      notices.append(
        Fault(
          Fault.Code("translation-missing", kind), at: place,
          ["name": name, "language": column.language]))
    }
  }

  /// The settings sheet with its headers understood.
  private static func settingsSheet(_ table: Table) -> Sheet {
    Sheet(
      "settings", table,
      keys: [
        "form_title", "form_id", "version", "instance_name", "default_language", "public_key",
        "allow_choice_duplicates", "clean_text_values", "style", "submission_url", "auto_send",
        "auto_delete", "name", "omit_instanceid", "add_none_option", "instance_xmlns",
        "xml_root", "flat", "sms_keyword", "namespaces", "attribute", "prefix",
        "compact_prefix", "delimiter", "id_string", "client_editable",
      ],
      aliases: [
        "title": "form_title", "set form title": "form_title", "set form id": "form_id",
        "formid": "form_id", "form title": "form_title", "form id": "form_id",
        "id_string": "form_id", "set form name": "name", "default language": "default_language",
        "instance name": "instance_name", "public key": "public_key",
        "submission url": "submission_url",
        "allow choice duplicates": "allow_choice_duplicates",
      ])
  }

  /// What a submission is called, if the settings say.
  mutating func readInstanceName(_ table: Table) -> Expression? {
    let sheet = Self.settingsSheet(table)
    guard table.rowCount > 0 else { return nil }
    return readExpression(sheet, 0, "instance_name")
  }

  /// Reads the settings sheet.
  mutating func readSettings(_ table: Table) -> FormSettings {
    let sheet = Self.settingsSheet(table)
    report(sheet, needs: [], unsupported: [])
    guard table.rowCount > 0 else { return FormSettings() }
    return FormSettings(
      title: sheet.text("form_title", 0), id: sheet.text("form_id", 0),
      version: sheet.text("version", 0), defaultLanguage: sheet.text("default_language", 0),
      allowsDuplicateChoices: Self.yes.contains(sheet.text("allow_choice_duplicates", 0)))
  }

  /// How XLSForm spells yes and no.
  static let yes: Set<String> = ["yes", "Yes", "YES", "true", "True", "TRUE", "true()"]
  static let no: Set<String> = ["", "no", "No", "NO", "false", "False", "FALSE", "false()"]
}
