// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
import Foundation
public import Reports
import Workspaces

/// `assay export`: a result for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Writes the rows behind all figures, and a script that computes them again in R, Stata or SPSS.",
    discussion: """
      assay export --script r out/r && Rscript out/r/figures.R

      Figures are those that other programs can compute: the first stage as a simple random sample (with \
      unequal probabilities: as drawn with replacement), units alone in their cell centred at the mean of all. The R script compares them with figures.csv and ends \
      with 1 where they differ.
      """)

  @Option(help: "The program: r, stata or spss.")
  var script: AnalysisScript

  @Argument(help: "The folder to write into; it is made if there is none.")
  var folder: String

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let data = try workspace.scriptData(
      round: round, progress: console.progress(BilingualText(zh: "正在计算", en: "Scoring")))
    let files = try ScriptFiles.write(
      script, data, to: URL(filePath: folder, directoryHint: .isDirectory), in: console.language)
    for file in files {
      console.message(BilingualText(zh: "已写入 \(file)", en: "wrote \(file)"))
    }
  }
}

extension AnalysisScript: ExpressibleByArgument {}
