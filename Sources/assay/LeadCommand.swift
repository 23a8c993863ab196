// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Tables
import Workspaces

/// `assay lead`: units that were not drawn and are visited all the same.
struct LeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lead",
    abstract: "Records a unit that was not drawn and is visited because somebody pointed at it.",
    discussion: """
      Its answers are taken in and raise suspected errors like those of drawn units, which are reviewed and \
      counted apart. It has no weight and enters no rate, since nobody knows with which probability it \
      was found.
      """)

  @Argument(help: "The path under which it is visited, such as V0012/L1.")
  var unit: String

  @Option(help: "The sample whose forms it is asked.")
  var sample: String

  @Option(help: "How it was found, such as \"named by a neighbour\".")
  var note: String

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: true)
    let round = try workspace.round(named: roundOption.round)
    try workspace.record(Lead(unit: UnitID(unit), sample: sample, note: note), round: round)
    Console.shared.message(
      BilingualText(zh: "已登记线索 \(unit)", en: "recorded the lead \(unit)"))
  }
}
