// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
internal import Files
public import Forms
public import Tables

extension FieldWork {
  /// A file of answers that was written.
  public struct File: Sendable, Equatable {
    /// The name of the form.
    public let form: String
    /// The path of the file.
    public let path: String
    /// The number of submissions.
    public let submissions: Int
  }

  /// The paths of the main units of a list of drawn units with the columns `path` and `role`.
  /// - Throws: ``Tables/Fault/Code/unknownColumn``.
  public static func mains(of sample: Table) throws -> [UnitID] {
    let (path, role) = (try sample.text("path"), try sample.text("role"))
    return (0..<sample.rowCount).filter { role.text(at: $0) != "reserve" }
      .map { UnitID(path.text(at: $0)) }
  }

  /// Writes the answers to all forms of a profile: the first form's to `path`, those of the others
  /// beside it, with the form's name before the extension.
  ///
  /// - Parameters:
  ///   - path: where the answers to the first form go.
  ///   - descriptions: the forms as the profile uses them.
  ///   - forms: the forms by name.
  ///   - spoiling: takes each table of households before it is written, and returns what is written.
  ///   - progress: hears the visits that are done, form by form.
  /// - Throws: ``Tables/Fault/Code/formNotPlayed`` for a form that the play does not know; the faults
  ///   of ``answers(to:form:unit:progress:)`` and of writing.
  public func write(
    to path: String, descriptions: [FormDescription], forms: [String: Form],
    spoiling: ((Table) throws -> Table)? = nil, progress: Progress? = nil
  ) throws -> [File] {
    var files: [File] = []
    // A form that no sample asks is filled in by whoever looks; there is nobody to play.
    let asked = descriptions.filter { !$0.samples.isEmpty }
    for (number, description) in asked.enumerated() {
      guard let questionnaire = Questionnaire(rawValue: description.name),
        let form = forms[description.name]
      else {
        throw Fault(
          .formNotPlayed,
          [
            "form": description.name,
            "known": Questionnaire.allCases.map(\.rawValue).joined(separator: ", "),
          ])
      }
      var table = try answers(
        to: questionnaire, form: form, unit: description.unit, progress: progress)
      if questionnaire == .household, let spoiling { table = try spoiling(table) }
      let file = number == 0 ? path : Self.path(path, beside: description.name)
      try CSVWriter.write(table, to: file)
      files.append(File(form: description.name, path: file, submissions: table.rowCount))
    }
    return files
  }

  /// `answers.csv` with `satisfaction` is `answers-satisfaction.csv`.
  private static func path(_ path: String, beside name: String) -> String {
    let file = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[file...].lastIndex(of: "."), dot > file else { return "\(path)-\(name)" }
    return "\(path[..<dot])-\(name)\(path[dot...])"
  }
}

extension Fault.Code {
  /// A profile has a form that the play cannot fill in.
  public static let formNotPlayed = Fault.Code("form-not-played", .configuration)
}
