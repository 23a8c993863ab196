// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
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
    let folder = try profileFolder(named: name).appending(path: description.folder)
    return try FormSheets(path: folder.path).form(kind: .configuration)
  }
}
