// SPDX-License-Identifier: GPL-3.0-or-later

internal import Forms
internal import Tables

/// Submissions of a form as the CSV export of ODK Central has them.
///
/// Columns: the date of arrival, one for each question under its path joined by `-` (four for a
/// place), and what the server knows.
/// Source: getodk/central-backend, lib/data/briefcase.js.
struct CentralExport {
  private let form: Form
  /// The questions whose answers stand in the root table.
  private let questions: [Int]
  private var columns: [TextColumn]
  private let names: [String]

  private static let placeParts = ["Latitude", "Longitude", "Altitude", "Accuracy"]
  private static let serverColumns = [
    "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
    "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion",
  ]

  init(_ form: Form) {
    self.form = form
    questions = form.questions.indices.filter { !form.isRepeated(form.questions[$0]) }
    names =
      ["SubmissionDate"]
      + questions.flatMap { index -> [String] in
        let question = form.questions[index]
        let path = (question.path + [question.name]).joined(separator: "-")
        return question.type == .geopoint ? Self.placeParts.map { "\(path)-\($0)" } : [path]
      } + Self.serverColumns
    columns = names.map { _ in TextColumn() }
  }

  /// Adds a submission; `texts` are the answers in the order of the form.
  mutating func append(_ texts: [String], _ submission: Submission, key: String) {
    var fields = [submission.received.text]
    var pictures = 0
    for index in questions {
      switch form.questions[index].type {
      case .geopoint:
        let parts = texts[index].split(separator: " ").map(String.init)
        fields += parts + [String](repeating: "", count: Self.placeParts.count - parts.count)
      case .image:
        if !texts[index].isEmpty { pictures += 1 }
        fields.append(texts[index])
      default: fields.append(texts[index])
      }
    }
    let submitter = submission.submitter
    fields += [
      key, key, submitter.id, submitter.name, "\(pictures)", "\(pictures)", "", "",
      submission.device, "0", form.version,
    ]
    for (column, field) in fields.enumerated() { columns[column].append(field) }
  }

  /// All submissions.
  var table: Table { Table(names: names, columns: columns) }
}
