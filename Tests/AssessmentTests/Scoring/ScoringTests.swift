// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Estimation
import Planning
import Sampling
import Tables
import Testing

@Suite("Scoring a small county by hand")
struct ScoringTests {
  private let county = try! SmallCounty()

  private func confirmed(_ unit: UnitID, _ kind: String = "wrong") -> Finding {
    Finding(unit: unit, kind: kind, state: .confirmed)
  }

  /// One of the two households of a village in group a is wrong. The village in group b is not asked,
  /// so that the two villages of group a are the whole domain with equal weights of 4.
  private func scoreOneWrong(
    outcomes: [UnitID: String] = [:], treatment: VarianceTreatment = VarianceTreatment()
  ) throws -> IndicatorResult {
    // Those of the other group are ineligible: observations of zero.
    let gone = Dictionary(uniqueKeysWithValues: county.others.map { ($0, "gone") })
    let fieldwork = try county.fieldwork(outcomes: gone.merging(outcomes) { $1 })
    return try fieldwork.score(
      findings: [confirmed(county.households(0)[0])], treatment: treatment
    ).indicator("rate")
  }

  @Test("Official figure, estimate and standard error of one wrong household in four")
  func fullResponse() throws {
    let rate = try scoreOneWrong()
    #expect(rate.official?.numerator == Rational(2))
    #expect(rate.official?.denominator == Rational(8))
    #expect(rate.official?.value == Rational(1, 4))
    #expect(rate.isMet == true)
    let estimate = try #require(rate.estimate)
    #expect(abs(estimate.value - 0.25) < 1e-15)
    // Unit totals are 1/8 and -1/8. First stage: 1/2 · 2 · 2/64; second: 1/2 · 1/2 · 2 · 2/64.
    #expect(abs(estimate.standardError! - (0.03125 + 0.015625).squareRoot()) < 1e-14)
    #expect(estimate.interval == "stabilized")
    #expect(estimate.count == 4)
  }

  @Test("Who answered stands for who did not in the same cell; the official figure just counts")
  func nonresponse() throws {
    let rate = try scoreOneWrong(outcomes: [county.households(1)[0]: "away"])
    #expect(rate.official?.value == Rational(1, 3))
    #expect(abs(rate.estimate!.value - 0.25) < 1e-15)
    #expect(rate.estimate?.rule == "lonely-pooled" || rate.estimate?.rule == "more-clustered")
    let silent = try scoreOneWrong(outcomes: [county.households(1)[0]: ""])
    #expect(silent.estimate == rate.estimate)
  }

  @Test("The ineligible stay in as zeros")
  func ineligible() throws {
    let rate = try scoreOneWrong(outcomes: [county.households(1)[0]: "gone"])
    #expect(rate.official?.value == Rational(1, 3))
    #expect(abs(rate.estimate!.value - 1.0 / 3) < 1e-15)
  }

  @Test("A village in which nobody answered lends its households to the other and is reported")
  func emptyCell() throws {
    let lost = county.households(1)
    let gone = Dictionary(uniqueKeysWithValues: county.others.map { ($0, "gone") })
    let outcomes = gone.merging(lost.map { ($0, "away") }) { $1 }
    let result = try county.fieldwork(outcomes: outcomes).score(
      findings: [confirmed(county.households(0)[0])])
    let rate = result.indicator("rate")
    #expect(abs(rate.estimate!.value - 0.5) < 1e-15)
    #expect(result.emptyCells.count == 1)
    #expect(result.emptyCells[0].sample == "exited")
    #expect(result.emptyCells[0].population == 4)
    #expect(lost[0].text.hasPrefix(result.emptyCells[0].parent + "/"))
    let exited = result.response.first { $0.sample == "exited" }!
    #expect(exited.drawn == 6)
    #expect(exited.outcomes == [.completed: 2, .noncontact: 2, .ineligible: 2])
    #expect(exited.outstanding == 0)
  }

