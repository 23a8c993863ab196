// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
package import Tables

extension Workspace {
  /// The office that sees to each unit of the first stage, such as its township, by the profile's column of
  /// offices; `nil` where the profile names none, the register lacks it, or nothing was imported.
  /// - Complexity: linear in the first stage's units.
  package func offices() throws -> [UnitID: String]? {
    guard let column = profile.office,
      let top = description.registers.first(where: { $0.parent == nil })
    else { return nil }
    let tables = try recordTables([UnitID(top.name)])
    guard let base = tables.table(top.name), let names = try tables.values(of: column, for: base)
    else { return nil }
    return base.paths.enumerated().reduce(into: [:]) { $0[$1.element] = names.text(at: $1.offset) }
  }
}
