// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables
import Workspaces

extension RegisterCommand {
  /// `assay register diff`.
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Tells which units are new, gone, moved or changed between two versions.",
      discussion: """
        assay register diff old.csv new.xlsx --id household_id --village village_id
        assay register diff --register households               # the last two imports of a workspace
        assay register diff --register households new.csv       # what an import would change

        The order of rows does not matter. Moves are seen where identifiers are unique in the county.
        """)

    @Argument(
      help: ArgumentHelp(
        "The old and the new file; only the new one with --register.", valueName: "file"))
    var files: [String] = []

    @Option(help: "The column of identifiers.")
    var id: String?

    @Option(help: "The column of villages.")
    var village: String?

    @Option(help: "A register of the workspace.")
    var register: String?

    @Option(help: "The old version's number. Default: the one before the new version.")
    var from: Int?

    @Option(help: "The new version's number. Default: the last.")
    var to: Int?

    @Flag(help: "Print only the counts by village.")
    var byVillage = false

    @Option(help: ArgumentHelp("Also write villages and units as a workbook.", valueName: "file"))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if register == nil {
        guard files.count == 2, id != nil, from == nil, to == nil else {
          throw ValidationError("name two files and their --id, or a --register of the workspace")
        }
      } else {
        guard files.count <= 1, id == nil, village == nil else {
          throw ValidationError(
            "--register goes with one file at most, and without --id and --village")
        }
        guard files.isEmpty || (from == nil && to == nil) else {
          throw ValidationError("--from and --to name versions in the workspace, not files")
        }
      }
    }

    func run() throws {
      let console = Console.shared
      let words = RegisterDiffListing(try difference())
      let isTable = formatOption.format == .table
      let units = words.units(in: isTable ? console.language : nil)
      if byVillage || isTable { console.output(words.villages(), formatOption.format) }
      if !byVillage {
        if isTable { console.output("\n") }
        console.output(units, formatOption.format)
      }
      for remark in words.remarks { console.message(remark) }
      if let workbook { try words.writeWorkbook(to: workbook, in: console.language) }
    }

    private func difference() throws -> RegisterDiff {
      let progress = Console.shared.progress(BilingualText(zh: "正在比较", en: "Comparing"))
      guard let register else {
        try workspaceOptions.shared.apply()
        let tables = try files.map { try TableFile(path: $0).table(progress: progress) }
        return try RegisterDiff(from: tables[0], to: tables[1], id: id!, village: village)
      }
      let workspace = try workspaceOptions.open(isWriting: false)
      guard let file = files.first else {
        return try workspace.registerDiff(register, from: from, to: to)
      }
      return try workspace.registerDiff(register, with: file, progress: progress)
    }
  }
}
