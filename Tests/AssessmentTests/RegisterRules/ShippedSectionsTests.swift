// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

/// The measures, duties, procedures and scorecards of the shipped profiles, on small tables.
@Suite struct ShippedSectionsTests {
  private func figures(
    _ profile: String, _ measure: String, _ table: String, _ rows: String...
  ) throws -> [String] {
    let profile = try shippedProfile(profile)
    let found = try #require(profile.measures.first { $0.name == measure })
    let result = try found.evaluate(in: recordTables([(table, rows)], of: profile))
    #expect(result.lack == nil)
    return result.figures.map { figure in
      let met = figure.isMet.map { $0 ? " met" : " not met" } ?? ""
      return [figure.within, figure.group, figure.value?.text ?? "-"].compactMap { $0 }
        .joined(separator: " ") + met
    }
  }

  @Test("PL-FUND-02, PL-FUND-04, JA-09: funds are claimed, matched and spent")
  func funds() throws {
    #expect(
      try figures(
        "exit-2016", "PL-FUND-02", "funds", "fund_id,township,amount,claimed", "1,A,100,90",
        "2,B,100,89.99") == ["17999/20000 not met", "A 9/10 met", "B 8999/10000 not met"])
    #expect(
      try figures(
        "exit-2016", "PL-FUND-04-MATCHING", "budgets", "year,revenue,matching", "2016,1000,20")
        == ["1/50 met", "2016 1/50 met"])
    #expect(
      try figures(
        "exit-2016", "PL-FUND-04-GROWTH", "budgets", "year,matching,matching_before",
        "2017,119,100") == ["119/100 not met", "2017 119/100 not met"])
    // 614,304,000 of 722,712,000 yuan is 85.0%.
    let execution = try figures(
      "exit-2016", "JA-09", "funds", "fund_id,year,amount,claimed", "1,2016,72271.2,61430.4")
    let value = try #require(Rational(text: execution[0]))
    #expect(abs(value.doubleValue - 0.850) < 0.0005)
  }

  @Test("PL-RATE-01, JA-08, JA-07: moving in, help and first secretaries cover all, or not")
  func coverage() throws {
    #expect(
      try figures(
        "exit-2016", "PL-RATE-01-MOVED-IN", "households",
        "household_id,village_id,township,relocated,moved_in", "1,V,A,1,1", "2,V,A,1,0",
        "3,V,B,1,1", "4,V,B,0,") == ["2/3", "A 1/2", "B 1"])
    #expect(
      try figures(
        "exit-2016", "PL-RATE-01-HELPED", "households",
        "household_id,village_id,township,status,helper_id,measures", "1,V,A,remaining,K,work",
        "2,V,A,remaining,,work", "3,V,A,exited,,") == ["1/2", "A 1/2"])
    #expect(
      try figures(
        "exit-2016", "JA-08-COVERAGE", "households", "household_id,village_id,township,helper_id",
        "1,V,A,K", "2,V,A,", "3,V,A,K", "4,V,A,K") == ["3/4", "A 3/4"])
    #expect(
      try figures(
        "exit-2016", "JA-07-COVERAGE", "villages", "village_id,township,first_secretary", "V,A,1",
        "W,A,0") == ["1/2 not met", "A 1/2 not met"])
  }

  @Test("SQ-RAT-01, SQ-DUE-02, DA-BAT-01: counties by quarter, the burn-down, persons by batch")
  func supervision() throws {
    let quarters: [(name: String, columns: String, rows: [String], expected: [String])] = [
      (
        "SQ-RAT-01-MEDICAL", "medical_reimbursed,medical_costs", ["90,100", "89,100"],
        [
          "179/200 not met", "2020-Q1 179/200 not met", "2020-Q1 A 9/10 met",
          "2020-Q1 B 89/100 not met",
        ]
      ),
      (
        "SQ-RAT-01-INDUSTRY", "industry_funds,funds", ["50,100", "50,100"],
        ["1/2 met", "2020-Q1 1/2 met", "2020-Q1 A 1/2 met", "2020-Q1 B 1/2 met"]
      ),
      (
        "SQ-RAT-01-FARMING", "farming_funds,industry_funds", ["80,100", "80,100"],
        ["4/5 met", "2020-Q1 4/5 met", "2020-Q1 A 4/5 met", "2020-Q1 B 4/5 met"]
      ),
      (
        "SQ-RAT-01-START", "started,projects", ["1,2", "0,2"],
        ["1/4 not met", "A 1/2 met", "B 0 not met"]
      ),
      (
        "SQ-RAT-01-SOLAR", "solar_wages,solar_income", ["8,10", "8,10"],
        ["4/5 met", "2020-Q1 4/5 met", "2020-Q1 A 4/5 met", "2020-Q1 B 4/5 met"]
      ),
      (
        "SQ-RAT-01-INCOME", "industry_income,industry_persons", ["4000,2", "3999,2"],
        [
          "7999/4 not met", "2020-Q1 7999/4 not met", "2020-Q1 A 2000 met",
          "2020-Q1 B 3999/2 not met",
        ]
      ),
    ]
    for quarter in quarters {
      let profile = try shippedProfile("listed-supervision-2020")
      let measure = try #require(profile.measures.first { $0.name == quarter.name })
      let rows =
        ["row,county,quarter,\(quarter.columns)"]
        + zip(["A", "B"], quarter.rows).map { "\($0),\($0),2020-Q1,\($1)" }
      let result = try measure.evaluate(in: recordTables([("quarters", rows)], of: profile))
      let found = result.figures.map { figure in
        [figure.within, figure.group, figure.value?.text].compactMap { $0 }.joined(separator: " ")
          + (figure.isMet == true ? " met" : " not met")
      }
      #expect(found == quarter.expected, "\(quarter.name)")
    }
    #expect(
      try figures(
        "listed-supervision-2020", "SQ-DUE-02", "households",
        "household_id,no,township,status,persons,met_on", "1,1,A,remaining,3,2016-09-01",
        "2,1,A,remaining,1,2017-09-01", "3,1,A,remaining,4,", "4,1,A,exited,9,")
        == ["3/8 not met", "A 3/8 not met"])
    #expect(
      try figures(
        "monthly-supervision-2016", "DA-BAT-01", "households",
        "household_id,village_id,batch,persons", "1,T/V,work,3", "2,T/V,dibao,1")
        == ["1", "dibao 1/4", "work 3/4"])
  }

  @Test(
    "Duties are due in their rhythm: JA-01, JA-05, PL-DUTY-03, PL-REP-01, HZ-SUP-01, DA-REP-01, SQ-DUE-01",
    arguments: [
      ("exit-2016", "JA-01-GROUP", "2016-04-17", ["2016-04-10", "2016-04-17", "2016-04-24"]),
      ("exit-2016", "JA-01-LEADERS", "2016-04-16", ["2016-04-15", "2016-04-30", "2016-05-15"]),
      ("exit-2016", "JA-05", "2016-04-16", ["2016-04-15", "2016-04-30", "2016-05-15"]),
      ("exit-2016", "PL-DUTY-03-COMMAND", "2017-06-04", ["2017-06-05", "2017-07-05"]),
      ("exit-2016", "PL-DUTY-03-WEEKLY", "2017-05-16", ["2017-05-21", "2017-05-28"]),
      ("exit-2016", "PL-REP-01", "2017-07-31", ["2017-07-30", "2017-07-31"]),
      ("annual-assessment-2017", "HZ-SUP-01", "2017-06-01", ["2017-12-31"]),
      ("monthly-supervision-2016", "DA-REP-01", "2016-06-30", ["2016-06-30", "2016-07-31"]),
      ("listed-supervision-2020", "SQ-DUE-01-PLAN", "2020-03-05", ["2020-03-10"]),
      (
        "listed-supervision-2020", "SQ-DUE-01-PROGRESS", "2020-04-01",
        ["2020-03-20", "2020-04-20", "2020-05-20"]
      ),
    ] as [(String, String, String, [String])])
  func duties(profile name: String, duty: String, asOf: String, due: [String]) throws {
    let profile = try shippedProfile(name)
    let parts = asOf.split(separator: "-").compactMap { Int($0) }
    let day = try #require(CivilCalendar.days(year: parts[0], month: parts[1], day: parts[2]))
    let found = try #require(profile.duties.first { $0.name == duty })
    var tables: [(name: String, rows: [String])] = [
      ("documents", ["record_id,duty,on,office", "1,\(duty),1999-01-01,X"])
    ]
    if let offices = found.offices {
      let id = try #require((profile.registers + profile.records).first { $0.name == offices }?.id)
      tables.append((offices, [id, "X"]))
    }
    let calendar = try WorkCalendar(profile, recordTables(tables, of: profile, asOf: day))
    let days = calendar.entries.filter { $0.name == duty }.compactMap(\.due)
      .map { CivilCalendar.text(days: $0) }
    #expect(Array(days.suffix(due.count)) == due)
  }

  @Test("JA-EVAL-01, JA-24, HZ-ASM-02: steps in their order, with their documents and days")
  func procedures() throws {
    let exit = try shippedProfile("exit-2016").procedures
    #expect(
      exit.first { $0.name == "JA-EVAL-01" }?.steps.map(\.name)
        == ["monthly", "county", "city", "province", "cross"])
    #expect(exit.first { $0.name == "JA-24" }?.steps.count == 3)
    let annual = try shippedProfile("annual-assessment-2017")
    let six = try #require(annual.procedures.first { $0.name == "HZ-ASM-02" })
    #expect(six.steps.count == 6 && six.steps.allSatisfy { !$0.documents.isEmpty })
    // The last step is due at the end of January.
    #expect(six.steps.last?.due == CivilCalendar.days(year: 2018, month: 1, day: 31))
  }

  @Test("JA-03: 60 points for townships, 20 for departments, and the veto")
  func weights() throws {
    let profile = try shippedProfile("exit-2016")
    let card = try #require(profile.scorecards.first { $0.name == "JA-03" })
    let result = try card.evaluate(
      in: recordTables(
        [
          (
            "objects",
            [
              "object,kind,poverty_score,other_score,veto,veto_evidence", "A,township,0.5,1,0,",
              "B,department,0.5,1,0,", "C,township,1,1,1,通报第3期",
            ]
          )
        ], of: profile))
    #expect(result.objects.map { $0.points.text } == ["70", "90", "100"])
    #expect(result.objects.map { $0.full.text } == ["100", "100", "100"])
    #expect(result.objects.map(\.isVetoed) == [false, false, true])
    #expect(result.objects.map(\.consequences) == [[], [], [0]])
  }

  @Test("HZ-ASM-01, HZ-ASM-05: points of other places are examples, compared within their kind")
  func points() throws {
    let profile = try shippedProfile("annual-assessment-2017")
    let tables = try recordTables(
      [
        (
          "counties",
          [
            "county,kind,persons_exited,persons_planned,schooling_percent,insured_percent,payment_share,housing_percent,identification_daily,identification_yearly,identification_third_party,help_daily,help_yearly,help_third_party",
            "惠东,county,100,100,100,100,1,99.8,1,1,0.9,1,1,1",
            "博罗,county,99,100,100,99.95,1,100,1,1,,1,1,1",
            "惠城,district,100,100,100,100,0.5,100,1,1,1,1,1,1",
          ]
        )
      ], of: profile)
    let city = try #require(profile.scorecards.first { $0.name == "sichuan_city" })
    let scored = try city.evaluate(in: tables).objects
    #expect(city.isExample)
    // One person short is no point of 15; 99.95% is not a whole tenth below 100.
    #expect(scored.map { $0.points.text } == ["25", "12", "26"])
    #expect(scored.map(\.rank) == [1, 2, 1])
    let shares = try #require(profile.scorecards.first { $0.name == "henan_shares" })
    let parts = try shares.evaluate(in: tables).objects
    #expect(parts.map { $0.points.text } == ["197/2", "85", "100"])
    #expect(parts.map(\.isComplete) == [true, false, true])
    #expect(parts.map(\.grade) == ["good", nil, "good"])
  }

  @Test("HZ-ASM-03, HZ-ASM-04: five flags with evidence, and what follows")
  func flags() throws {
    let profile = try shippedProfile("annual-assessment-2017")
    let card = try #require(profile.scorecards.first { $0.name == "huizhou" })
    #expect(card.flags.map(\.name) == ["F1", "F2", "F3", "F4", "F5"])
    let result = try card.evaluate(
      in: recordTables(
        [
          (
            "counties",
            [
              "county,kind,plan,plan_done,plan_evidence,funds_breaches,funds_evidence,exit_breaches,exit_evidence,accuracy,satisfaction,accuracy_evidence,discipline_cases,discipline_evidence",
              "惠东,county,10,10,,0,,0,,0.99,0.95,,0,", "博罗,county,10,9,台账,0,,0,,0.99,0.95,,0,",
              "龙门,county,10,9,台账,1,审计,2,暗访,0.97,0.95,报告,1,",
            ]
          )
        ], of: profile))
    #expect(result.objects.map(\.flags) == [[], ["F1"], ["F1", "F2", "F3", "F4"]])
    #expect(result.objects.map(\.flagsWithoutEvidence) == [[], [], ["F5"]])
    #expect(result.objects.map(\.consequences) == [[2], [0], [0, 1]])
    #expect(result.objects.map(\.rank) == [nil, nil, nil])
  }
}
