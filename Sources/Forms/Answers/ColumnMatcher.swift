// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Finds what the columns of an export hold.
struct ColumnMatcher {
  let form: Form
  let table: Table
  private(set) var sources: [AnswerSheet.Source?]
  private(set) var metadata: [AnswerSheet.Metadata: Int] = [:]
  private(set) var repeats: [(question: Int, position: [Int], column: Int)] = []
  private(set) var faults: [Fault] = []
  private let meanings: HeaderMeanings
  private let mapping: [UnitID: String]

  init(form: Form, table: Table, mapping: [String: String]) {
    self.form = form
    self.table = table
    self.mapping = Dictionary(uniqueKeysWithValues: mapping.map { (UnitID($0.key), $0.value) })
    sources = [AnswerSheet.Source?](repeating: nil, count: form.questions.count)
    meanings = HeaderMeanings(form: form)
  }

  /// What a column was said to hold, or what its header means.
  private func meaning(of header: String) -> HeaderMeanings.Meaning? {
    guard let name = mapping[UnitID(header)] else {
      // People leave spaces around what they type.
      return meanings.meaning(of: header) ?? meanings.meaning(of: header.trimmed())
    }
    return bytesCompare(name, "-") == 0 ? .nothing : meanings.meaning(of: name)
  }

  /// Goes through the columns in their order.
  mutating func match() {
    for (column, header) in table.names.enumerated() {
      switch meaning(of: header) {
      case nil: fail(.unknownAnswerColumn, header)
      case .ambiguous: fail(.ambiguousAnswerColumn, header)
      case .nothing: break
      case .metadata(let field):
        // Servers repeat what they know under several names; the first one counts.
        if metadata[field] == nil { metadata[field] = column }
      case .question(let index): matchQuestion(index, column)
      case .geopoint(let index, let part): matchGeopoint(index, part, column)
      case .choice(let index, let name): matchChoice(index, name, column)
      case .repeated(let index, let position): repeats.append((index, position, column))
      }
    }
  }

  private mutating func fail(_ code: Fault.Code, _ header: String) {
    faults.append(
      Fault(
        code, at: Place(file: table.file, sheet: table.sheet, column: header), ["column": header]))
  }

  private mutating func matchQuestion(_ index: Int, _ column: Int) {
    if case .choices(nil, let split) = sources[index] {
      sources[index] = .choices(all: column, split: split)
    } else if form.questions[index].type.hasSeveralChoices, sources[index] == nil {
      sources[index] = .choices(all: column, split: [])
    } else if case .geopoint = sources[index] {
      // The whole place says what its parts say.
      sources[index] = .column(column)
    } else if take(column, isFree: sources[index] == nil) {
      sources[index] = .column(column)
    }
  }

  private mutating func matchGeopoint(_ index: Int, _ part: Int, _ column: Int) {
    var parts = [Int?](repeating: nil, count: 4)
    if case .geopoint(let known) = sources[index] { parts = known }
    if case .column = sources[index] { return }
    if take(column, isFree: parts[part] == nil) {
      parts[part] = column
      sources[index] = .geopoint(parts)
    }
  }

  private mutating func matchChoice(_ index: Int, _ name: String, _ column: Int) {
    var all: Int?
    var split: [AnswerSheet.Source.Split] = []
    if case .choices(let knownAll, let known) = sources[index] { (all, split) = (knownAll, known) }
    let isFree = !split.contains { bytesCompare($0.choice, name) == 0 }
    if take(column, isFree: isFree) {
      split.append(AnswerSheet.Source.Split(choice: name, column: column))
      sources[index] = .choices(all: all, split: split)
    }
  }

  /// Whether a column is the first of its meaning; the second one is a fault.
  private mutating func take(_ column: Int, isFree: Bool) -> Bool {
    if !isFree {
      fail(.answerColumnTwice, table.names[column])
    }
    return isFree
  }
}
