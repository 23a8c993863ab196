// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Tables
public import Workspaces

/// Where the field work stands, as a workbook with a sheet for each grouping.
public enum ProgressWorkbook {
  /// Writes the workbook.
  /// - Throws: the faults of writing.
  public static func write(
    _ progress: RoundProgress, to path: String, in language: Language
  ) throws {
    var writer = try WorkbookWriter(path: path)
    for (name, title, grouping) in ProgressListing.groupings(progress) {
      try ProgressListing.counts(progress, by: grouping, named: name, in: language)
        .write(to: &writer, sheet: title.text(in: language), in: language)
    }
    try ProgressListing.rates(progress).write(to: &writer, sheet: "AAPOR", in: language)
    try writer.commit()
  }
}
