// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Planning
import Sampling
import Tables

/// Which counties the risk of decisions is found for.
struct RiskOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Assessments simulated for each true rate; 0 leaves the risk of decisions out. Default: 4000.",
      valueName: "n"))
  var simulations = 4000

  @Option(
    help: ArgumentHelp(
      "The rate of a good county, such as 0.5%. Default: a quarter of the errors that the requirement allows.",
      valueName: "rate"))
  var goodRate: ShareWord?

  @Option(
    help: ArgumentHelp(
      "The intra-village correlation of errors in it. Default: 0.05.", valueName: "r"))
  var icc: PlainNumber?

  /// The question; `nil` if nothing is asked.
  func question(
    for rule: DecisionRule? = nil, cheapest: CheapestQuestion?
  ) throws -> DecisionQuestion? {
    guard simulations > 0 else {
      if cheapest != nil {
        throw Fault(.optionWithoutOther, ["option": "--optimize", "other": "--simulations"])
      }
      return nil
    }
    var question = DecisionQuestion()
    question.cheapest = cheapest
    question.simulations = simulations
    question.expectedShare = goodShare(for: rule)
    question.expectedCorrelation = try DecisionQuestion.correlation(icc?.value ?? 0.05)
    return question
  }

  /// The errors of a good county.
  func goodShare(for rule: DecisionRule?) -> Double? {
    guard let rate = goodRate?.share.doubleValue else { return nil }
    return rule?.side == .atLeast ? 1 - rate : rate
  }
}

/// A share as people write it: `2%` or `0.02`.
struct ShareWord: ExpressibleByArgument {
  let share: Rational

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    let digits = isPercent ? String(argument.dropLast()) : argument
    guard let number = Rational(decimal: digits), number >= .zero else { return nil }
    let share = isPercent ? Rational(number.numerator, number.denominator * 100) : number
    guard share <= .one else { return nil }
    self.share = share
  }
}

/// A plan before there is a register.
struct TotalsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Totals by stratum: 'name: villages=86, households=12444, persons=44073, draw=20%; …' (persons and draw may be left out).",
      valueName: "totals"))
  var fromTotals: String?

  @Option(
    help: ArgumentHelp(
      "With --from-totals: households asked: 12 in each village, '10%' of the county's, or '10% of village'. Default: 10%.",
      valueName: "take"))
  var take: String?

  @Option(
    help: ArgumentHelp(
      "With --from-totals: a requirement, errors of at most this share, such as 2%. Several may be given.",
      valueName: "share"))
  var atMost: [ShareWord] = []

  @Option(
    help: ArgumentHelp(
      "With --from-totals: a requirement of at least this share, such as 90%.", valueName: "share"))
  var atLeast: [ShareWord] = []

  @Option(
    help: ArgumentHelp(
      "With --from-totals: how much villages differ in households (coefficient of variation). Default: 0.5.",
      valueName: "v"))
  var villageVariation: PlainNumber?

  @Option(
    help: ArgumentHelp(
      "With --from-totals: households that a pair of interviewers visits in a day.", valueName: "h")
  )
  var householdsPerDay: PlainNumber?

  @Option(help: ArgumentHelp("With --from-totals: pairs of interviewers.", valueName: "p"))
  var pairs: Int?

  /// Refuses options that say nothing of a workspace.
  func refuseWithoutTotals() throws {
    let isGiven =
      take != nil || !atMost.isEmpty || !atLeast.isEmpty || villageVariation != nil
      || householdsPerDay != nil || pairs != nil
    if isGiven { throw Fault(.totalsNeeded) }
  }

  func plan(
    _ text: String, risk options: RiskOptions, cheapest: CheapestOptions,
    progress: @escaping Tables.Progress
  ) throws -> TotalsPlan {
    let words = try TotalsText(text)
    let county = try CountyTotals(
      strata: words.strata, variation: villageVariation?.value ?? CountyTotals.defaultVariation)
    let draw = StagedDraw(
      villages: words.villages, households: [try TotalsText.households(take ?? "10%")])
    var effort = try cheapest.effort()
    effort.householdsPerDay = householdsPerDay?.value
    effort.pairs = pairs
    let rules =
      try atMost.map { try DecisionRule(limit: $0.share, atLeast: false) }
      + atLeast.map { try DecisionRule(limit: $0.share, atLeast: true) }
    guard let first = rules.first else { throw Fault(.requirementNeeded) }
    let question = try options.question(for: first, cheapest: cheapest.question())
    return try TotalsPlan(
      county, draw, effort: effort, rules: question == nil ? [] : rules,
      question: question ?? DecisionQuestion(), progress: progress)
  }
}

/// What field work costs, and the cheapest design.
struct CheapestOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The cost of going to a village.", valueName: "c"))
  var costPerVillage: PlainNumber?

  @Option(help: ArgumentHelp("The cost of an interview.", valueName: "c"))
  var costPerHousehold: PlainNumber?

  @Flag(
    help:
      "Also seek the cheapest villages and households in each that keep both risks, for each requirement. Needs both costs."
  )
  var optimize = false

  @Option(
    help: ArgumentHelp(
      "With --optimize: the risk of showing a county good that just misses the requirement. Default: 0.05.",
      valueName: "p"))
  var risk: PlainNumber?

  @Option(
    help: ArgumentHelp(
      "With --optimize: the risk of leaving a good county open. Default: 0.2.", valueName: "p"))
  var riskOpen: PlainNumber?

  func effort() throws -> FieldEffort {
    try FieldEffort(
      costPerVillage: costPerVillage?.value, costPerHousehold: costPerHousehold?.value)
  }

  /// The question; `nil` without `--optimize`, which the risks then miss.
  func question() throws -> CheapestQuestion? {
    guard optimize else {
      for (option, value) in [("--risk", risk), ("--risk-open", riskOpen)] where value != nil {
        throw Fault(.optionWithoutOther, ["option": option, "other": "--optimize"])
      }
      return nil
    }
    var question = CheapestQuestion(effort: try effort())
    if let risk { question.allowedWrong = risk.value }
    if let riskOpen { question.allowedOpen = riskOpen.value }
    return question
  }
}
