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
      .text(
        zh: "写出全部数字所依据的行，以及用 R、Stata 或 SPSS 重新计算的脚本。",
        en:
          "Writes the rows behind all figures, and a script that computes them again in R, Stata or SPSS."
      ),
    discussion: .text(
      zh: """
        assay export --script r out/r && Rscript out/r/figures.R

        所写的是其他程序能够计算的数：第一阶段按简单随机样本（概率不等时按有放回抽取），格内只有\
        一个单位的以总均值为中心。R 脚本将结果与 figures.csv 对照，不一致时以状态 1 退出。
        """,
      en: """
        assay export --script r out/r && Rscript out/r/figures.R

        Figures are those that other programs can compute: the first stage as a simple random sample \
        (with unequal probabilities: as drawn with replacement), units alone in their cell centred at the \
        mean of all. The R script compares them with figures.csv and ends with 1 where they differ.
        """))

  @Option(
    help: .text(
      zh: "使用的程序：r、stata 或 spss。", en: "The program: r, stata or spss.",
      value: .init(zh: "程序", en: "script")))
  var script: AnalysisScript

  @Argument(
    help: .text(
      zh: "写入的文件夹；没有则新建。", en: "The folder to write into; it is made if there is none.",
      value: .folder))
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
      console.wrote(file)
    }
  }
}

extension AnalysisScript: ExpressibleByArgument {}
