// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Tables

/// Reads the answers in repeats that stand in tables of their own, each row naming the row above it.
///
/// ODK names it by `PARENT_KEY`, and `KEY` holds the numbers of the repetitions; Kobo by
/// `_parent_table_name` and `_parent_index`.
struct RepeatReader {
  let form: Form
  private(set) var answers: [UnitID: [AnswerSheet.Repeated]] = [:]
  private(set) var faults = Faults()

  init(_ file: AnswersFile, form: Form, root: AnswerSheet) throws {
    self.form = form
    var parents: [UnitID: (key: String, position: [Int])] = [:]
    if file.children.contains(where: { $0.table.index(of: "_parent_index") != nil }) {
      parents = try Self.parents(root)
    }
    for child in file.children { try read(child, &parents) }
    try faults.throwIfAny()
  }

  /// The rows of Kobo's first sheet by their numbers.
  private static func parents(
    _ root: AnswerSheet
  ) throws -> [UnitID: (key: String, position: [Int])] {
    let index = try root.table.text("_index")
    var parents: [UnitID: (key: String, position: [Int])] = [:]
    for row in 0..<root.table.rowCount {
      let key = [AnswerSheet.Metadata.rootUUID, .serverID, .uuid].lazy
        .compactMap { root.metadata($0, row: row) }.first { !$0.isEmpty }
      parents[UnitID("#" + index.text(at: row))] = (key ?? "", [])
    }
    return parents
  }

  private mutating func read(
    _ child: RepeatTable, _ parents: inout [UnitID: (key: String, position: [Int])]
  ) throws {
    let questions = columns(of: child)
    let table = child.table
    let key = table.index(of: "KEY").map { table.columns[$0] }
    let parentIndex = table.index(of: "_parent_index").map { table.columns[$0] }
    let parentName = table.index(of: "_parent_table_name").map { table.columns[$0] }
    let ownIndex = table.index(of: "_index").map { table.columns[$0] }
    var counts: [UnitID: Int] = [:]
    for row in 0..<table.rowCount {
      let root: String
      let position: [Int]
      if let key {
        let text = key.text(at: row)
        root = String(text.prefix { $0 != "/" })
        position = text.matches(of: /\[([0-9]+)\]/).compactMap { Int($0.1) }
      } else if let parentIndex {
        // A repeat of the first sheet is found under no name, a deeper one under its sheet's.
        let name = parentName?.text(at: row) ?? ""
        let number = "#" + parentIndex.text(at: row)
        guard let parent = parents[UnitID(name + number)] ?? parents[UnitID(number)] else {
          faults.append(
            Fault(
              .repeatWithoutParent, at: table.place(row: row, column: "_parent_index"),
              ["parent": parentIndex.text(at: row)]))
          continue
        }
        let sibling = counts[UnitID(name + number), default: 0] + 1
        counts[UnitID(name + number)] = sibling
        (root, position) = (parent.key, parent.position + [sibling])
        if let ownIndex {
          parents[UnitID(child.name + "#" + ownIndex.text(at: row))] = (root, position)
        }
      } else {
        throw Fault(
          .repeatWithoutParent, at: table.place(row: row, column: "PARENT_KEY"), ["parent": ""])
      }
      // A repetition in which nothing was answered is one, too.
      let given = questions.filter { !table.columns[$0.column].isEmpty(row) }
      for (column, question) in given.isEmpty ? Array(questions.prefix(1)) : given {
        answers[UnitID(root), default: []].append(
          AnswerSheet.Repeated(
            question: question, position: position, text: table.columns[column].text(at: row)))
      }
    }
  }

  /// The questions of a repeat's columns.
  private mutating func columns(of child: RepeatTable) -> [(column: Int, question: Int)] {
    let repeated = form.questions.indices.filter { form.isRepeated(form.questions[$0]) }
    var found: [(Int, Int)] = []
    for (column, header) in child.table.names.enumerated() {
      if header.hasPrefix("_") || ["$edited", "KEY", "PARENT_KEY"].contains(bytesOf: header)
        || header.hasPrefix("SET-OF-")
      {
        continue
      }
      let matches = repeated.filter { index in
        let question = form.questions[index]
        return question.label.texts.contains { bytesCompare($0.text, header) == 0 }
          || ["-", "/"].contains { separator in
            let path = question.path + [question.name]
            return path.indices.contains {
              bytesCompare(path[$0...].joined(separator: separator), header) == 0
            }
          }
      }
      if matches.count == 1 {
        found.append((column, matches[0]))
      } else if !repeated.contains(where: { isOption(header, of: form.questions[$0]) }) {
        faults.append(
          Fault(
            matches.isEmpty ? .unknownAnswerColumn : .ambiguousAnswerColumn,
            at: Place(file: child.table.file, sheet: child.table.sheet, column: header),
            ["column": header]))
      }
    }
    return found
  }

  /// Whether a header is that of a single choice, which the column of all choices tells as well.
  private func isOption(_ header: String, of question: Form.Question) -> Bool {
    guard question.type.hasSeveralChoices, let choices = form.choices(of: question)?.choices
    else { return false }
    return choices.contains { choice in
      ([choice.name] + choice.label.texts.map(\.text)).contains { header.hasSuffix("/" + $0) }
    }
  }
}

extension Fault.Code {
  /// A row of a repeat belongs to no submission.
  public static let repeatWithoutParent = Fault.Code("repeat-without-parent", .data)
}
