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
      abstract: "Plays the field work of a drawn sample, from the truth.",
      discussion: """
        Writes one export of ODK Central for each form: the household form's to --out, those of the \
        others beside it, with the form's name before the extension. 9% of the households are never \
        at home, 6% have moved away, 0.5% refuse; some interviews suspect what is not so, and a few \
        submissions have errors that an import refuses.

        With --spoil everybody is at home and truthful but for 25 households, one spoiled in each of \
        the ways that an import or the checks must find; they are listed beside --out, with spoiled- \
        before its name: way, code, form, unit and key.
        """)

    @Option(help: ArgumentHelp("The truth of the county, from simulate county.", valueName: "file"))
    var truth: String

    @Option(help: ArgumentHelp("The text that everything random follows from.", valueName: "text"))
    var seed: String

    @Option(help: ArgumentHelp("The file of answers to write.", valueName: "file"))
    var out: String

    @Flag(help: "Everybody is at home, and every answer is the truth.")
    var faultless = false

    @Flag(help: "Spoil one household interview in each of 25 ways.")
    var spoil = false

    @Option(
      help: ArgumentHelp(
        "The drawn units, with the columns path and role. Default: sample.csv of the round.",
        valueName: "file"))
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
        console.message(
          BilingualText(
            zh: "已写入 \(file.path)：\(file.submissions) 份",
            en: "wrote \(file.path): \(file.submissions) submissions"))
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
