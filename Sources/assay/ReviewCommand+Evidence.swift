// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension ReviewCommand {
  /// `assay review evidence`.
  struct Evidence: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "evidence",
      abstract:
        "Writes a workbook for each office: its suspected errors, with columns for evidence.",
      discussion: """
        evidence-OFFICE.xlsx beside the round's other files, without interviewer or informant. The office fills \
        in explanation, attachments and answered_by; assay review import takes it back, and review.csv then \
        shows it to the reviewers.
        """)

    @Option(
      name: [.customLong("office"), .customLong("township")],
      help: "Only one office, such as a township.")
    var office: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let open = try workspace.openFindings(round: round, of: office)
      if open.isEmpty {
        console.message(
          BilingualText(zh: "没有待举证的疑似问题", en: "no suspected error waits for evidence"))
      }
      for (office, findings) in open {
        let path = try workspace.writeForPeople(
          "evidence", for: [office], "xlsx", round: round
        ) { path in
          try EvidenceWorkbook.write(
            findings, profile: workspace.profile, to: path, in: console.language)
        }
        console.message(
          BilingualText(
            zh: "\(findings.count) 条疑似问题，已写入 \(path)",
            en: "\(findings.count) suspected errors: wrote \(path)"))
      }
    }
  }

  /// `assay review agreement`.
  struct Agreement: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "agreement",
      abstract: "Tells how far two readers agree, with kappa, and what waits for a third.",
      discussion: """
        Where the profile says review: {readers: 2}, each decision is one person's reading: two equal ones decide, \
        of different ones a third person's does. Kappa is Cohen's where one pair reads all cases, else Fleiss'.
        """)

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let round = try workspace.round(named: roundOption.round)
      Console.shared.output(
        ReviewListing.agreement(try workspace.readingProgress(round: round)), formatOption.format)
    }
  }
}
