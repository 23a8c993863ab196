// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Finds what the columns of an export hold.
struct ColumnMatcher {
  /// What a header can mean.
  private enum Meaning {
    case question(Int)
    case geopoint(Int, part: Int)
    case choice(Int, name: String)
    case metadata(AnswerSheet.Metadata)
    /// Known, and of no use: the server's columns without a meaning here.
    case nothing
  }

  let form: Form
  let table: Table
  private(set) var sources: [AnswerSheet.Source?]
  private(set) var metadata: [AnswerSheet.Metadata: Int] = [:]
  private(set) var faults: [Fault] = []
  private var meanings: [UnitID: Meaning] = [:]

  private static let geopointParts = ["-Latitude", "-Longitude", "-Altitude", "-Accuracy"]

  init(form: Form, table: Table) {
    self.form = form
    self.table = table
    sources = [AnswerSheet.Source?](repeating: nil, count: form.questions.count)
    // What is learnt first counts: paths before names alone, questions before metadata.
    for (index, question) in form.questions.enumerated() where !form.isRepeated(question) {
      learn((question.path + [question.name]).joined(separator: "-"), index, question)
    }
    for (index, question) in form.questions.enumerated() where !form.isRepeated(question) {
      learn(question.name, index, question)
    }
    for field in AnswerSheet.Metadata.allCases { learn(field.rawValue, .metadata(field)) }
    learn("meta-instanceID", .metadata(.instanceID))
    learn("meta-instanceName", .metadata(.instanceName))
    for group in form.groups where group.isRepeat {
      // The root table of an export with repeats names each repeat in a column of links.
      learn("SET-OF-\(group.name)", .nothing)
    }
  }

  private mutating func learn(_ header: String, _ index: Int, _ question: Form.Question) {
    learn(header, .question(index))
    if question.type == .geopoint {
      for (part, suffix) in Self.geopointParts.enumerated() {
        learn(header + suffix, .geopoint(index, part: part))
      }
    }
    if question.type.hasSeveralChoices {
      for choice in form.choices(of: question)!.choices {
        learn("\(header)/\(choice.name)", .choice(index, name: choice.name))
      }
    }
  }

  private mutating func learn(_ header: String, _ meaning: Meaning) {
    if meanings[UnitID(header)] == nil { meanings[UnitID(header)] = meaning }
  }

  /// Goes through the columns in their order.
  mutating func match() {
    for (column, header) in table.names.enumerated() {
      switch meanings[UnitID(header)] {
      case nil:
        faults.append(
          Fault(
            .unknownAnswerColumn, at: Place(file: table.file, column: header), ["column": header]))
      case .nothing: break
      case .metadata(let field):
        if take(column, isFree: metadata[field] == nil) { metadata[field] = column }
      case .question(let index): matchQuestion(index, column)
      case .geopoint(let index, let part): matchGeopoint(index, part, column)
      case .choice(let index, let name): matchChoice(index, name, column)
      }
    }
  }

  private mutating func matchQuestion(_ index: Int, _ column: Int) {
    if case .choices(nil, let split) = sources[index] {
      sources[index] = .choices(all: column, split: split)
    } else if form.questions[index].type.hasSeveralChoices, sources[index] == nil {
      sources[index] = .choices(all: column, split: [])
    } else if take(column, isFree: sources[index] == nil) {
      sources[index] = .column(column)
    }
  }

  private mutating func matchGeopoint(_ index: Int, _ part: Int, _ column: Int) {
    var parts = [Int?](repeating: nil, count: 4)
    if case .geopoint(let known) = sources[index] { parts = known }
    let isWhole = if case .column = sources[index] { true } else { false }
    if take(column, isFree: !isWhole && parts[part] == nil) {
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
      let header = table.names[column]
      faults.append(
        Fault(.answerColumnTwice, at: Place(file: table.file, column: header), ["column": header]))
    }
    return isFree
  }
}
