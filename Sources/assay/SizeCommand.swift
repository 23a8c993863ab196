// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Planning
import Reports
import Tables

/// `assay size`: how many units a sample needs.
struct SizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Says how many units a sample needs.",
    subcommands: [ProportionSubcommand.self, AuditSubcommand.self])

  /// `assay size proportion`.
  struct ProportionSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "proportion",
      abstract: "The size that estimates a proportion within a margin.",
      discussion: """
        assay size proportion --expected 0.5 --margin 0.05 --population 8223

        z² p (1 - p)/E², corrected for the population, times the design effect, rounded up; over the \
        response rate, rounded up.
        """)

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The proportion that is expected; 0.5 asks for most.", valueName: "p"))
    var expected: PlainNumber

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Half the interval's width.", valueName: "e"))
    var margin: PlainNumber

    @Option(parsing: .unconditional, help: ArgumentHelp("The number of all units.", valueName: "n"))
    var population: Int?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "By what the variance exceeds that of a simple random sample.", valueName: "d"))
    var designEffect: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Instead, how alike the units of a cluster are (intraclass correlation).", valueName: "r"))
    var icc: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("With --icc: the units drawn in each cluster.", valueName: "m"))
    var take: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The share of units that will answer. Default: 1.", valueName: "r"))
    var responseRate: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The confidence of the interval. Default: 0.95.", valueName: "c"))
    var confidence: PlainNumber?

    @OptionGroup var format: FormatOption
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let answer = try ProportionSize(
        expected: expected.value, margin: margin.value, confidence: confidence?.value ?? 0.95,
        population: population, designEffect: try effect(),
        responseRate: responseRate?.value ?? 1)
      let console = Console.shared
      console.output(Listing(answer), format.format)
      if format.format == .table {
        console.output("\n" + CountWording.sentence(answer).text(in: console.language) + "\n")
      }
    }

    private func effect() throws -> Double {
      if (icc == nil) != (take == nil) { throw Fault(.halfDesignEffect) }
      guard let icc, let take else { return designEffect?.value ?? 1 }
      if designEffect != nil { throw Fault(.twoDesignEffects) }
      return try ProportionSize.designEffect(
        intraclassCorrelation: icc.value, take: take.value)
    }
  }

  /// `assay size audit`.
  struct AuditSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "audit",
      abstract: "The size in which few errors show that few units err.",
      discussion: """
        assay size audit --tolerable 0.02 --confidence 0.95 --population 12444

        The smallest n such that finding at most K errors shows, with the confidence, that fewer than \
        M units err, M being the smallest number with M/N >= P.
        """)

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The share of units in error that is ruled out.", valueName: "p"))
    var tolerable: PlainNumber

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The confidence with which it is ruled out.", valueName: "c"))
    var confidence: PlainNumber

    @Option(parsing: .unconditional, help: ArgumentHelp("The number of all units.", valueName: "n"))
    var population: Int?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The errors that the sample may hold.", valueName: "k"))
    var errorsAllowed = 0

    @OptionGroup var format: FormatOption
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let answer = try AuditSize(
        tolerable: tolerable.value, confidence: confidence.value, population: population,
        errorsAllowed: errorsAllowed)
      let console = Console.shared
      console.output(Listing(answer), format.format)
      if format.format == .table {
        console.output("\n" + CountWording.sentence(answer).text(in: console.language) + "\n")
      }
    }
  }
}
