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
    abstract: "Makes an invented county, plays its field work, tries designs and intervals.",
    subcommands: [CountySubcommand.self, Answers.self, Review.self, Design.self, Coverage.self])

  /// `assay simulate county`.
  struct CountySubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "county",
      abstract: "Writes the registers of an invented county, and the truth behind them.",
      discussion: """
        villages.csv, households.csv and roster.csv are the same bytes in all scenarios; truth.csv \
        says what is truly wrong and is read by simulations alone. The same seed makes the same bytes \
        on every machine.
        """)

    @Option(help: "How much is truly wrong.")
    var scenario: Scenario = .benchmark

    @Option(help: ArgumentHelp("The text that everything random follows from.", valueName: "text"))
    var seed: String

    @Option(help: ArgumentHelp("A new or empty folder.", valueName: "folder"))
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
        console.message(
          BilingualText(
            zh: "已写入 \(out)/\(name)：\(table.rowCount) 行",
            en: "wrote \(out)/\(name): \(table.rowCount) rows"))
      }
    }
  }
}

extension Scenario: ExpressibleByArgument {}
