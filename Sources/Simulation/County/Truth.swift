// SPDX-License-Identifier: GPL-3.0-or-later

/// The file of what is truly the case.
enum Truth {
  /// The columns: register and path of the unit, its error and the reason, whether it approves, its
  /// income per person and the parts of the household's income in yuan, its people and its house.
  static let columns = [
    "register", "path", "persons", "error", "reason", "approves", "income", "wage", "farm",
    "business", "property", "transfer", "children", "elders", "labour", "chronic", "disabled",
    "housing",
  ]
}
