// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Form {
  /// The names that a question's conditions, calculation, filter, bounds and texts use, and the
  /// conditions of the groups around it.
  package func names(behind question: Question) -> [String] {
    let filter = question.choiceFilter?.names.filter { !$0.hasPrefix(Expression.columnMark) } ?? []
    var names =
      [question.required, question.relevant, question.constraint, question.calculation]
      .flatMap { $0?.names ?? [] } + filter
    for text in [question.label, question.hint, question.constraintMessage].flatMap(\.texts) {
      names += text.text.matches(of: /\$\{([^}]*)\}/).map { String($0.1).trimmed() }
    }
    var group = question.group
    while let index = group {
      names += (groups[index].relevant?.names ?? []) + (groups[index].count?.names ?? [])
      group = groups[index].parent
    }
    return names
  }

  /// The files that the questions of a survey sheet take their choices from, each once, also of a form
  /// that cannot be read otherwise.
  public static func choiceFiles(of survey: Table) -> [String] {
    let sheet = Sheet(
      "survey", survey, keys: FormReader.surveyKeys, aliases: FormReader.surveyAliases)
    var files: [String] = []
    for row in 0..<survey.rowCount {
      let words = sheet.text("type", row).split(whereSeparator: \.isWhitespace)
      let isFromFile = words.dropLast().joined(separator: "_").lowercased().hasSuffix("_from_file")
      guard isFromFile, let file = words.last.map(String.init) else { continue }
      // A name with folders could lead anywhere.
      if !file.contains("/") && !files.contains(file) { files.append(file) }
    }
    return files
  }
}
