// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FormReader {
  /// Makes the rows of a CSV file beside the form a list of choices, once for each file and pair of
  /// columns.
  ///
  /// The columns of names and labels are `name` and `label` unless the question's parameters say
  /// otherwise (XLSForm reference, "Multiple choice from file").
  mutating func readChoiceFile(_ sheet: Sheet, _ row: Int, file: String) {
    let place = sheet.place(row, "type")
    guard let table = files[file] else {
      if missingFiles.insert(UnitID(file)).inserted {
        notices.append(
          Fault(Fault.Code("choice-file-missing", kind), at: place, ["file": file]))
      }
      return
    }
    guard listPositions[UnitID(file)] == nil else { return }
    let parameters = parameters(sheet, row)
    var columns: [TextColumn] = []
    for name in [parameters["value"] ?? "name", parameters["label"] ?? "label"] {
      guard let index = table.index(of: name) else {
        add(
          .choiceFileColumnMissing, place,
          ["file": file, "column": name, "columns": table.names.joined(separator: ", ")])
        return
      }
      columns.append(table.columns[index])
    }
    listPositions[UnitID(file)] = lists.count
    lists.append(
      Form.ChoiceList(
        name: file, columns: table.names,
        choices: (0..<table.rowCount).map { line in
          Form.ChoiceList.Choice(
            name: columns[0].text(at: line),
            label: Translations(columns[1].text(at: line)),
            values: table.columns.map { $0.text(at: line) }, place: table.place(row: line))
        }))
  }

  /// The words `key=value` of a question's parameters.
  func parameters(_ sheet: Sheet, _ row: Int) -> [String: String] {
    let words = sheet.text("parameters", row).split {
      $0.isWhitespace || $0 == "," || $0 == ";"
    }
    var parameters: [String: String] = [:]
    for word in words {
      let pair = word.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parameters[String(pair[0]).lowercased()] = String(pair[1]) }
    }
    return parameters
  }
}
