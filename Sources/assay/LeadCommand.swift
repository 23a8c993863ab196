// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Tables
import Workspaces

/// `assay lead`: units that were not drawn and are visited all the same.
struct LeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lead",
    abstract: .text(
      zh: "记录一个未被抽中、因有人指出而访问的单位（线索）。",
      en: "Records a unit that was not drawn and is visited because somebody pointed at it."),
    discussion: .text(
      zh: """
        其答卷照常载入，并像抽中的单位一样产生疑似问题，经审阅后另行统计。它没有权数，不计入任\
        何比率，因为无从知道它以多大的概率被找到。
        """,
      en: """
        Its answers are taken in and raise suspected errors like those of drawn units, which are reviewed and \
        counted apart. It has no weight and enters no rate, since nobody knows with which probability it \
        was found.
        """))

  @Argument(
    help: .text(
      zh: "访问时使用的路径，如 V0012/L1。", en: "The path under which it is visited, such as V0012/L1.",
      value: .unit))
  var unit: String

  @Option(
    help: .text(
      zh: "使用哪个样本的表单。", en: "The sample whose forms it is asked.",
      value: .init(zh: "样本", en: "sample")))
  var sample: String

  @Option(
    help: .text(
      zh: "如何发现的，如“邻居指出”。", en: "How it was found, such as \"named by a neighbour\".",
      value: .init(zh: "说明", en: "note")))
  var note: String

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: true)
    let round = try workspace.round(named: roundOption.round)
    try workspace.record(Lead(unit: UnitID(unit), sample: sample, note: note), round: round)
    Console.shared.message(
      BilingualText(zh: "已登记线索 \(unit)", en: "recorded the lead \(unit)"))
  }
}
