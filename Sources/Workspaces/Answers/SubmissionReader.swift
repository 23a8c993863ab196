// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Sampling
import Tables

/// One submission after it was checked, as small as it can wait for its turn.
struct CheckedSubmission: Sendable {
  /// Its row within the block.
  let row: Int
  let key: String
  let path: UnitID
  let outcome: String?
  let interviewer: String
  /// When it arrived, in UTC; when the interview began.
  let submittedAt: String
  let startedAt: String
  let formVersion: String
  /// The answers in the order of the form, personal ones apart, each as a record.
  let answers: String
  let personal: String
  let repeats: [RepeatedRecord]
  /// What tells two contents apart.
  let digest: Digest
  var faults: [Fault]
  /// What to do about the faults, in words.
  let remedies: [String]
  let readings: [AnswerReader.Reading]
}

/// One repetition of a repeat: its numbers from the outermost, and its answers by question.
struct RepeatedRecord: Sendable {
  let position: String
  let questions: String
  let answers: String
}

/// A block of rows with what was made of them.
struct SubmissionBlock: Sendable {
  let table: Table
  let submissions: [CheckedSubmission]
}

/// Makes submissions of rows: the one path of all formats.
struct SubmissionReader: Sendable {
  let description: FormDescription
  /// The columns.
  let sheet: AnswerSheet
  let checker: FormChecker
  /// The drawn units and leads, each with its sample.
  let units: [UnitID: (sample: String, role: String)]
  /// The answers in repeats' own tables, by the key of their submission.
  let children: [UnitID: [AnswerSheet.Repeated]]
  /// Cells whose value is not what somebody wrote, by their places.
  let cellFaults: [Place: [Fault]]
  /// The question that tells the number of a visit.
  let visit: Int?
  /// Minutes ahead of UTC where a time does not say.
  let offset: Int
  let isKobo: Bool
  /// The sentence of a fault with its remedy, where people are told.
  let describe: (@Sendable (Fault) -> String)?

  private var form: Form { sheet.form }
  private let unitQuestion: Int
  private let outcomeQuestion: Int?
  private let interviewerQuestion: Int?
  private let startQuestion: Int?
  private let personalQuestions: [Int]

  /// - Precondition: the form has the question of the unit.
  init(
    description: FormDescription, sheet: AnswerSheet, checker: FormChecker,
    units: [UnitID: (sample: String, role: String)], children: [UnitID: [AnswerSheet.Repeated]],
    cellFaults: [Place: [Fault]], visit: Int?, offset: Int, isKobo: Bool,
    describe: (@Sendable (Fault) -> String)?
  ) {
    self.description = description
    self.sheet = sheet
    self.checker = checker
    self.units = units
    self.children = children
    self.cellFaults = cellFaults
    self.visit = visit
    self.offset = offset
    self.isKobo = isKobo
    self.describe = describe
    let form = sheet.form
    unitQuestion = form.index(of: description.unit)!
    outcomeQuestion = description.outcome.flatMap { form.index(of: $0) }
    interviewerQuestion = description.interviewer.flatMap { form.index(of: $0) }
    startQuestion = form.questions.firstIndex { $0.type == .start }
    personalQuestions = AnswerRecords.personalQuestions(of: form)
  }

  /// Checks the rows of a block.
  func block(_ table: Table) -> SubmissionBlock {
    let sheet = sheet.over(table)
    let whole = table.without(RejectColumns.ofAnswers)
    var submissions: [CheckedSubmission] = []
    submissions.reserveCapacity(table.rowCount)
    checker.check(sheet, repeated: { repeated(sheet, $0) }) { row, checked in
      // A second line of headers, as Kobo writes for questions with an HXL tag, is no submission.
      if Self.isTagRow(table, row) { return }
      submissions.append(submission(sheet, row, checked))
    }
    return SubmissionBlock(table: whole, submissions: submissions)
  }