  @Test("If a whole stratum is silent there is no estimate, and the reason is told")
  func silentStratum() throws {
    let outcomes = Dictionary(uniqueKeysWithValues: county.others.map { ($0, "away") })
    let result = try county.fieldwork(outcomes: outcomes).score(findings: [])
    let rate = result.indicator("rate")
    #expect(rate.estimate == nil)
    #expect(rate.official?.value == .zero)
    #expect(
      rate.remarks.contains(Remark("stratum-unanswered", ["sample": "exited", "stratum": "b"])))
    #expect(rate.evidence == .notConclusive)
    #expect(result.overall.conclusion == .notConclusive)
    // Villages of group a are another matter.
    #expect(result.indicator("villages").estimate != nil)
  }

  @Test("Only confirmed findings count; open ones make the result provisional")
  func findings() throws {
    let (first, second) = (county.households(0)[0], county.households(0)[1])
    let result = try county.fieldwork().score(findings: [
      Finding(unit: first, kind: "wrong"),
      Finding(unit: second, kind: "wrong", state: .cleared, reason: "shock", reviewer: "Li"),
      confirmed(county.households(1)[0]),
    ])
    let rate = result.indicator("rate")
    #expect(rate.official?.numerator == Rational(2))
    #expect(rate.openFindings == 1)
    #expect(result.overall.isProvisional)
    #expect(result.indicator("whole").openFindings == 1)
    #expect(result.indicator("income").openFindings == 0)
    let count = result.findings[0]
    #expect(count.suspected == (1, 2) && count.confirmed == (1, 2) && count.cleared == (1, 2))
  }

  @Test("Findings that cannot be are refused, all at once")
  func impossibleFindings() throws {
    let unit = county.households(0)[0]
    let faults = try #require(throws: Faults.self) {
      try county.fieldwork().score(findings: [
        Finding(unit: UnitID("A9/H1"), kind: "wrong"),
        Finding(unit: unit, kind: "wrong", state: .confirmed),
        Finding(unit: unit, kind: "wrong"),
        Finding(unit: unit, kind: "late", state: .confirmed),
        Finding(unit: unit, kind: "other"),
      ])
    }
    #expect(
      faults.list.map(\.code)
        == [.findingNotDrawn, .findingTwice, .findingsExclude, .findingOfOtherSample])
  }

  @Test("Rules raise findings from answers, by unit in draw order, with all rules that hold")
  func rules() throws {
    let (poor, poorest) = (county.households(1)[1], county.households(0)[0])
    let fieldwork = try county.fieldwork(
      outcomes: [county.households(1)[0]: "away"],
      incomes: [poor: "3146", poorest: "999.5", county.households(1)[0]: "1"])
    let findings = try fieldwork.suspectedFindings()
    #expect(
      findings
        == [
          Finding(unit: poorest, kind: "wrong", rules: ["R1", "R2"]),
          Finding(unit: poor, kind: "wrong", rules: ["R1"]),
        ])
  }

  @Test("The income index is a mean of what was answered; a missing answer is listed")
  func unknown() throws {
    let silent = county.households(0)[0]
    let result = try county.fieldwork(incomes: [silent: "", county.households(0)[1]: "4000.5"])
      .score(findings: [])
    #expect(result.indicator("income").official?.value == Rational(240_005, 50))
    #expect(result.indicator("income").isShare == false)
    #expect(result.indicator("income").estimate?.interval == "t")
    #expect(result.unknowns == [UnknownAnswers(question: "income", units: [silent.text])])
  }

  @Test("An indicator without a value in a completed interview is refused with the unit's path")
  func partialIndicator() throws {
    let profile = SmallCounty.profile.replacing("coalesce(income, 0)", with: "income")
    let county = try SmallCounty(profile: profile)
    let silent = county.households(0)[1]
    let faults = try #require(throws: Faults.self) {
      try county.fieldwork(incomes: [silent: ""]).score(findings: [])
    }
    #expect(faults.list.map(\.code) == [.indicatorEmpty])
    #expect(faults.list[0].values["unit"] == silent.text)
    #expect(faults.list[0].place.file == "profile.yaml")
  }

  @Test("Villages are bounded as a count; a stratum outside the indicator does not matter")
  func villages() throws {
    let drawn = county.draw.units.filter { $0.stage == 1 && $0.stratum == "a" }[0].path
    let result = try county.fieldwork(verdicts: [drawn: "not", UnitID("B1"): "not"])
      .score(findings: [])
    let villages = result.indicator("villages")
    #expect(villages.official?.value == Rational(1, 2))
    // Of 4 villages 2 were seen and 1 falls short: 3 may (at most one of the unseen two is met).
    #expect(villages.countBound == CountBound(atMost: 3, population: 4, confidence: 0.95))
    #expect(villages.estimate?.interval == "hypergeometric")
    #expect(villages.estimate?.lower == 0.25 && villages.estimate?.upper == 0.75)
    #expect(villages.coverage == Coverage(units: (4, 4)))
  }

  @Test("A composite multiplies rates by totals of the registers, exactly")
  func composite() throws {
    let whole = try county.fieldwork().score(findings: [confirmed(county.households(0)[0])])
      .indicator("whole")
    // 15 poor persons and 2/12 of 40 exited ones, of 55.
    #expect(whole.official?.value == Rational(65, 165))
    #expect(whole.official?.denominator == Rational(55))
    #expect(whole.isMet == true)
    #expect(whole.coverage == Coverage(units: (20, 20), persons: (40, 40)))
    #expect(whole.estimate?.interval == "mover")
  }

  @Test("Outside the frame a composite is refused, unless the profile assumes the same rate")
  func partialFrame() throws {
    let design = SmallCounty.design.replacing(
      "size: {a: 2, b: 1}", with: "size: {a: 2, b: 0}, minimum: 0")
    for assumes in [false, true] {
      let profile = SmallCounty.profile.replacing(
        "assume-same-rate: false", with: "assume-same-rate: \(assumes)")
      let county = try SmallCounty(profile: profile, design: design)
      let result = try county.fieldwork().score(findings: [confirmed(county.households(0)[0])])
      #expect(result.indicator("rate").coverage == Coverage(units: (16, 20), persons: (32, 40)))
      let whole = result.indicator("whole")
      let values = ["rate": "rate", "covered": "32", "total": "40"]
      if assumes {
        #expect(whole.official?.value == Rational(25, 55))
        #expect(whole.remarks.contains(Remark("assumes-same-rate", values)))
      } else {
        #expect(whole.official == nil && whole.estimate == nil && whole.isMet == nil)
        #expect(whole.remarks == [Remark("composite-outside-frame", values)])
        #expect(result.overall.official == .undecided)
      }
    }
  }

  @Test(
    "An indicator whose sample the design does not draw has no figure, and neither has its composite"
  )
  func sampleNotDrawn() throws {
    let county = try SmallCounty(design: "stages: [{units: villages, size: 3}]")
    let result = try county.fieldwork().score(findings: [])
    let remark = Remark("sample-not-drawn", ["sample": "exited"])
    for name in ["rate", "whole"] {
      #expect(result.indicator(name).official == nil)
      #expect(result.indicator(name).estimate == nil)
      #expect(result.indicator(name).remarks.contains(remark) || name == "whole")
    }
    #expect(result.indicator("villages").official?.value == .one)
    #expect(result.overall.official == .undecided)
  }

  @Test("Clean households are visited again, rounded up, by their tickets")
  func revisits() throws {
    let fieldwork = try county.fieldwork(outcomes: [county.others[0]: "away"])
    let finding = Finding(unit: county.households(0)[0], kind: "wrong", state: .cleared)
    let seed = try Seed(text: "small county", allowsShort: true)
    let chosen = try fieldwork.revisits(seed: seed, findings: [finding])
    let clean = county.households(0) + county.households(1) + county.others
    let expected = clean.filter { $0 != finding.unit && $0 != county.others[0] }
      .sorted {
        seed.ticket(of: Label("/revisit/\($0)")) < seed.ticket(of: Label("/revisit/\($1)"))
      }
    #expect(expected.count == 4)
    #expect(chosen == Array(expected.prefix(2)))
  }

  @Test("Answers of nobody, twice, or with an unknown outcome are refused")
  func impossibleAnswers() throws {
    var forms = county.empty
    forms[0].append(UnitID("A1/H9"), outcome: "complete", answers: [:])
    #expect(throws: Fault.self) {
      try Fieldwork(frame: county.frame, draw: county.draw, answers: forms)
    }
    let unit = county.households(0)[0]
    for (outcomes, code) in [
      (["complete", "away"], Fault.Code.answeredTwice), (["asleep"], .unknownOutcome),
    ] {
      var forms = county.empty
      for outcome in outcomes { forms[0].append(unit, outcome: outcome, answers: [:]) }
      let fault = try #require(throws: Fault.self) {
        try Fieldwork(frame: county.frame, draw: county.draw, answers: forms)
      }
      #expect(fault.code == code)
    }
  }
}
