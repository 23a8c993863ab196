// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension AssessmentDescription {
  /// What is wrong with a description, as its author can mend it: the faults of all settings at once, each
  /// at its cell; or the first fault of the file itself.
  ///
  /// Without a setting that is wrong the next fault shows. A fault in the file that is gone without one of
  /// the settings is that setting's: a method in a cell may contradict a rotation in the file.
  static func faults(
    _ document: YAMLValue, _ settings: [FilledSetting], first: Fault
  ) throws -> any Error {
    var (settings, next) = (settings, Optional(first))
    var found: [Fault] = []
    while let fault = next {
      let cell =
        try settings.first { $0.place == fault.place }
        ?? settings.first { cell in
          let other = try self.fault(document, settings.filter { $0 != cell })
          return other?.code != fault.code || other?.place != fault.place
        }
      guard let cell else { break }
      let values = fault.values.merging(["position": cell.position]) { $1 }
      found.append(Fault(fault.code, at: cell.place, values))
      settings.removeAll { $0.place == cell.place }
      next = try self.fault(document, settings)
    }
    if found.isEmpty { return first }
    var faults = Faults()
    for fault in found.sorted(by: { ($0.place.row ?? 0) < ($1.place.row ?? 0) }) {
      faults.append(fault)
    }
    return faults
  }

  private static func fault(_ document: YAMLValue, _ settings: [FilledSetting]) throws -> Fault? {
    do {
      _ = try Self(document.applying(settings))
      return nil
    } catch let fault as Fault {
      return fault
    }
  }
}
