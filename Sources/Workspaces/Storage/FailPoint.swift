// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc

/// A named moment at which the process can be made to end as if the power failed, for tests.
///
/// The environment variable `ASSAY_FAIL_AT` names one of them; the process then kills itself when it gets
/// there. Nothing else reads the variable, and without it a point does nothing.
enum FailPoint: String, CaseIterable {
  /// Files of a change lie beside their places, and nothing is recorded.
  case beforeRecord = "before-record"
  /// The change stands in the database and is not committed.
  case beforeCommit = "before-commit"
  /// The change is recorded, and none of its files is in its place.
  case beforeFiles = "before-files"
  /// Some of the files are in their places.
  case betweenFiles = "between-files"
  /// A block of a file of answers is in the database.
  case betweenRows = "between-rows"
  /// The answers are recorded, and the workbook of rejected rows is not in its place.
  case beforeRejects = "before-rejects"
  /// The workbook of rejected rows is in its place, and not recorded.
  case afterRejects = "after-rejects"

  private static let chosen = ProcessInfo.processInfo.environment["ASSAY_FAIL_AT"]

  /// Ends the process if this is the point that was chosen.
  func pass() {
    if Self.chosen == rawValue { kill(getpid(), SIGKILL) }
  }
}
