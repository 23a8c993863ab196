// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Planning
import Sampling
import Tables

/// Which counties the risk of decisions is found for.
struct RiskOptions: ParsableArguments {
  @Option(
    help: .text(
      zh: "对每个真实比率模拟多少次评估；0 表示不计算判定风险。",
      en:
        "Assessments simulated for each true rate; 0 leaves the risk of decisions out.",
      value: "n"))
  var simulations = 4000

  @Option(
    help: .text(
      zh: "合格县的比率，如 0.5%。默认：要求所允许错误的四分之一。",
      en:
        "The rate of a good county, such as 0.5%. Default: a quarter of the errors that the requirement allows.",
      value: .init(zh: "比率", en: "rate")))
  var goodRate: ShareWord?

  @Option(
    help: .text(
      zh: "其中错误的村内相关。默认：0.05。", en: "The intra-village correlation of errors in it. Default: 0.05.",
      value: "r"))
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
    help: .text(
      zh:
        "各层总数：'名称: villages=86, households=12444, persons=44073, draw=20%; …'（persons 和 draw 可以省略）。",
      en:
        "Totals by stratum: 'name: villages=86, households=12444, persons=44073, draw=20%; …' (persons and draw may be left out).",
      value: .init(zh: "总数", en: "totals")))
  var fromTotals: String?

  @Option(
    help: .text(
      zh: "与 --from-totals 同用：调查户数，12 表示每村 12 户，'10%' 表示全县的 10%，'10% of village' 表示本村的 10%。默认：10%。",
      en:
        "With --from-totals: households asked: 12 in each village, '10%' of the county's, or '10% of village'. Default: 10%.",
      value: .init(zh: "户数", en: "take")))
  var take: String?

  @Option(
    help: .text(
      zh: "与 --from-totals 同用：一项要求，错误不超过此比例，如 2%。可以给多个。",
      en:
        "With --from-totals: a requirement, errors of at most this share, such as 2%. Several may be given.",
      value: .init(zh: "比例", en: "share")))
  var atMost: [ShareWord] = []

  @Option(
    help: .text(
      zh: "与 --from-totals 同用：一项要求，不低于此比例，如 90%。",
      en: "With --from-totals: a requirement of at least this share, such as 90%.",
      value: .init(zh: "比例", en: "share")))
  var atLeast: [ShareWord] = []

  @Option(
    help: .text(
      zh: "与 --from-totals 同用：各村户数的差异（变异系数）。默认：0.5。",
      en:
        "With --from-totals: how much villages differ in households (coefficient of variation). Default: 0.5.",
      value: "v"))
  var villageVariation: PlainNumber?

  @Option(
    help: .text(
      zh: "与 --from-totals 同用：一组（两名）调查员每天访问的户数。",
      en: "With --from-totals: households that a pair of interviewers visits in a day.", value: "h")
  )
  var householdsPerDay: PlainNumber?

  @Option(
    help: .text(
      zh: "与 --from-totals 同用：调查员的组数。", en: "With --from-totals: pairs of interviewers.", value: "p"
    ))
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
  @Option(help: .text(zh: "到一个村的费用。", en: "The cost of going to a village.", value: "c"))
  var costPerVillage: PlainNumber?

  @Option(help: .text(zh: "访问一户的费用。", en: "The cost of an interview.", value: "c"))
  var costPerHousehold: PlainNumber?

  @Flag(
    help:
      .text(
        zh: "另求对每项要求都能控制两类风险的最省费用的村数和每村户数。需要两项费用。",
        en:
          "Also seek the cheapest villages and households in each that keep both risks, for each requirement. Needs both costs."
      )
  )
  var optimize = false

  @Option(
    help: .text(
      zh: "与 --optimize 同用：把刚好不达标的县判为达标的风险。默认：0.05。",
      en:
        "With --optimize: the risk of showing a county good that just misses the requirement. Default: 0.05.",
      value: "p"))
  var risk: PlainNumber?

  @Option(
    help: .text(
      zh: "与 --optimize 同用：对合格县不能作出结论的风险。默认：0.2。",
      en: "With --optimize: the risk of leaving a good county open. Default: 0.2.", value: "p"))
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
