// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Sampling

extension CountyFixture {
  static func result(_ variant: Variant) -> AssessmentResult {
    let isBare = variant == .bare
    return AssessmentResult(
      indicators: isBare ? bareIndicators : indicators(variant),
      overall: OverallResult(
        official: isBare ? .undecided : variant == .passed ? .passed : .failed,
        conclusion: .notConclusive,
        deciding: isBare
          ? ["wrongful_exit_rate"]
          : ["wrongful_exit_rate", "omission_rate", "comprehensive_incidence", "public_approval"],
        failed: variant == .provisional ? ["wrongful_exit_rate"] : [],
        isProvisional: variant == .provisional),
      response: response(isBare),
      findings: isBare ? [] : findings(variant),
      unknowns: variant == .provisional
        ? [UnknownAnswers(question: "d_income", units: (1...13).map { "V0\($0)/H1" })] : [],
      emptyCells: variant == .provisional
        ? [EmptyCell(sample: "exited", parent: "V031", stratum: "red", population: 6)] : [])
  }

  private static var exitedPersons: BilingualText { text("脱贫人口", "exited persons") }

  private static var bareIndicators: [IndicatorResult] {
    [
      IndicatorResult(
        name: "wrongful_exit_rate", label: text("错退率", "Wrongful-exit rate"),
        target: exitedPersons, official: nil, estimate: nil, threshold: limit(2, .atMost),
        isMet: nil, evidence: nil, failureProbability: nil,
        coverage: Coverage(units: (0, 0), persons: (0, 0)),
        remarks: [
          Remark("stratum-unanswered", ["sample": "exited", "stratum": "red"]),
          Remark("nobody-answered"),
        ])
    ]
  }

  private static func indicators(_ variant: Variant) -> [IndicatorResult] {
    [
      wrongfulExit(fails: variant == .provisional), omission(variant), wrongInclusion, incidence,
      approval, satisfaction, villages,
    ]
  }

  private static func wrongfulExit(fails: Bool) -> IndicatorResult {
    IndicatorResult(
      name: "wrongful_exit_rate", label: text("错退率", "Wrongful-exit rate"),
      target: exitedPersons, official: fails ? share(117, 4512) : share(3, 4512),
      estimate: fails
        ? estimate(1.43, 0.97, 2.02, 1.03, 1.91) : estimate(0.0812, 0.000012, 0.61, 0.03, 0.52),
      threshold: limit(2, .atMost), isMet: !fails, evidence: fails ? .against : .conclusive,
      failureProbability: fails ? 0.98 : 0.999,
      coverage: Coverage(units: (12_444, 12_444), persons: (44_073, 44_073)),
      openFindings: fails ? 4 : 0, remarks: fails ? [Remark("official-differs")] : [])
  }

  private static func omission(_ variant: Variant) -> IndicatorResult {
    IndicatorResult(
      name: "omission_rate", label: text("漏评率", "Omission rate"),
      target: text("非建档立卡农村人口", "unregistered rural persons"), official: share(0, 1813),
      estimate: estimate(
        0, 0, 2.31, 0, variant == .passed ? 1.99996 : 2.04, rule: "zero-rule", count: 453),
      threshold: limit(2, .atMost), isMet: true,
      evidence: variant == .passed ? .conclusive : .notConclusive, failureProbability: 1,
      coverage: variant == .passed
        ? Coverage(units: (84_654, 84_654), persons: (338_017, 338_017))
        : Coverage(units: (35_102, 84_654), persons: (141_967, 338_017)))
  }

  private static var wrongInclusion: IndicatorResult {
    IndicatorResult(
      name: "wrong_inclusion_rate", label: text("错评率", "Wrong-inclusion rate"),
      target: text("建档立卡人口", "registered persons"), official: share(41, 5003),
      estimate: estimate(0.79, 0.4, 1.4, 0.45, 1.29), threshold: nil, isMet: nil, evidence: nil,
      failureProbability: nil,
      coverage: Coverage(units: (14_577, 14_577), persons: (48_983, 48_983)))
  }

  private static var incidence: IndicatorResult {
    IndicatorResult(
      name: "comprehensive_incidence", label: text("综合贫困发生率", "Comprehensive poverty incidence"),
      target: text("农业户籍人口", "agricultural registered population"),
      official: OfficialFigure(
        numerator: Rational(64_824, 10), denominator: Rational(387_000),
        value: Rational(64_824, 3_870_000)),
      estimate: estimate(1.62, 1.31, 3.3, 1.33, 2.95, "mover"),
      threshold: limit(2, .atMost, inclusive: false), isMet: true, evidence: .notConclusive,
      failureProbability: 0.7,
      coverage: Coverage(units: (99_231, 99_231), persons: (387_000, 387_000)))
  }

