// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
import Reports
import Sampling
public import Simulation
import Tables

/// `assay simulate`: invented registers and field work, to try and to test assessments with.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: .text(
      zh: "造出虚构的县，模拟其实地调查，试验抽样设计和区间。",
      en: "Makes an invented county, plays its field work, tries designs and intervals."),
    subcommands: [CountySubcommand.self, Answers.self, Review.self, Design.self, Coverage.self])

  /// `assay simulate county`.
  struct CountySubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "county",
      abstract: .text(
        zh: "写出一个虚构县的名册及其背后的真实情况。",
        en: "Writes the registers of an invented county, and the truth behind them."),
      discussion: .text(
        zh: """
          各种情形下 villages.csv、households.csv 和 roster.csv 的字节都相同；truth.csv 写明真正\
          的错误，只供模拟读取。同一种子在任何机器上产生相同的字节。
          """,
        en: """
          villages.csv, households.csv and roster.csv are the same bytes in all scenarios; truth.csv \
          says what is truly wrong and is read by simulations alone. The same seed makes the same bytes \
          on every machine.
          """))

    @Option(
      help: .text(
        zh: "真正的错误有多少。", en: "How much is truly wrong.", value: .init(zh: "情形", en: "scenario")))
    var scenario: Scenario = .benchmark

    @Option(
      help: .text(
        zh: "决定一切随机结果的文字。", en: "The text that everything random follows from.", value: .text))
    var seed: String

    @Option(help: .text(zh: "新的或空的文件夹。", en: "A new or empty folder.", value: .folder))
    var out: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      try County.checkIsNew(out)
      let console = Console.shared
      let county = try County.generate(
        scenario: scenario, seed: Seed(text: seed, allowsShort: true),
        progress: console.progress(BilingualText(zh: "正在生成虚构的县", en: "Making the county")))
      try county.write(to: out)
      for (name, table) in zip(
        County.fileNames, [county.villages, county.households, county.roster, county.truth])
      {
        console.wrote(
          "\(out)/\(name)", BilingualText(zh: "\(table.rowCount) 行", en: "\(table.rowCount) rows"))
      }
    }
  }
}

extension Scenario: ExpressibleByArgument {}
