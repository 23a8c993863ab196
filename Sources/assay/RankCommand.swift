// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Assessment
import Files
import Reports
import Tables
import Workspaces

/// `assay rank`: completed work exactly, estimated rates as far as the sample allows.
struct RankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract:
      .text(
        zh: "对完成的工作精确排名，或按估计的比率对各部分排名并注明把握。",
        en:
          "Ranks completed work exactly, or parts by an estimated rate with what is certain of it."),
    discussion: .text(
      zh: """
        assay rank progress.csv --id township --completion done/planned
        assay rank --indicator approval --by township

        对文件，完成率作精确比较，并列的注明。在工作区中，总体的各部分按一项指标排名，给出样本\
        不能排除的名次，以及居首和居末的概率；村数或户数少于评估方案要求的部分不作比较，概率不\
        足时不指明谁居末位。
        """,
      en: """
        assay rank progress.csv --id township --completion done/planned
        assay rank --indicator approval --by township

        Of a file, shares of completion are compared exactly, ties shown. In a workspace, parts of the \
        population are ranked by an indicator, with the ranks that the sample does not exclude and the \
        probability of being first and last; parts with fewer villages or households behind them than the \
        profile asks for are not compared, and nobody is named last without sufficient probability.
        """))

  @Argument(
    help: .text(
      zh: "完成情况的文件：CSV 或工作簿。", en: "A file of completed work: CSV or a workbook.", value: .file))
  var file: String?

  @Option(help: .text(zh: "文件中的编号列。", en: "The column of identifiers in the file.", value: .column))
  var id: String?

  @Option(
    help: .text(
      zh: "已完成数和应完成数两列，中间用斜杠隔开。",
      en: "The columns of what is done and what is to be done, with a slash between them.",
      value: .init(zh: "分子/分母", en: "num/den")))
  var completion: String?

  @Option(help: .text(zh: "排名所用的指标。", en: "The indicator to rank by.", value: .name))
  var indicator: String?

  @Option(
    help: .text(
      zh: "名册中划分各部分的列。", en: "The column of the registers that makes parts.", value: .column))
  var by = "township"

  @Option(
    help: .text(
      zh: "哪一端最差：high（高）或 low（低）。默认：要求的不达标一侧。",
      en: "Which end is the worst: high or low. Default: the failing side of the requirement.",
      value: .init(zh: "一端", en: "worst")))
  var worst: DomainRanking.Worst?

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func validate() throws {
    if let file {
      guard id != nil, completion != nil, indicator == nil else {
        throw ValidationError(
          .text(
            zh: "“\(file)”被看作文件，对文件排名请用 --id 和 --completion；指标请写在 --indicator 之后",
            en:
              "\"\(file)\" is taken as a file, which is ranked with --id and --completion; an indicator stands behind --indicator"
          ))
      }
    } else {
      guard indicator != nil, id == nil, completion == nil else {
        throw ValidationError(
          .text(
            zh: "在工作区中排名请用 --indicator 指定指标；对文件排名请给出文件以及 --id 和 --completion",
            en:
              "name --indicator to rank parts in a workspace, or a file with --id and --completion")
        )
      }
    }
  }

  func run() throws {
    if let file, let id, let completion {
      try rank(file, id, completion)
    } else if let indicator {
      try rank(by: indicator)
    }
  }

  private func rank(_ file: String, _ id: String, _ completion: String) throws {
    try workspaceOptions.shared.apply()
    let console = Console.shared
    let source = try TableFile(path: file)
    let words = try ArgumentWords.words(completion, at: "/", limit: 2)
    guard words.count == 2 else {
      throw ValidationError(
        .text(
          zh: "--completion 需要中间用斜杠隔开的两列：done/planned",
          en: "--completion needs two columns with a slash between them: done/planned"))
    }
    let ranking = try CompletionRanking(
      source.table(columns: [id] + words), id: id, done: words[0], planned: words[1])
    if formatOption.format == .table {
      console.output(
        CompletionText.text(
          ranking, id: id, done: words[0], planned: words[1], in: console.language))
    } else {
      console.output(CompletionText.listing(ranking), formatOption.format)
    }
  }

  private func rank(by indicator: String) throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let ranking = try workspace.ranking(
      of: indicator, by: by, round: round, worst: worst,
      progress: console.progress(BilingualText(zh: "正在计算", en: "Scoring")))
    if formatOption.format == .table {
      console.output(RankingText.text(ranking, profile: workspace.profile, in: console.language))
    } else {
      console.output(RankingText.listing(ranking), formatOption.format)
    }
  }
}

extension DomainRanking.Worst: ExpressibleByArgument {}