  private func submission(
    _ sheet: AnswerSheet, _ row: Int, _ checked: CheckedAnswers
  ) -> CheckedSubmission {
    let texts = checked.texts
    let path = UnitID(texts[unitQuestion])
    let key = self.key(sheet, row, path: path, texts)
    let faults =
      checked.faults + spoilt(sheet, row) + unitFaults(path, sheet, row) + stateFaults(sheet, row)
    let submitted = time(sheet.metadata(.submissionDate, row: row) ?? "", isUTC: isKobo)
    let records = repeatRecords(repeated(sheet, row))
    let (answers, personal) = AnswerRecords.records(texts, personal: personalQuestions)
    let content =
      [
        answers, personal, submitted, sheet.metadata(.instanceID, row: row) ?? "",
        sheet.metadata(.edits, row: row) ?? "",
      ] + records.flatMap { [$0.position, $0.questions, $0.answers] }
    return CheckedSubmission(
      row: row, key: key, path: path,
      outcome: outcomeQuestion.map { texts[$0] },
      interviewer: interviewerQuestion.map { texts[$0] } ?? "",
      submittedAt: submitted, startedAt: startTime(texts),
      formVersion:
        sheet.metadata(.formVersion, row: row) ?? "", answers: answers, personal: personal,
      repeats: records, digest: SHA256.hash(Record.bytes(content)),
      faults: faults,
      remedies: describe.map { describe in faults.map { $0.remedy(describe) } } ?? [],
      readings: checked.readings)
  }

  /// The answers in repeats of a row, in its own columns or in tables of their own.
  private func repeated(_ sheet: AnswerSheet, _ row: Int) -> [AnswerSheet.Repeated] {
    let own = sheet.repeated(row: row)
    if children.isEmpty { return own }
    return own + (identity(sheet, row).flatMap { children[UnitID($0)] } ?? [])
  }

  // MARK: Identity

  /// The identity that a server gave.
  private func identity(_ sheet: AnswerSheet, _ row: Int) -> String? {
    for field in [AnswerSheet.Metadata.key, .rootUUID, .serverID, .uuid, .instanceID] {
      if let key = sheet.metadata(field, row: row), !key.utf8.isEmpty { return key }
    }
    return nil
  }

  /// The identity that edits do not change. A table without any is known by unit and visit.
  private func key(
    _ sheet: AnswerSheet, _ row: Int, path: UnitID, _ texts: [String]
  ) -> String {
    if let key = identity(sheet, row) { return key }
    guard !sheet.hasKey, !path.text.utf8.isEmpty else { return "" }
    let number = visit.map { texts[$0] } ?? ""
    return "\(path.text)#\(number.utf8.isEmpty ? "1" : number)"
  }

  private func time(_ text: String, isUTC: Bool) -> String {
    if text.utf8.isEmpty { return text }
    let told = Moment(text).flatMap { $0.milliseconds == nil ? nil : $0 }
    guard let moment = told ?? AnswerReader.moment(text) else { return text }
    let instant = moment.instant(assumingOffset: isUTC ? 0 : offset)
    let day = 86_400_000
    let days = Int((Double(instant) / Double(day)).rounded(.down))
    return Moment(days: days, milliseconds: instant - days * day, offsetMinutes: 0).text
  }

  private func startTime(_ texts: [String]) -> String {
    startQuestion.map { time(texts[$0], isUTC: false) } ?? ""
  }

  /// The key of the submission that a row of Kobo's sheet of a repeat belongs to.
  func rootOfKoboRow(_ table: Table, _ row: Int) -> String {
    for name in ["_submission_meta/rootUuid", "_submission__id", "_submission__uuid"] {
      if let index = table.index(of: name), !table.columns[index].isEmpty(row) {
        return table.columns[index].text(at: row)
      }
    }
    return ""
  }

  // MARK: Faults of a row as a whole