  private static var approval: IndicatorResult {
    let part = {
      (zh: String, en: String, yes: Int, all: Int, estimate: EstimatedFigure) in
      IndicatorResult.Part(label: text(zh, en), official: share(yes, all), estimate: estimate)
    }
    return IndicatorResult(
      name: "public_approval", label: text("群众认可度", "Public approval"),
      target: text("受访户", "surveyed households"), official: share(1781, 1809),
      estimate: estimate(98.6, 96.9, 99.998, 97.3, 99.4, count: 1809),
      threshold: limit(90, .atLeast),
      isMet: true, evidence: .conclusive, failureProbability: 0.999,
      coverage: Coverage(units: (99_231, 99_231)),
      parts: [
        part("脱贫户", "exited households", 1137, 1151, estimate(98.9, 97.8, 99.5, 98.0, 99.5)),
        part("未脱贫户", "remaining households", 199, 205, estimate(97.1, 93.7, 98.9, 94.3, 98.7)),
        part(
          "非建档立卡户", "unregistered households", 445, 453, estimate(98.6, 96.5, 99.6, 96.9, 99.5)),
      ])
  }

  private static var satisfaction: IndicatorResult {
    IndicatorResult(
      name: "satisfaction_index", label: text("满意度指数", "Satisfaction index"),
      target: text("受访户", "surveyed households"), isShare: false,
      official: OfficialFigure(
        numerator: Rational(156_116), denominator: Rational(1809), value: Rational(156_116, 1809)),
      estimate: estimate(86.4, 85.1, 87.7, 85.3, 87.5, "t", scale: 1), threshold: nil, isMet: nil,
      evidence: nil, failureProbability: nil, coverage: Coverage(units: (99_231, 99_231)))
  }

  private static var villages: IndicatorResult {
    IndicatorResult(
      name: "village_exit_accuracy", label: text("村退出准确率", "Village-exit accuracy"),
      target: text("退出村", "exited villages"), official: share(17, 17),
      estimate: EstimatedFigure(
        value: 1, standardError: nil, lower: 0.8193, upper: 1, lowerOneSided: 0.8554,
        upperOneSided: 1, interval: "hypergeometric", rule: nil, count: 17), threshold: nil,
      isMet: nil, evidence: nil, failureProbability: nil, coverage: Coverage(units: (83, 83)),
      countBound: CountBound(atMost: 12, population: 83, confidence: 0.95))
  }

  private static func response(_ isBare: Bool) -> [SampleResponse] {
    let sample = {
      (
        name: String, label: BilingualText, drawn: Int, outcomes: [Outcome.Kind: Int],
        outstanding: Int
      ) in
      SampleResponse(
        sample: name, label: label, drawn: drawn, outcomes: isBare ? [:] : outcomes,
        outstanding: isBare ? drawn : outstanding)
    }
    return [
      sample(
        "exited", text("脱贫户", "exited households"), 1223,
        [.completed: 1151, .refused: 6, .noncontact: 52, .ineligible: 14], 0),
      sample(
        "remaining", text("未脱贫户", "remaining households"), 214,
        [.completed: 205, .noncontact: 7, .ineligible: 2], 0),
      sample(
        "unregistered", text("非建档立卡户", "unregistered households"), 471,
        [.completed: 453, .refused: 3, .noncontact: 12, .ineligible: 3], 0),
    ]
  }

  private static func findings(_ variant: Variant) -> [FindingCount] {
    let open = variant == .provisional
    return [
      FindingCount(
        kind: "wrongful_exit", label: text("错退", "wrongful exit"),
        suspected: open ? (4, 15) : (0, 0), confirmed: open ? (31, 117) : (1, 3), cleared: (6, 21)),
      FindingCount(
        kind: "omission", label: text("漏评", "omission"), suspected: (0, 0), confirmed: (0, 0),
        cleared: (2, 9)),
      FindingCount(
        kind: "wrong_inclusion", label: text("错评", "wrong inclusion"), suspected: (0, 0),
        confirmed: (11, 41), cleared: (3, 8)),
    ]
  }
}
