// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Forms
import Reports
import Sampling
import Simulation
import Tables

extension SimulateCommand {
  /// `assay simulate design`.
  struct Design: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "design",
      abstract: "Draws a design many times from a register whose outcome is known.",
      discussion: """
        Takes the options of assay sample. Shows whether every unit comes as often as its stated \
        probability says, whether weighted totals and means hit the truth, how far single samples are \
        off, and whether estimated standard errors tell so (for stages that are simple random or \
        systematic). The draws have the seeds TEXT/1, TEXT/2, …
        """)

    @Argument(help: ArgumentHelp("A CSV file with a row for each unit.", valueName: "file"))
    var file: String

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The column of numbers whose total and mean are wanted.", valueName: "col")
    )
    var outcome: String

    @Option(help: ArgumentHelp("How many draws.", valueName: "n"))
    var draws = 1000

    @OptionGroup(title: "The units") var units: UnitOptions
    @OptionGroup(title: "The strata") var allocation: AllocationOptions
    @OptionGroup(title: "The clusters") var clusters: ClusterOptions
    @OptionGroup(title: "What a method draws by") var auxiliaries: AuxiliaryOptions

    @OptionGroup var stages: StageOptions

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The text that the draws' seeds begin with.", valueName: "text"))
    var seed = "simulate"

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Where to write a row for each unit, as CSV.", valueName: "file"))
    var out: String?

    @Option(help: "The encoding: UTF-8 or GB18030. Default: recognized.")
    var encoding: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var shared: SharedOptions

    func validate() throws {
      guard draws > 1 else { throw ValidationError("--draws must be 2 or more.") }
      guard auxiliaries.joint == nil else {
        throw ValidationError("--joint belongs to one sample; leave it out.")
      }
    }

    func run() throws {
      try shared.apply()
      let console = Console.shared
      let csv = try CSVFile(path: file, encoding: encoding.map(TextEncoding.init(name:)))
      let takeAll = try allocation.condition()
      let design = try FileDesign(
        units, clusters, allocation, auxiliaries, sort: stages.sort, rounding: stages.rounding,
        header: csv.header, takeAll: takeAll)
      let isRead = design.columns.contains { bytesCompare($0, outcome) == 0 }
      let table = try csv.table(columns: design.columns + (isRead ? [] : [outcome]))
      let simulation = try DesignSimulation(
        design.frame(of: table, takeAll: takeAll?.mask(over: table)),
        outcome: DesignSimulation.outcome(outcome, of: table), ids: table.text(design.id),
        draws: draws, seed: seed,
        progress: console.progress(BilingualText(zh: "正在试抽", en: "Trial draws")))
      let text = SimulationText(simulation)
      console.output(text.listing, formatOption.format)
      if formatOption.format == .table {
        for line in text.lines { console.output(line.text(in: console.language) + "\n") }
      }
      if let out {
        try simulation.writeUnits(to: out)
        console.message(BilingualText(zh: "已写入 \(out)", en: "wrote \(out)"))
      }
    }
  }
}