  private func unitFaults(_ path: UnitID, _ sheet: AnswerSheet, _ row: Int) -> [Fault] {
    description.fault(ofUnit: path, among: units).map { code, values in
      [Fault(code, at: sheet.place(row: row, question: unitQuestion), values)]
    } ?? []
  }

  /// What the reader of a workbook found in the cells of a row.
  private func spoilt(_ sheet: AnswerSheet, _ row: Int) -> [Fault] {
    guard !cellFaults.isEmpty else { return [] }
    return sheet.table.names.flatMap { cellFaults[sheet.table.place(row: row, column: $0)] ?? [] }
  }

  private func stateFaults(_ sheet: AnswerSheet, _ row: Int) -> [Fault] {
    var faults: [Fault] = []
    // Attempts count in the order of these times; a text that is none would stand anywhere.
    if let text = sheet.metadata(.submissionDate, row: row), !text.utf8.isEmpty,
      Moment(text)?.milliseconds == nil, AnswerReader.moment(text) == nil
    {
      faults.append(
        Fault(
          .submissionTimeUnclear, at: sheet.place(row: row, of: .submissionDate),
          ["value": text]))
    }
    if let status = sheet.metadata(.status, row: row), !status.isEmpty {
      faults.append(
        Fault(
          .submissionNotDecrypted, at: sheet.place(row: row, of: .status), ["status": status]))
    }
    let review = sheet.metadata(.reviewState, row: row) ?? ""
    if !review.utf8.isEmpty,
      ["rejected", "validation_status_not_approved", "Not approved", "Not Approved", "REJECTED"]
        .contains(where: { bytesCompare($0, review) == 0 })
    {
      faults.append(
        Fault(.submissionRejectedOnServer, at: sheet.place(row: row, of: .reviewState)))
    }
    return faults
  }

  private static func isTagRow(_ table: Table, _ row: Int) -> Bool {
    var hasTag = false
    for column in table.columns where !column.isEmpty(row) {
      guard column.withBytes(at: row, { $0.first == 0x23 }) else { return false }
      hasTag = true
    }
    return hasTag
  }

  /// The repetitions in their order, each as a record of its questions that have an answer.
  private func repeatRecords(_ answers: [AnswerSheet.Repeated]) -> [RepeatedRecord] {
    guard !answers.isEmpty else { return [] }
    let groups = Dictionary(grouping: answers) { answer in
      [form.questions[answer.question].path.joined(separator: "/")]
        + answer.position.map { "\($0)" }
    }
    let sorted = groups.sorted { left, right in
      let (a, b) = (left.value[0], right.value[0])
      if left.key[0] != right.key[0] { return a.question < b.question }
      return a.position.lexicographicallyPrecedes(b.position)
    }
    return sorted.map { key, answers in
      let ordered = answers.filter { !$0.text.utf8.isEmpty }
        .sorted { $0.question < $1.question }
      return RepeatedRecord(
        position: key.joined(separator: " "),
        questions: Record.text(ordered.map { form.questions[$0.question].name }),
        answers: Record.text(ordered.map(\.text)))
    }
  }
}

extension FormDescription {
  /// Why the form cannot be filled for a unit: nobody drew it, or its sample is not asked the form.
  func fault(
    ofUnit path: UnitID, among units: [UnitID: (sample: String, role: String)]
  ) -> (code: Fault.Code, values: [String: String])? {
    guard let unit = units[path] else {
      return path.text.isEmpty ? nil : (.answerForUndrawnUnit, ["unit": path.text])
    }
    if samples.contains(bytesOf: unit.sample) { return nil }
    return (.formOfOtherSample, ["unit": path.text, "sample": unit.sample, "form": name])
  }
}

extension AnswerSheet {
  /// Whether any column holds an identity.
  var hasKey: Bool {
    [Metadata.key, .rootUUID, .serverID, .uuid, .instanceID].contains { has($0) }
  }
}
