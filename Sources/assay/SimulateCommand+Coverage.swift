// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
import Estimation
import Files
import Reports
public import Simulation
import Tables

extension SimulateCommand {
  /// `assay simulate coverage`.
  struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage",
      abstract: "Tries an interval on invented populations whose true rate is known.",
      discussion: """
        Makes villages with errors for every combination of rates, correlations, kinds, villages and \
        household fractions, draws samples and counts how often the interval covers the true rate, \
        and how often the true rate lies above it (high miss) or below (low miss). A combination fails \
        when coverage below 94%, or high misses above 3%, cannot be chance (99% limits). The \
        width ratio compares with limits that know the true variance.

        Kinds: beta-binomial, two-point (all errors in some villages), mixed (half in a few villages). \
        Lists are separated by commas.
        """)

    @OptionGroup(title: "The populations") var population: PopulationOptions
    @OptionGroup(title: "The samples") var sample: SampleOptions

    @Option(
      help: ArgumentHelp("The interval; the default of rates unless given.", valueName: "name"))
    var interval: String?

    @Option(help: ArgumentHelp("The intra-class correlation that it allows for.", valueName: "r"))
    var iccCeiling = StabilizedInterval.defaultCeiling

    @Option(help: ArgumentHelp("The confidence of the two-sided interval.", valueName: "c"))
    var confidence = 0.95

    @Option(help: ArgumentHelp("Populations of each combination.", valueName: "n"))
    var populations = 5

    @Option(help: ArgumentHelp("Samples of each population.", valueName: "n"))
    var draws = 800

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The text that everything random follows from.", valueName: "text"))
    var seed = "coverage"

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Where to draw the misses as a picture (SVG).", valueName: "file"))
    var chart: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var shared: SharedOptions

    func validate() throws {
      guard populations > 0, draws > 0 else {
        throw ValidationError("--populations and --draws must be 1 or more.")
      }
      guard confidence > 0.5, confidence < 1, iccCeiling >= 0, iccCeiling <= 1 else {
        throw ValidationError("--confidence lies between 0.5 and 1, --icc-ceiling between 0 and 1.")
      }
    }

    func run() throws {
      try shared.apply()
      let console = Console.shared
      let study = try CoverageStudy(
        try cells(), method: interval, ceiling: iccCeiling, confidence: confidence,
        populations: populations, draws: draws, seed: seed,
        progress: console.progress(BilingualText(zh: "正在试算", en: "Trying")))
      let text = try CoverageText(study)
      console.output(text.listing, formatOption.format)
      if formatOption.format == .table {
        for line in text.lines { console.output(line.text(in: console.language) + "\n") }
      }
      if let chart {
        try AtomicFile.write(text.plot.svg(in: console.language), to: chart)
        console.message(BilingualText(zh: "已写入 \(chart)", en: "wrote \(chart)"))
      }
      if !text.isKept { throw ExitCode(1) }
    }

    private func cells() throws -> [CoverageCell] {
      var cells: [CoverageCell] = []
      let kinds = try population.chosenKinds()
      for kind in kinds {
        for icc in try population.icc.numbers(in: 0...0.9) {
          for villages in try sample.villages.numbers(in: 1...10_000) {
            for fraction in try sample.householdFraction.numbers(in: 0.001...1) {
              for rate in try population.rate.numbers(in: 0.00001...0.9) {
                // Without correlation all kinds are one.
                if icc == 0 && kind != kinds[0] { continue }
                var cell = CoverageCell(
                  rate: rate, correlation: icc, kind: kind, villages: Int(villages),
                  householdFraction: fraction)
                cell.villageFraction = sample.villageFraction
                cell.meanSize = population.meanHouseholds
                cell.sizeVariation = population.sizeVariation
                cell.draw = sample.villageDraw
                cell.strata = try population.strata.numbers(in: 0...100)
                cell.weightVariation = sample.weightVariation
                cell.isPoststratified = sample.poststratified
                cell.domainShare = sample.domainShare
                cells.append(cell)
              }
            }
          }
        }
      }
      return cells
    }
  }

  /// How the populations of a coverage study are made.
  struct PopulationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("True rates.", valueName: "p,..."))
    var rate = "0.001,0.005,0.02"

    @Option(help: ArgumentHelp("Intra-village correlations.", valueName: "r,..."))
    var icc = "0,0.05,0.1"

    @Option(name: .customLong("kind"), help: ArgumentHelp("How errors lie.", valueName: "name,..."))
    var kinds = "beta-binomial,two-point,mixed"

    @Option(help: ArgumentHelp("Mean households of a village.", valueName: "n"))
    var meanHouseholds = 150.0

    @Option(help: ArgumentHelp("Coefficient of variation of the households.", valueName: "v"))
    var sizeVariation = 0.5

    @Option(
      help: ArgumentHelp("One stratum for each: its rate over that of all.", valueName: "f,..."))
    var strata = "1"

    func validate() throws {
      guard meanHouseholds >= 20, sizeVariation >= 0 else {
        throw ValidationError("--mean-households is at least 20, --size-variation not negative.")
      }
      _ = try chosenKinds()
    }

    func chosenKinds() throws -> [CoverageCell.Kind] {
      try kinds.split(separator: ",").map { name in
        guard let kind = CoverageCell.Kind(rawValue: String(name)) else {
          throw ValidationError("--kind is beta-binomial, two-point or mixed, not \(name).")
        }
        return kind
      }
    }
  }

  /// How the samples of a coverage study are drawn.
  struct SampleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Drawn villages of each stratum.", valueName: "n,..."))
    var villages = "10,40"

    @Option(help: ArgumentHelp("The share of villages that this is.", valueName: "f"))
    var villageFraction = 0.2

    @Option(help: ArgumentHelp("Shares of households asked.", valueName: "f,..."))
    var householdFraction = "0.1,0.5"

    @Option(help: "How villages are drawn: srs, systematic (sorted by true rates), pps.")
    var villageDraw = CoverageCell.VillageDraw.simpleRandom

    @Option(help: ArgumentHelp("Noise of household weights.", valueName: "v"))
    var weightVariation = 0.0

    @Flag(help: "Fit weights to two groups of households.")
    var poststratified = false

    @Option(help: ArgumentHelp("Rates of a domain with this share of households.", valueName: "f"))
    var domainShare = 1.0

    func validate() throws {
      guard villageFraction > 0, villageFraction <= 1, domainShare > 0, domainShare <= 1,
        weightVariation >= 0
      else { throw ValidationError("Shares lie between 0 and 1; noise is not negative.") }
    }
  }
}

extension CoverageCell.VillageDraw: ExpressibleByArgument {}

extension String {
  /// The numbers of a list that commas separate.
  fileprivate func numbers(in range: ClosedRange<Double>) throws -> [Double] {
    try split(separator: ",").map { word in
      guard let number = parseNumber(String(word)), range.contains(number) else {
        throw ValidationError(
          "\"\(word)\" is not a number from \(range.lowerBound) to \(range.upperBound).")
      }
      return number
    }
  }
}
