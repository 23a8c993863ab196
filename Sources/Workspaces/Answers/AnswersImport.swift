// SPDX-License-Identifier: GPL-3.0-or-later

public import Files
public import Forms
public import Tables

/// What an import of answers did with a file, or would do.
public struct AnswersImport: Sendable {
  /// The file.
  public let file: String
  /// What kind of file it was found to be.
  public let format: AnswersFormat
  /// The form that its columns belong to.
  public let form: String
  /// The encoding that was named or found; `nil` for files that are no text.
  public let encoding: TextEncoding?
  /// Whether nothing was written.
  public let isTrial: Bool
  /// What was passed over, such as pictures.
  public let passedOver: [String]
  /// The rows of the file.
  public internal(set) var rows = 0
  /// Submissions that were not known before.
  public internal(set) var new = 0
  /// Known submissions with other content, kept as a new version.
  public internal(set) var changed = 0
  /// Submissions that were known as they are.
  public internal(set) var unchanged = 0
  /// New or changed submissions of reserves that were not opened; they are held.
  public internal(set) var early = 0
  /// Rows that were not accepted, those in conflict with each other among them.
  public internal(set) var rejected = 0
  /// Rows of one key with different contents.
  public internal(set) var conflicts = 0
  /// The keys of submissions that somebody had corrected and that came again with other content, which counts
  /// now.
  public internal(set) var overtaken: [String] = []
  /// Answers that were read otherwise than they stood, by kind.
  public internal(set) var readings: [AnswerReader.Reading: Int] = [:]
  /// Why rows were not accepted; of each code the first ``kept`` faults.
  public private(set) var faults = Faults(limit: 20_000)
  /// All faults by the name of their code.
  public private(set) var countsByCode: [String: Int] = [:]
  /// Where the rejected rows were written: a workbook, and a CSV file for what it does not take.
  public internal(set) var rejectsFiles: [String] = []

  /// How many faults of a code are kept.
  public static let kept = 1000

  init(_ file: AnswersFile, form: String, isTrial: Bool) {
    self.file = file.path
    format = file.format
    encoding = file.encoding
    passedOver = file.passedOver
    self.form = form
    self.isTrial = isTrial
  }

  /// Counts a fault, and keeps it if few of its kind came before.
  mutating func add(_ fault: Fault) {
    let count = countsByCode[fault.code.name, default: 0] + 1
    countsByCode[fault.code.name] = count
    if count <= Self.kept { faults.append(fault) }
  }
}
