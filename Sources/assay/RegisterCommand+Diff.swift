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
      abstract: .text(
        zh: "指出两个版本之间新增、消失、迁移或变动的单位。",
        en: "Tells which units are new, gone, moved or changed between two versions."),
      discussion: .text(
        zh: """
          assay register diff old.csv new.xlsx --id household_id --village village_id
          assay register diff --register households               # 工作区最近两次导入
          assay register diff --register households new.csv       # 导入后会有什么变动

          行的次序无关紧要。编号在全县唯一时才能看出迁移。
          """,
        en: """
          assay register diff old.csv new.xlsx --id household_id --village village_id
          assay register diff --register households               # the last two imports of a workspace
          assay register diff --register households new.csv       # what an import would change

          The order of rows does not matter. Moves are seen where identifiers are unique in the county.
          """))

    @Argument(
      help: .text(
        zh: "旧文件和新文件；有 --register 时只给新文件。",
        en: "The old and the new file; only the new one with --register.", value: .file))
    var files: [String] = []

    @Option(
      help: .text(zh: "编号列。", en: "The column of identifiers.", value: .init(zh: "列", en: "id")))
    var id: String?

    @Option(
      help: .text(zh: "村的列。", en: "The column of villages.", value: .init(zh: "列", en: "village")))
    var village: String?

    @Option(help: .text(zh: "工作区的一个名册。", en: "A register of the workspace.", value: .register))
    var register: String?

    @Option(
      help: .text(
        zh: "旧版本的序号。默认：新版本的前一个。",
        en: "The old version's number. Default: the one before the new version.",
        value: .init(zh: "版本", en: "from")))
    var from: Int?

    @Option(
      help: .text(
        zh: "新版本的序号。默认：最后一个。", en: "The new version's number. Default: the last.",
        value: .init(zh: "版本", en: "to")))
    var to: Int?

    @Flag(help: .text(zh: "只输出各村的数目。", en: "Print only the counts by village."))
    var byVillage = false

    @Option(
      help: .text(
        zh: "另将各村和各单位写成工作簿。", en: "Also write villages and units as a workbook.", value: .file))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if register == nil {
        guard files.count == 2, id != nil, from == nil, to == nil else {
          throw ValidationError(
            .text(
              zh: "请给出两个文件及其 --id，或给出工作区的一个 --register",
              en: "name two files and their --id, or a --register of the workspace"))
        }
      } else {
        guard files.count <= 1, id == nil, village == nil else {
          throw ValidationError(
            .text(
              zh: "--register 至多与一个文件同用，且不用 --id 和 --village",
              en: "--register goes with one file at most, and without --id and --village"))
        }
        guard files.isEmpty || (from == nil && to == nil) else {
          throw ValidationError(
            .text(
              zh: "--from 和 --to 指工作区中的版本，不是文件",
              en: "--from and --to name versions in the workspace, not files"))
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
