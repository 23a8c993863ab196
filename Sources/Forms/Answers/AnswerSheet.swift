// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Submissions of a form as a server exports them or people type them: one row each, columns found by
/// their headers.
///
/// A question's header is its path, joined by whatever the server joins by, its name alone, or its label;
/// see ``HeaderMeanings``. A place has four columns, one, or both; a question of several choices has one
/// column and may have one more for each choice. Metadata are found by name wherever they stand, since
/// servers of different ages write different ones.
public struct AnswerSheet: Sendable {
  /// What a server records about a submission.
  public enum Metadata: Sendable, CaseIterable {
    /// When it arrived.
    case submissionDate
    /// Its identity, which edits do not change.
    case key
    /// Kobo's identities, the stable ones first.
    case rootUUID, serverID, uuid
    /// The identity of its present version.
    case instanceID
    /// What the form calls it.
    case instanceName
    /// Who sent it, as a number and a name.
    case submitterID, submitterName
    /// How many files came with it, and should have come.
    case attachmentsPresent, attachmentsExpected
    /// Whether an encrypted submission could be read.
    case status
    /// What a reviewer on the server decided.
    case reviewState
    /// The device.
    case deviceID
    /// How many times it was edited.
    case edits
    /// The version of the form that it was begun with.
    case formVersion

    /// The headers under which servers write it.
    var headers: [String] {
      switch self {
      case .submissionDate: ["SubmissionDate", "_submission_time", "__system/submissionDate"]
      case .key: ["KEY", "__id"]
      case .rootUUID: ["meta/rootUuid"]
      case .serverID: ["_id"]
      case .uuid: ["_uuid"]
      case .instanceID: ["instanceID", "meta-instanceID", "meta/instanceID"]
      case .instanceName: ["instanceName", "meta-instanceName", "meta/instanceName"]
      case .submitterID: ["SubmitterID", "__system/submitterId"]
      case .submitterName: ["SubmitterName", "__system/submitterName", "_submitted_by"]
      case .attachmentsPresent: ["AttachmentsPresent", "__system/attachmentsPresent"]
      case .attachmentsExpected: ["AttachmentsExpected", "__system/attachmentsExpected"]
      case .status: ["Status", "__system/status"]
      case .reviewState:
        [
          "ReviewState", "__system/reviewState", "_validation_status", "_validation_status/uid",
          "review_status",
        ]
      case .deviceID: ["DeviceID", "__system/deviceId"]
      case .edits: ["Edits", "__system/edits"]
      case .formVersion: ["FormVersion", "__system/formVersion", "__version__", "formdef_version"]
      }
    }
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

  /// The answer to a question in a repeat.
  public struct Repeated: Sendable, Equatable {
    /// The question, as a position in the form.
    public let question: Int
    /// The numbers of the repetitions, from the outermost.
    public let position: [Int]
    /// The answer.
    public let text: String

    /// An answer in a repeat.
    public init(question: Int, position: [Int], text: String) {
      self.question = question
      self.position = position
      self.text = text
    }
  }

  /// The rows.
  public private(set) var table: Table
  /// The form.
  public let form: Form
  /// Columns that belong to nothing, and columns for what another column holds already.
  public let unknownColumns: [Fault]
  /// Questions that a person is asked and that have no column.
  public let missingColumns: [Fault]
  let sources: [Source?]
  private let metadata: [Metadata: Int]
  private let repeats: [(question: Int, position: [Int], column: Int)]
  private let reader: AnswerReader?

  /// Finds the columns of a form in a table.
  ///
  /// - Parameters:
  ///   - table: the rows, or the first of them.
  ///   - form: the form.
  ///   - mapping: the question of a column, by their names, where its header does not tell; `-` for a
  ///     column that is left out.
  ///   - reader: how people's ways of writing are read; `nil` for files of a server, whose values are
  ///     taken as they stand.
  /// - Complexity: linear in columns and questions.
  public init(
    _ table: Table, form: Form, mapping: [String: String] = [:], reader: AnswerReader? = nil
  ) {
    var matcher = ColumnMatcher(form: form, table: table, mapping: mapping)
    matcher.match()
    self.table = table
    self.form = form
    self.reader = reader
    sources = matcher.sources
    metadata = matcher.metadata
    repeats = matcher.repeats
    unknownColumns = matcher.faults
    missingColumns = form.questions.indices.filter {
      matcher.sources[$0] == nil && form.questions[$0].type.isAsked
        && !form.isRepeated(form.questions[$0])
    }.map {
      Fault(
        .answerColumnMissing, at: Place(file: table.file, sheet: table.sheet),
        ["question": form.questions[$0].name, "label": form.questions[$0].label.joined])
    }
  }

