// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Forms
import Foundation
import Tables

extension AssayHome {
  /// The forms of a profile, each under its name, read from their CSV sheets.
  /// - Throws: the faults of the sheets.
  public func forms(of profile: Profile, named name: String) throws -> [String: Form] {
    try profile.forms.reduce(into: [:]) { $0[$1.name] = try form($1, ofProfile: name) }
  }

  /// One form of a profile.
  /// - Throws: the faults of the sheets.
  func form(_ description: FormDescription, ofProfile name: String) throws -> Form {
    let sheets = try profileFolder(named: name).appending(path: description.folder)
    return try Form(
      survey: CSVFile(path: sheets.appending(path: "survey.csv").path).table(),
      choices: Self.optionalSheet(sheets.appending(path: "choices.csv")),
      settings: Self.optionalSheet(sheets.appending(path: "settings.csv")),
      kind: .configuration)
  }

  private static func optionalSheet(_ url: URL) throws -> Tables.Table? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return try CSVFile(path: url.path).table()
  }
}
