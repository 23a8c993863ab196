// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Workspaces

extension RoundCommand {
  /// `assay round quota`.
  struct Quota: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quota",
      abstract: "Tells what each round was to look at, what was looked at, and what lacks.",
      discussion: """
        A unit of the last stage, such as a household, is looked at when its interview is complete. One above, such as \
        a village or a township, is when its own form is complete and enough of what was drawn in it is looked at: \
        from minimum to maximum where the design has both, such as three to five households, else all of it but the \
        ineligible. Substitutes count once they are opened.
        """)

    @Option(
      help: "Only this round, unit by unit. Default: all rounds, a line for each of their samples.")
    var round: String?

    @Flag(
      name: .customLong("fail-on"),
      help: "Exit with status 1 if a round that is listed lacks anything.")
    var failOn = false

    @Option(help: ArgumentHelp("Also write a page with rounds and units.", valueName: "file"))
    var html: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let quotas = try workspace.quotas(
        round: round.map { try workspace.round(named: $0) })
      let words = QuotaListing(quotas, profile: workspace.profile, in: console.language)
      console.output(round == nil ? words.rounds : words.units, formatOption.format)
      if round == nil, let circle = words.circle {
        console.message(BilingualText(zh: circle, en: circle))
      }
      if let html {
        let heading = BilingualText(zh: "各轮应查与已查", en: "What rounds were to look at")
        let (rounds, units) = (
          BilingualText(zh: "各轮", en: "Rounds"), BilingualText(zh: "逐个单位", en: "Unit by unit")
        )
        let page = ListingPage.page(
          heading, title: workspace.description.title,
          notes: round == nil ? [words.circle].compactMap { $0 } : [],
          sections: [(rounds, words.rounds), (units, words.units)].map { heading, listing in
            let caption = heading.text(in: console.language)
            return ListingPage.Section(caption, [(caption, listing)])
          }, tool: workspace.session.tool, in: console.language)
        try AtomicFile.write(page, to: html)
      }
      if failOn, quotas.rounds.contains(where: { !$0.isMet }) { throw ExitCode(1) }
    }
  }
}
