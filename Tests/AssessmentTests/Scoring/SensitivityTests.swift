// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite("What would be if something else were decided")
struct SensitivityTests {
  private static let readings = SmallCounty.profile.replacing(
    "denominator: persons, threshold: {at_most: 0.30",
    with:
      "denominator: persons, readings: {late_too: {label: {zh: 含迟, en: late too}, numerator: \"if(finding != '', persons, 0)\"}}, threshold: {at_most: 0.30"
  )

  private func rows(
    _ county: SmallCounty, outcomes: [UnitID: String], findings: [Finding], of name: String = "rate"
  ) throws -> (reported: IndicatorResult, values: [String: Rational?], rows: [Sensitivity.Row]) {
    let all = try county.fieldwork(outcomes: outcomes).sensitivity(findings: findings)
    let one = try #require(all.first { $0.reported.name == name })
    let values = one.rows.map { ($0.treatment.name, $0.result.official?.value) }
    return (one.reported, Dictionary(uniqueKeysWithValues: values), one.rows)
  }

  @Test("Each treatment by hand: six households of two persons, one suspected, one away, one late")
  func byHand() throws {
    let county = try SmallCounty(profile: Self.readings)
    let findings = [
      Finding(unit: county.households(0)[0], kind: "wrong"),
      // The first of two kinds that exclude each other is the one that counts.
      Finding(unit: county.households(0)[0], kind: "late"),
      Finding(unit: county.households(0)[1], kind: "late", state: .confirmed),
    ]
    let away = [county.households(1)[0]: "away"]
    let (reported, values, rows) = try rows(county, outcomes: away, findings: findings)
    #expect(reported.official?.value == .zero)
    #expect(
      values == [
        "suspected-confirmed": Rational(2, 10), "nonrespondents-as-errors": Rational(2, 12),
        "reading:late_too": Rational(2, 10),
      ])
    #expect(rows.map(\.treatment).contains(.nonrespondentsAsErrors(1)))
    #expect(rows.allSatisfy { $0.result.isMet == true && $0.result.estimate?.upper != nil })
    // Poor persons 15 of 55, and the rate times 40.
    let whole = try self.rows(county, outcomes: away, findings: findings, of: "whole")
    #expect(whole.values["suspected-confirmed"] == Rational(15 + 8, 55))
    #expect(whole.values["nonrespondents-as-errors"] == Rational(15 * 6 + 40, 55 * 6))
    #expect(whole.values.count == 2)
  }

  @Test(
    "Figures without a requirement that count findings, accuracies too, are told where they would be others"
  )
  func withoutRequirement() throws {
    let accuracy =
      "accuracy: {label: {zh: 准, en: accuracy}, target: {zh: 人, en: persons}, sample: exited, numerator: \"if(is_wrong, 0, persons)\", denominator: persons}"
    let errors =
      "errors: {label: {zh: 错, en: errors}, target: {zh: 人, en: persons}, sample: exited, numerator: \"if(is_wrong, persons, 0)\", denominator: persons}"
    let county = try SmallCounty(
      profile: SmallCounty.profile.replacing(
        "overall: [rate, whole]",
        with: "  \(accuracy)\n  \(errors)\noverall: [rate, whole]"))
    let findings = [Finding(unit: county.households(0)[0], kind: "wrong")]
    let away = [county.households(1)[0]: "away"]
    let accurate = try rows(county, outcomes: away, findings: findings, of: "accuracy")
    #expect(accurate.reported.official?.value == .one)
    #expect(
      accurate.values == [
        "suspected-confirmed": Rational(8, 10), "nonrespondents-as-errors": Rational(10, 12),
      ])
    let wrong = try rows(county, outcomes: away, findings: findings, of: "errors")
    #expect(
      wrong.values == [
        "suspected-confirmed": Rational(2, 10), "nonrespondents-as-errors": Rational(2, 12),
      ])
    // Nothing is decided, and nobody is away: nothing would be otherwise.
    let calm = try county.fieldwork(outcomes: [:]).sensitivity(findings: [])
    #expect(!calm.contains { ["accuracy", "errors"].contains($0.reported.name) })
  }

  @Test("Where answers alone tell the size of a unit, the profile says it or there is no figure")
  func unanswered() throws {
    let asked = SmallCounty.profile.replacing(
      "numerator: \"if(is_wrong, persons, 0)\", denominator: persons",
      with: "numerator: \"if(is_wrong, 1, 0)\", denominator: \"if(income != '', 1, 0)\"")
    let stated = asked.replacing(
      "denominator: \"if(income != '', 1, 0)\", threshold",
      with: "denominator: \"if(income != '', 1, 0)\", unanswered: \"1\", threshold")
    #expect(asked != SmallCounty.profile && stated != asked)
    for (profile, value) in [(asked, nil), (stated, Rational(1, 3))] {
      let county = try SmallCounty(profile: profile)
      let away = [county.households(1)[0]: "away", county.households(0)[0]: ""]
      let (_, values, rows) = try rows(county, outcomes: away, findings: [])
      #expect(values == ["nonrespondents-as-errors": value])
      #expect(rows[0].treatment == .nonrespondentsAsErrors(2))
      #expect(rows[0].result.remarks.contains { $0.code == "error-without-size" } == (value == nil))
    }
  }

  @Test("The worst case turns the result, and is told as the one that does")
  func turning() throws {
    let county = try SmallCounty()
    let away = Dictionary(uniqueKeysWithValues: county.households(1).map { ($0, "away") })
    let all = try county.fieldwork(outcomes: away).sensitivity(findings: [])
    let rate = try #require(all.first { $0.reported.name == "rate" })
    #expect(rate.reported.isMet == true)
    #expect(rate.turningTreatments == [.nonrespondentsAsErrors(2)])
    // Without a threshold or another reading there is nothing to compare.
    #expect(all.map(\.reported.name) == ["rate", "whole"])
  }

  @Test("A full response without open findings leaves nothing to compare")
  func nothing() throws {
    #expect(try SmallCounty().fieldwork().sensitivity(findings: []).isEmpty)
  }
}
