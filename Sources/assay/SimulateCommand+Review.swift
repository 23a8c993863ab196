// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Sampling
import Simulation
import Tables
import Workspaces

extension SimulateCommand {
  /// `assay simulate review`.
  struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "review",
      abstract:
        .text(
          zh: "模拟审阅：按能得知真相的审阅人处理未决的问题，并进行再访。",
          en:
            "Plays the review: reads what is open as reviewers who come to the truth, and visits again."
        )
    )

    @Option(
      help: .text(
        zh: "县的真实情况，由 simulate county 产生。", en: "The truth of the county, from simulate county.",
        value: .file))
    var truth: String

    @Option(
      help: .text(
        zh: "决定一切随机结果的文字。", en: "The text that everything random follows from.", value: .text))
    var seed: String

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let console = Console.shared
      let review = try PlayedReview(
        of: workspace, round: workspace.round(named: roundOption.round),
        truth: Truth(
          path: truth,
          progress: console.progress(BilingualText(zh: "正在读取真实情况", en: "Reading the truth"))),
        seed: Seed(text: seed, allowsShort: true))
      console.output(review.summary.text(in: console.language) + "\n")
    }
  }
}

/// A review by people who know the truth, as it was recorded in a workspace.
struct PlayedReview {
  private let confirmed: Int
  private let cleared: Int
  private let progress: ReadingProgress?
  private let visited: Int
  private let differing: Int

  /// Decides every open finding of a round and records a second visit to every listed household that
  /// had none.
  init(
    of workspace: Workspace, round: String, truth: Truth, seed: Seed,
    progress: Tables.Progress? = nil
  ) throws {
    let reviewers = Reviewers(truth: truth, seed: seed)
    let open = try workspace.findings(round: round).filter { $0.state == .suspected }
    let profile = workspace.profile
    let readings = try open.map { finding in
      try reviewers.readings(
        finding.kind, of: finding.unit, reasons: profile.reasons, readers: profile.readers)
    }
    let decisions = zip(open, readings).flatMap { finding, readings in
      readings.map {
        Decision(
          unit: finding.unit, kind: finding.kind, state: $0.isConfirmed ? .confirmed : .cleared,
          reason: $0.reason, reviewer: $0.reviewer)
      }
    }
    try workspace.decide(decisions, round: round)
    let due = try workspace.listRevisits(round: round, progress: progress)
      .filter { $0.result == nil }
    let visits = try due.map { try reviewers.visitAgain($0.unit) }
    try workspace.record(
      zip(due, visits).map {
        RevisitResult(unit: $0.unit, agrees: $1.agrees, reviewer: $1.reviewer)
      }, round: round)
    // Whoever decides in the end agrees with the first reader.
    confirmed = readings.count { $0[0].isConfirmed }
    cleared = open.count - confirmed
    self.progress = profile.readers > 1 ? try workspace.readingProgress(round: round) : nil
    visited = visits.count
    differing = visits.count { !$0.agrees }
  }

  /// What was decided and seen, in one line each.
  var summary: BilingualText {
    let decided = BilingualText(
      zh: "认定 \(confirmed)，排除 \(cleared)；盲回访 \(visited) 户，其中 \(differing) 户结论不同",
      en:
        "\(confirmed) confirmed, \(cleared) cleared; \(visited) blind second visits, \(differing) with another result"
    )
    guard let progress, progress.agreement.count > 0 else { return decided }
    let agreement = ReviewText.agreement(progress)
    return BilingualText(
      zh: "\(decided.chinese)\n\(agreement.chinese)", en: "\(decided.english)\n\(agreement.english)"
    )
  }
}
