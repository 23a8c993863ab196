// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
public import Foundation
import Tables

extension AssayHome {
  /// Looks for all that is wrong with a profile and, where they lie beside it, its design and its forms.
  ///
  /// - Parameter file: a `profile.yaml`.
  /// - Returns: whether a `design.yaml` was there, without which expressions cannot be compared with forms
  ///   and registers.
  /// - Throws: ``Tables/Faults`` with every wrong key and kind of value and the first fault beyond these;
  ///   when there are none, with all names that nothing bears; the faults of files that cannot be read.
  public func checkProfile(_ file: URL) throws -> Bool {
    let path = file.relativePath
    let document = try YAMLValue(text: TextFile(path: file.path).contents(), file: path)
    var faults = try shape(.profile).faults(in: document)
    var profile: Profile?
    try Self.collect(&faults) { profile = try Profile(document) }
    let folder = file.deletingLastPathComponent()
    let designFile = folder.appending(path: "design.yaml")
    guard FileManager.default.fileExists(atPath: designFile.path) else {
      try faults.throwIfAny()
      return false
    }
    let design = try YAMLValue(
      text: TextFile(path: designFile.path).contents(), file: designFile.relativePath)
    let shape = try shape(.assessment).member("design")
    faults.append(contentsOf: try shape.faults(in: design))
    guard let profile else { throw faults }
    var description: AssessmentDescription?
    try Self.collect(&faults) {
      description = try AssessmentDescription(
        proposedBy: profile, named: folder.lastPathComponent, design: design)
    }
    var forms: [String: Form] = [:]
    for form in profile.forms {
      try Self.collect(&faults) {
        forms[form.name] = try FormSheets(path: folder.appending(path: form.folder).path)
          .form(kind: .configuration)
      }
    }
    try faults.throwIfAny()
    try description?.check(against: profile, forms: forms)
    return true
  }

  /// Adds the faults of a piece of work, but for those that were found before.
  private static func collect(_ faults: inout Faults, _ work: () throws -> Void) throws {
    var found = Faults()
    do {
      try work()
    } catch let fault as Fault {
      found.append(fault)
    } catch let several as Faults {
      found = several
    }
    for fault in found.list
    where !faults.list.contains(where: { $0.code == fault.code && $0.place == fault.place }) {
      faults.append(fault)
    }
  }
}
