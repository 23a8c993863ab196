// SPDX-License-Identifier: GPL-3.0-or-later

/// The columns that Assay puts before those of a file whose rejected rows it writes.
enum RejectColumns {
  /// What to do, and the row of the file.
  static let ofAnswers = ["assay_what_to_do", "assay_row"]
  /// These, and whether the row is left out.
  static let ofRegisters = ofAnswers + ["assay_delete"]
}
