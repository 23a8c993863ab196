// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Sampling
import Simulation
import Workspaces

extension SimulateCommand {
  /// `assay simulate answers`.
  struct Answers: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "answers",
      abstract: .text(
        zh: "根据真实情况模拟已抽样本的实地调查。", en: "Plays the field work of a drawn sample, from the truth."),
      discussion: .text(
        zh: """
          为每张表单写出一个 ODK Central 导出文件：住户表写到 --out，其余写在旁边，扩展名之前加\
          表单名称。9% 的户始终不在家，6% 已搬走，0.5% 拒访；有些访问怀疑了并不存在的问题，少数\
          答卷含有导入时会拒绝的错误。

          加 --spoil 时，除 25 户外人人在家、如实作答；这 25 户各按导入或核查必须发现的一种方式\
          损坏，清单写在 --out 旁边，文件名前加 spoiled-，内容为方式、代码、表单、单位和键。
          """,
        en: """
          Writes one export of ODK Central for each form: the household form's to --out, those of the \
          others beside it, with the form's name before the extension. 9% of the households are never \
          at home, 6% have moved away, 0.5% refuse; some interviews suspect what is not so, and a few \
          submissions have errors that an import refuses.

          With --spoil everybody is at home and truthful but for 25 households, one spoiled in each of \
          the ways that an import or the checks must find; they are listed beside --out, with spoiled- \
          before its name: way, code, form, unit and key.
          """))

    @Option(
      help: .text(
        zh: "县的真实情况，由 simulate county 产生。", en: "The truth of the county, from simulate county.",
        value: .file))
    var truth: String

    @Option(
      help: .text(
        zh: "决定一切随机结果的文字。", en: "The text that everything random follows from.", value: .text))
    var seed: String

    @Option(help: .text(zh: "要写出的答卷文件。", en: "The file of answers to write.", value: .file))
    var out: String

    @Flag(
      help: .text(zh: "人人在家，每个回答都是真实的。", en: "Everybody is at home, and every answer is the truth.")
    )
    var faultless = false

    @Flag(
      help: .text(zh: "以 25 种方式各损坏一份住户答卷。", en: "Spoil one household interview in each of 25 ways.")
    )
    var spoil = false

    @Option(
      help: .text(
        zh: "抽中的单位，含 path 和 role 两列。默认：该轮的 sample.csv。",
        en: "The drawn units, with the columns path and role. Default: sample.csv of the round.",
        value: .file))
    var sample: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let progress = console.progress(BilingualText(zh: "正在模拟入户", en: "Playing the visits"))
      let list =
        try sample
        ?? workspace.outputFolder(round: workspace.round(named: roundOption.round))
        .appending(path: "sample.csv").path
      let work = FieldWork(
        of: try FieldWork.mains(of: CSVFile(path: list).table(columns: ["path", "role"])),
        truth: try Truth(path: truth, progress: progress),
        seed: try Seed(text: seed, allowsShort: true), isFaultless: faultless || spoil)
      var spoiled: [SpoiledAnswers.Spoiled] = []
      let files = try work.write(
        to: out, descriptions: workspace.profile.forms, forms: workspace.forms(),
        spoiling: spoil
          ? { table in
            let answers = try SpoiledAnswers(table, seed: Seed(text: seed, allowsShort: true))
            spoiled = answers.spoiled
            return answers.table
          } : nil, progress: progress)
      if spoil { try write(spoiled) }
      for file in files {
        console.wrote(
          file.path,
          BilingualText(zh: "\(file.submissions) 份", en: "\(file.submissions) submissions"))
      }
    }

    /// Lists what was spoiled beside the answers.
    private func write(_ spoiled: [SpoiledAnswers.Spoiled]) throws {
      let url = URL(filePath: out)
      let name = "spoiled-" + url.deletingPathExtension().lastPathComponent + "."
      let path = url.deletingLastPathComponent().appending(path: name + "csv").path
      var writer = try CSVWriter(path: path, header: ["way", "code", "form", "unit", "key"])
      for entry in spoiled {
        try writer.write([
          entry.way.rawValue, entry.way.code, FieldWork.Questionnaire.household.rawValue,
          entry.unit, entry.key,
        ])
      }
      try writer.finish()
    }
  }
}
