// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Estimation
import Planning
import Reports
import Workspaces

/// `assay score`: indicators, intervals, evidence.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract:
      "Computes indicators with their intervals, the official result and the evidence for it.")

  @Flag(
    help: ArgumentHelp(
      "Also write out/<round>/estimation.csv: the rows and the design from which every figure can be computed again in any program."
    ))
  var writeRows = false

  @Flag(
    help: ArgumentHelp(
      "Print what each indicator would be otherwise: undecided findings confirmed, units without an interview counted as errors, no substitutes, other readings of the profile."
    ))
  var sensitivity = false

  @Option(
    help: ArgumentHelp(
      "Print the difference of each indicator from an earlier round, with limits that know the villages that both visited.",
      valueName: "round"))
  var against: String?

  @Flag(
    help:
      "Take the first stage as a simple random sample, to compare with programs that know no other."
  )
  var simpleRandom = false

  @Flag(
    help:
      "Take the first stage as drawn with replacement, to compare with programs that know no unequal probabilities."
  )
  var withReplacement = false

  @Option(
    help:
      "How units alone in their cell are treated: the word as for assay estimate. Default: pool.")
  var lonelyPsu: String?

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func validate() throws {
    if let lonelyPsu, LonelyRule(rawValue: lonelyPsu) == nil {
      let known = LonelyRule.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--lonely-psu is one of \(known)")
    }
    if simpleRandom && withReplacement {
      throw ValidationError("--simple-random and --with-replacement exclude each other")
    }
    if sensitivity && against != nil {
      throw ValidationError("--sensitivity and --against are two tables; ask for one at a time")
    }
  }

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在计算", en: "Scoring"))
    let treatment = VarianceTreatment(
      firstStage: withReplacement ? .withReplacement : simpleRandom ? .simpleRandom : .asDrawn,
      lonely: lonelyPsu.flatMap(LonelyRule.init(rawValue:)))
    if let against {
      let earlier = try workspace.round(named: against)
      let changes = try workspace.changes(
        round: round, since: earlier, treatment: treatment, progress: progress)
      if formatOption.format == .table {
        console.output(
          ChangeText.text(changes, of: round, since: earlier, in: console.language))
      } else {
        console.output(ChangeText.listing(changes), formatOption.format)
      }
    } else if sensitivity {
      let rows = try workspace.sensitivity(round: round, treatment: treatment, progress: progress)
      if formatOption.format == .table {
        console.output(SensitivityText.text(rows, in: console.language))
      } else {
        console.output(SensitivityText.listing(rows), formatOption.format)
      }
    } else {
      let result = try workspace.score(round: round, treatment: treatment, progress: progress)
      if formatOption.format == .table {
        console.output(ScoreSummary.text(result, in: console.language))
      } else {
        console.output(ScoreListing.listing(result), formatOption.format)
      }
    }
    if writeRows {
      let path = try workspace.writeEstimationTable(round: round, progress: progress)
      console.message(BilingualText(zh: "已写入 \(path)", en: "wrote \(path)"))
    }
  }
}

/// `assay report`: the page for readers.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Writes report.html to out/<round>/, in the workspace's language or the one that is named.",
    discussion: """
      --public writes report-public.html, which may be published: it names no unit and nobody, tells no typed \
      reasons, and gives no figures of strata and parts of fewer than \(ReportContent.smallestCell) households.
      """)

  @Option(
    help: ArgumentHelp(
      "Also compare the indicators with those of an earlier round.", valueName: "round"))
  var against: String?

  @Flag(name: .customLong("public"), help: "Write the version that may be published.")
  var isPublic = false

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let earlier = try against.map { try workspace.round(named: $0) }
    let console = Console.shared
    let result = try workspace.score(
      round: round, progress: console.progress(BilingualText(zh: "正在计算", en: "Scoring")))
    let path = try ReportFile.write(
      workspace, round: round, result: result, against: earlier, isPublished: isPublic,
      in: console.language)
    console.message(BilingualText(zh: "已写入 \(path)", en: "wrote \(path)"))
  }
}
