// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension RectifyCommand {
  /// `assay rectify export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: .text(
        zh: "写出供责任单位填报的工作簿，方便只有 Excel 的人。",
        en: "Writes a workbook in which units report, for people who only have Excel."),
      discussion: .text(
        zh: """
          绿色的列用来填写：状态、产生原因、整改措施、责任领导、责任人、新增佐证和填报人。灰色的\
          列供查看。填好后用 assay rectify import 载入。
          """,
        en: """
          Green columns are filled in: state, cause, measures, leader, person, new evidence, and who did. \
          Grey ones are there to be read. The workbook comes back with assay rectify import.
          """))

    @Option(
      help: .text(zh: "只写这个责任单位的问题。", en: "Only items of this responsible unit.", value: .unit))
    var unit: String?

    @Option(help: .text(zh: "只写这个乡镇的问题。", en: "Only items in this township.", value: .township))
    var township: String?

    @Flag(help: .text(zh: "也写已销号的问题。", en: "Closed items too."))
    var all = false

    @Option(
      help: .text(
        zh: "写到哪里。默认：该轮其他文件旁的 ledger.xlsx；不覆盖有人正在填写的工作簿。",
        en:
          "Where to. Default: ledger.xlsx beside the round's other files, where no workbook that somebody fills in is written over.",
        value: .file))
    var out: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let items = try workspace.items(of: workspace.ledger(), unit: unit, township: township)
        .filter { all || $0.state != .closed }
      guard !items.isEmpty else {
        Console.shared.message(
          BilingualText(
            zh: "没有符合条件的问题，未写工作簿", en: "no items fit, so that no workbook was written"))
        return
      }
      let language = Console.shared.language
      let path: String
      if let out {
        try workspace.exportLedger(items, to: out, in: language)
        path = out
      } else {
        path = try workspace.writeForPeople(
          "ledger", for: [township, unit].compactMap(\.self), "xlsx",
          round: workspace.round(named: roundOption.round)
        ) { try workspace.exportLedger(items, to: $0, in: language) }
      }
      Console.shared.wrote(path, BilingualText(zh: "\(items.count) 项", en: "\(items.count) items"))
    }
  }

  /// `assay rectify import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: .text(
        zh: "载入填好的工作簿；有冲突的单元格时以状态 1 退出。",
        en: "Takes a filled-in workbook back; exits with status 1 if cells are in conflict."),
      discussion: .text(
        zh: """
          每个改动的单元格记为填报人的一次变更。同一工作簿再次载入不产生任何变化。他人同时改过的\
          单元格，两种内容都显示，均不采用；被删除的行予以提示，该项照旧保留。
          """,
        en: """
          Every changed cell becomes an event of who filled it in. A workbook that comes twice changes \
          nothing the second time. A cell that somebody else changed meanwhile is shown with both texts, and \
          neither is taken; a row that was deleted is reported, and its item stays.
          """))

    @Argument(help: .text(zh: "工作簿。", en: "The workbook.", value: .file))
    var file: String

    @Option(
      help: .text(
        zh: "发生冲突时以工作簿为准的编号；可以给多次。",
        en: "An item of which the workbook's text is taken in a conflict; several times.",
        value: .init(zh: "编号", en: "number")))
    var take: [String] = []

    @Flag(help: .text(zh: "只说明会有什么结果，不写入任何内容。", en: "Tell what would happen and write nothing."))
    var dryRun = false

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: !dryRun)
      let console = Console.shared
      let result = try workspace.importLedger(file, taking: take, isDryRun: dryRun)
      if !result.conflicts.isEmpty || formatOption.format != .table {
        console.output(LedgerImportListing.conflicts(result), formatOption.format)
      }
      for sentence in LedgerImportListing.sentences(result) { console.message(sentence) }
      if !result.conflicts.isEmpty { throw ExitCode(1) }
    }
  }
}