  /// The same columns with other rows of the same file.
  /// - Precondition: the table has the same columns.
  public func over(_ rows: Table) -> AnswerSheet {
    precondition(rows.names.count == table.names.count)
    var sheet = self
    sheet.table = rows
    return sheet
  }

  /// Whether there is a column for what a server records.
  public func has(_ field: Metadata) -> Bool { metadata[field] != nil }

  /// The answers to questions in repeats that stand in a row themselves, as SurveyCTO writes them.
  public func repeated(row: Int) -> [Repeated] {
    repeats.compactMap {
      let text = table.columns[$0.column].text(at: row)
      return text.utf8.isEmpty
        ? nil : Repeated(question: $0.question, position: $0.position, text: text)
    }
  }

  /// Whether a question has a column.
  public func hasColumn(_ question: Int) -> Bool { sources[question] != nil }

  /// What the server recorded about a submission; `nil` if there is no such column.
  public func metadata(_ field: Metadata, row: Int) -> String? {
    metadata[field].map { table.columns[$0].text(at: row) }
  }

  /// The place of what a server recorded about a submission.
  public func place(row: Int, of field: Metadata) -> Place {
    table.place(row: row, column: metadata[field].map { table.names[$0] } ?? field.headers[0])
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

  /// The answers of a row, where columns of single choices disagree with the column of all, and what
  /// was read otherwise than it stands.
  public func answers(
    row: Int
  ) -> (answers: Answers, faults: [Fault], readings: [AnswerReader.Reading]) {
    var faults: [Fault] = []
    var readings: [AnswerReader.Reading] = []
    var texts = [String](repeating: "", count: sources.count)
    for question in texts.indices {
      var text = ""
      switch sources[question] {
      case nil: continue
      case .column(let index): text = table.columns[index].text(at: row)
      case .geopoint(let indexes): text = geopoint(indexes, row)
      case .choices(let all, let split):
        let raw = all.map { table.columns[$0].text(at: row) }
        let whole = raw.map { reader?.read($0, question, &readings) ?? $0 }
        let (answer, agrees) = choices(whole, split, row)
        if !agrees {
          faults.append(
            Fault(
              .splitChoicesDiffer, at: place(row: row, question: question),
              ["question": form.questions[question].name, "value": answer]))
        }
        texts[question] = answer
        continue
      }
      if let reader, !text.utf8.isEmpty {
        text = reader.read(text, question, &readings)
        if let code = reader.fault(of: text, question) {
          faults.append(
            Fault(
              code, at: place(row: row, question: question),
              ["question": form.questions[question].name, "value": text]))
        }
      }
      texts[question] = text
    }
    return (Answers(texts: texts), faults, readings)
  }

  /// The four parts with blanks between; a part that is missing before one that is not shows as `?`,
  /// so that it is refused as a place.
  private func geopoint(_ columns: [Int?], _ row: Int) -> String {
    var parts = columns.map { $0.map { table.columns[$0].text(at: row) } ?? "" }
    while parts.last?.utf8.isEmpty ?? false { parts.removeLast() }
    return parts.map { $0.utf8.isEmpty ? "?" : $0 }.joined(separator: " ")
  }

  private func choices(
    _ all: String?, _ split: [Source.Split], _ row: Int
  ) -> (answer: String, agrees: Bool) {
    guard !split.isEmpty || all == nil else { return (all!, true) }
    let marked = split.filter {
      let text = table.columns[$0.column].text(at: row)
      return ["1", "true", "TRUE", "True"].contains { bytesCompare($0, text) == 0 }
    }.map(\.choice)
    guard let answer = all else { return (marked.joined(separator: " "), true) }
    // A server writes 0 for every choice of a question that was not asked: only the column of all
    // tells what was answered. It may hold choices that have no column.
    let given = Set(Function.names(in: answer).map { UnitID($0) })
    let expected = split.filter { given.contains(UnitID($0.choice)) }.map(\.choice)
    return (answer, marked.map { UnitID($0) } == expected.map { UnitID($0) })
  }
}
