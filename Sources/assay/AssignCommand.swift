// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Sampling
import Tables

/// `assay assign`: who inspects whom.
struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Draws who inspects whom: each one other, nobody itself.",
    discussion: """
      For cross-inspections, such as those between counties. The units of the file stand in a circle in the order of \
      the seed's tickets, and each inspects the next; anybody with the seed and the list makes the same circle.
      """)

  @Argument(help: "A CSV file or workbook with a row for each unit.")
  var file: String

  @Option(help: ArgumentHelp("The column of identifiers.", valueName: "column"))
  var id: String

  @Option(
    help: ArgumentHelp("A text made in public, of 20 characters at least.", valueName: "text"))
  var seed: String

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let ids = try TableFile(path: file).table().text(id)
    let circle = try InspectionCircle(
      of: (0..<ids.count).map { ids.unitID(at: $0) }, seed: Seed(text: seed))
    Console.shared.output(ReviewListing.circle(circle), formatOption.format)
  }
}
