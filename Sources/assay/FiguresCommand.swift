// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables

/// `assay figures`: figures that somebody published.
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures", abstract: "Checks published figures against each other.",
    subcommands: [Check.self])

  /// `assay figures check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Looks at statements about figures; exit status 1 if one does not hold.",
      discussion: """
        assay figures check datasets/published-figures/figures.yaml

        The file (YAML) names figures and says what should hold: parts and totals, shares of counts with \
        their rounding, lists as long as announced, populations that rates imply, dates. What is explained \
        by rounding, by another universe or by several answers a unit is a note, and no failure. Tables that \
        it names lie beside it.
        """)

    @Argument(help: "The file with figures and statements.")
    var file: String

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let console = Console.shared
      let folder = URL(filePath: file).deletingLastPathComponent()
      let text = try TextFile(path: file).contents()
      let figures = try FigureFile(text: text, file: file) { name in
        try TableFile(path: folder.appending(path: name).relativePath).table()
      }
      console.output(
        FigureWording.listing(
          figures.checks, in: console.language, isForPeople: formatOption.format == .table),
        formatOption.format)
      console.message(FigureWording.summary(figures.checks))
      if figures.checks.contains(where: { $0.level == .unmet }) { throw ExitCode(1) }
    }
  }
}
