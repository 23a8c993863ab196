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
      abstract: .text(
        zh: "从结果已知的名册多次抽取，检验一种抽样设计。",
        en: "Draws a design many times from a register whose outcome is known."),
      discussion: .text(
        zh: """
          选项与 assay sample 相同。显示每个单位被抽中的频率是否等于所称的概率，加权总量和均值是\
          否命中真值，单个样本偏离多远，以及估计的标准误能否反映（限于简单随机或系统抽样的阶\
          段）。各次抽取的种子为 文字/1、文字/2、…
          """,
        en: """
          Takes the options of assay sample. Shows whether every unit comes as often as its stated \
          probability says, whether weighted totals and means hit the truth, how far single samples are \
          off, and whether estimated standard errors tell so (for stages that are simple random or \
          systematic). The draws have the seeds TEXT/1, TEXT/2, …
          """))

    @Argument(
      help: .text(zh: "CSV 文件，每个单位一行。", en: "A CSV file with a row for each unit.", value: .file))
    var file: String

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "要求其总量和均值的数值列。", en: "The column of numbers whose total and mean are wanted.",
        value: .column)
    )
    var outcome: String

    @Option(help: .text(zh: "抽取次数。", en: "How many draws.", value: "n"))
    var draws = 1000

    @OptionGroup(title: .text(zh: "单位", en: "The units")) var units: UnitOptions
    @OptionGroup(title: .text(zh: "层", en: "The strata")) var allocation: AllocationOptions
    @OptionGroup(title: .text(zh: "群", en: "The clusters")) var clusters: ClusterOptions
    @OptionGroup(title: .text(zh: "抽样方法所依据的列", en: "What a method draws by")) var auxiliaries:
      AuxiliaryOptions

    @OptionGroup var stages: StageOptions

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "各次抽取的种子的开头文字。", en: "The text that the draws' seeds begin with.", value: .text))
    var seed = "simulate"

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "每个单位一行的结果写到哪里，CSV 格式。", en: "Where to write a row for each unit, as CSV.", value: .file
      ))
    var out: String?

    @Option(
      help: .text(
        zh: "编码：UTF-8 或 GB18030。默认：自动识别。",
        en: "The encoding: UTF-8 or GB18030. Default: recognized.", value: .encoding))
    var encoding: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var shared: SharedOptions

    func validate() throws {
      guard draws > 1 else {
        throw ValidationError(.text(zh: "--draws 必须不小于 2。", en: "--draws must be 2 or more."))
      }
      guard auxiliaries.joint == nil else {
        throw ValidationError(
          .text(zh: "--joint 只用于单个样本，请去掉。", en: "--joint belongs to one sample; leave it out."))
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
        console.wrote(out)
      }
    }
  }
}
