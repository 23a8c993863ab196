// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import Tables

extension Workspace {
  /// A setting with what the two files say of it, and what applies.
  public struct AppliedSetting: Sendable {
    /// The setting.
    public let setting: Setting
    /// What `assessment.yaml` says.
    public let described: String?
    /// What `settings.xlsx` says, as it stands there.
    public let filled: String?
    /// What applies; `nil` where neither says anything or where another setting took its place.
    public let applied: String?
  }

  /// What is filled in beside `assessment.yaml`; nothing if there is no `settings.xlsx`.
  /// - Throws: as ``SettingsWorkbook/read(_:as:)``.
  static func filledSettings(in folder: URL) throws -> [FilledSetting] {
    let file = folder.appending(path: SettingsWorkbook.file)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return try SettingsWorkbook.read(file.path, as: file.relativePath)
  }

  /// The settings in the order of people.
  /// - Throws: the faults of reading `assessment.yaml`.
  public func appliedSettings() throws -> [AppliedSetting] {
    let (text, file) = try descriptionText()
    let said = try Setting.all(text: text, file: file)
    let applied = try Setting.all(text: text, file: file, filled: settings)
    // Settings that only the workbook has follow those of the file.
    let known = Set(said.map(\.key))
    let added = applied.filter { !known.contains($0.key) }
    let values = Dictionary(uniqueKeysWithValues: applied.map { ($0.key, $0.value) })
    let texts = Dictionary(uniqueKeysWithValues: settings.map { ($0.key, $0.text) })
    return (said + added).map { setting in
      AppliedSetting(
        setting: setting, described: known.contains(setting.key) ? setting.value : nil,
        filled: texts[setting.key], applied: values[setting.key] ?? nil)
    }
  }

  /// What is filled in as the log keeps it, `key=value` in the order of keys; `nil` if nothing is.
  var settingsText: String? {
    settings.isEmpty
      ? nil : settings.map { "\($0.key.text)=\($0.text)" }.sorted().joined(separator: "; ")
  }

  /// Writes `settings.xlsx`, or writes it anew with what is filled in.
  ///
  /// - Returns: its path.
  /// - Throws: ``Fault/Code/settingsOpen`` while somebody works on it; the faults of writing.
  public func writeSettings(in language: Language) throws -> String {
    let lock = folder.appending(path: SettingsWorkbook.lockFile)
    if FileManager.default.fileExists(atPath: lock.path) {
      throw Fault(.settingsOpen, at: Place(file: lock.relativePath))
    }
    let (text, file) = try descriptionText()
    let rows = try Setting.all(text: text, file: file)
    let time = Int(session.now().timeIntervalSince1970)
    let workbook = PendingFile(SettingsWorkbook.file) { [settings, profile] path in
      try SettingsWorkbook.write(
        rows, filled: settings, profile: profile, to: path, in: language, time: time)
    }
    try record("settings", ["filled": "\(settings.count)"], files: [workbook]) { _ in }
    return folder.appending(path: SettingsWorkbook.file).relativePath
  }

  private func descriptionText() throws -> (text: String, file: String) {
    let file = folder.appending(path: "assessment.yaml")
    return (try TextFile(path: file.path).contents(), file.relativePath)
  }
}
