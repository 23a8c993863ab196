// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Submissions of a form as ODK Central exports them: one row each, columns found by their headers.
///
/// A question's header is its path, joined by `-`, or its name alone where the export leaves the
/// groups out. Names may hold `-` and `.` themselves, so headers are never taken apart but compared
/// with the form's. A place has four columns; a question of several choices has one column and may
/// have one more for each choice. Metadata are found by name wherever they stand, since servers of
/// different ages write different ones.
///
/// Source: getodk/central-backend, lib/data/briefcase.js.
public struct AnswerSheet: Sendable {
  /// What a server records about a submission.
  public enum Metadata: String, Sendable, CaseIterable {
    /// When it arrived.
    case submissionDate = "SubmissionDate"
    /// Its identity, which edits do not change.
    case key = "KEY"
    /// The identity of its present version.
    case instanceID
    /// What the form calls it.
    case instanceName
    /// Who sent it, as a number and a name.
    case submitterID = "SubmitterID"
    case submitterName = "SubmitterName"
    /// How many files came with it, and should have come.
    case attachmentsPresent = "AttachmentsPresent"
    case attachmentsExpected = "AttachmentsExpected"
    /// Whether an encrypted submission could be read.
    case status = "Status"
    /// What a reviewer on the server decided.
    case reviewState = "ReviewState"
    /// The device.
    case deviceID = "DeviceID"
    /// How many times it was edited.
    case edits = "Edits"
    /// The version of the form that it was begun with.
    case formVersion = "FormVersion"
  }

  /// Where the answer to a question stands.
  enum Source: Sendable, Equatable {
    case column(Int)
    /// Latitude, longitude, height and accuracy.
    case geopoint([Int?])
    /// One column for each choice, beside a column of all or alone.
    case choices(all: Int?, split: [Split])

    struct Split: Sendable, Equatable {
      let choice: String
      let column: Int
    }
  }

  /// The rows.
  public let table: Table
  /// The form.
  public let form: Form
  /// Columns that belong to nothing, and columns for what another column holds already.
  public let unknownColumns: [Fault]
  /// Questions that a person is asked and that have no column.
  public let missingColumns: [Fault]
  let sources: [Source?]
  private let metadata: [Metadata: Int]

  /// Finds the columns of a form in a table.
  /// - Complexity: linear in columns and questions.
  public init(_ table: Table, form: Form) {
    var matcher = ColumnMatcher(form: form, table: table)
    matcher.match()
    self.table = table
    self.form = form
    sources = matcher.sources
    metadata = matcher.metadata
    unknownColumns = matcher.faults
    missingColumns = form.questions.indices.filter {
      matcher.sources[$0] == nil && form.questions[$0].type.isAsked
        && !form.isRepeated(form.questions[$0])
    }.map {
      Fault(
        .answerColumnMissing, at: Place(file: table.file),
        ["question": form.questions[$0].name, "label": form.questions[$0].label.joined])
    }
  }

  /// Whether a question has a column.
  public func hasColumn(_ question: Int) -> Bool { sources[question] != nil }

  /// What the server recorded about a submission; `nil` if there is no such column.
  public func metadata(_ field: Metadata, row: Int) -> String? {
    metadata[field].map { table.columns[$0].text(at: row) }
  }

  /// The place of the answer to a question.
  public func place(row: Int, question: Int) -> Place {
    let name = form.questions[question].name
    let column: Int? =
      switch sources[question] {
      case .column(let index): index
      case .geopoint(let indexes): indexes.compactMap { $0 }.first
      case .choices(let all, let split): all ?? split.first?.column
      case nil: nil
      }
    return table.place(row: row, column: column.map { table.names[$0] } ?? name)
  }

  /// The answers of a row, and where columns of single choices disagree with the column of all.
  public func answers(row: Int) -> (answers: Answers, faults: [Fault]) {
    var faults: [Fault] = []
    let texts = form.questions.indices.map { question in
      switch sources[question] {
      case nil: return ""
      case .column(let index): return table.columns[index].text(at: row)
      case .geopoint(let indexes): return geopoint(indexes, row)
      case .choices(let all, let split):
        let (answer, agrees) = choices(all, split, row)
        if !agrees {
          faults.append(
            Fault(
              .splitChoicesDiffer, at: place(row: row, question: question),
              ["question": form.questions[question].name, "value": answer]))
        }
        return answer
      }
    }
    return (Answers(texts: texts), faults)
  }

  /// The four parts with blanks between; a part that is missing before one that is not shows as `?`,
  /// so that it is refused as a place.
  private func geopoint(_ columns: [Int?], _ row: Int) -> String {
    var parts = columns.map { $0.map { table.columns[$0].text(at: row) } ?? "" }
    while parts.last?.utf8.isEmpty ?? false { parts.removeLast() }
    return parts.map { $0.utf8.isEmpty ? "?" : $0 }.joined(separator: " ")
  }

  private func choices(
    _ all: Int?, _ split: [Source.Split], _ row: Int
  ) -> (answer: String, agrees: Bool) {
    let marked = split.filter {
      let text = table.columns[$0.column].text(at: row)
      return ["1", "true", "TRUE", "True"].contains { bytesCompare($0, text) == 0 }
    }.map(\.choice)
    guard let all else { return (marked.joined(separator: " "), true) }
    // A server writes 0 for every choice of a question that was not asked: only the column of all
    // tells what was answered. It may hold choices that have no column.
    let answer = table.columns[all].text(at: row)
    let given = Set(Function.names(in: answer).map { UnitID($0) })
    let expected = split.filter { given.contains(UnitID($0.choice)) }.map(\.choice)
    return (answer, split.isEmpty || marked.map { UnitID($0) } == expected.map { UnitID($0) })
  }
}
