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
      "Ranks completed work exactly, or parts by an estimated rate with what is certain of it.",
    discussion: """
      assay rank progress.csv --id township --completion done/planned
      assay rank --indicator approval --by township

      Of a file, shares of completion are compared exactly, ties shown. In a workspace, parts of the \
      population are ranked by an indicator, with the ranks that the sample does not exclude and the \
      probability of being first and last; parts with fewer villages or households behind them than the \
      profile asks for are not compared, and nobody is named last without sufficient probability.
      """)

  @Argument(help: "A file of completed work: CSV or a workbook.")
  var file: String?

  @Option(help: ArgumentHelp("The column of identifiers in the file.", valueName: "column"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "The columns of what is done and what is to be done, with a slash between them.",
      valueName: "num/den"))
  var completion: String?

  @Option(help: ArgumentHelp("The indicator to rank by.", valueName: "name"))
  var indicator: String?

  @Option(help: ArgumentHelp("The column of the registers that makes parts.", valueName: "column"))
  var by = "township"

  @Option(
    help: "Which end is the worst: high or low. Default: the failing side of the requirement.")
  var worst: DomainRanking.Worst?

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func validate() throws {
    if file != nil {
      guard id != nil, completion != nil, indicator == nil else {
        throw ValidationError("a file is ranked with --id and --completion")
      }
    } else {
      guard indicator != nil, id == nil, completion == nil else {
        throw ValidationError(
          "name --indicator to rank parts in a workspace, or a file with --id and --completion")
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
        "--completion needs two columns with a slash between them: done/planned")
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
      console.output(RankingText.text(ranking, in: console.language))
    } else {
      console.output(RankingText.listing(ranking), formatOption.format)
    }
  }
}

extension DomainRanking.Worst: ExpressibleByArgument {}
