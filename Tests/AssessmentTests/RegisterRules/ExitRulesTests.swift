// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Testing

/// The rules over registers and records of `exit-2016`: one case for each.
@Suite struct ExitRulesTests {
  private static let header = "household_id,village_id,status"

  /// Households of one village: the further columns, then a row for each household.
  private static func households(_ columns: String, _ rows: String...) -> (String, [String]) {
    (
      "households",
      ["household_id,village_id," + columns]
        + rows.enumerated().map { "H\($0 + 1),V1,\($1)" }
    )
  }

  static let cases: [RuleCase] = [
    RuleCase(
      "PL-EXIT-01",
      [
        households(
          "status,income,housing_met,education_met,health_met",
          "exited,4000,1,1,1", "exited,4000,0,1,1", "exited,3146,1,1,1", "remaining,1000,0,0,0",
          "exited,4000,1,,1")
      ], found: ["V1/H2 broken", "V1/H3 broken", "V1/H5 missing"]),
    RuleCase(
      "PL-EXIT-01-INCOME",
      [households("status,income", "exited,3147", "exited,3146", "remaining,5", "exited,")],
      found: ["V1/H2 broken", "V1/H4 missing"]),
    RuleCase(
      "PL-EXIT-02",
      [
        households(
          "status,meeting_on,signed_on,published_on,exited_on",
          "exited,2016-10-01,2016-10-02,2016-10-02,2016-12-01",
          "exited,2016-10-03,2016-10-02,2016-10-05,2016-12-01",
          "exited,2016-10-01,,2016-10-05,2016-12-01", "exited,2016-10-01,,,",
          "remaining,,,,2016-12-01")
      ], found: ["V1/H2 broken", "V1/H3 broken"]),
    RuleCase(
      "PL-EXIT-03",
      [
        households(
          "status,income,income_expected", "exited,4000,0", "exited,4000,500", "exited,4000,854")
      ], found: ["V1/H3 broken"]),
    RuleCase(
      "PL-EXIT-04-REGISTER",
      [
        households(
          "status,relocated,moved_in", "exited,1,1", "exited,1,0", "exited,0,", "exited,1,",
          "remaining,1,0")
      ], found: ["V1/H2 broken", "V1/H4 broken"]),
    RuleCase(
      "PL-EXIT-05-REGISTER",
      [
        households(
          "status,renovated,renovation_done", "exited,1,1", "exited,1,0", "exited,0,0",
          "remaining,1,0")
      ], found: ["V1/H2 broken"]),
    RuleCase(
      "PL-EXIT-06",
      [
        households(
          "status,income_industry_counted,income_industry_realised", "exited,2000,2000",
          "exited,2000,500", "exited,0,", "exited,2000,")
      ], found: ["V1/H2 broken", "V1/H4 missing"]),
    RuleCase(
      "PL-EXIT-07",
      [
        households(
          "status,income,income_dibao", "exited,4000,0", "exited,4000,800", "exited,4000,854",
          "remaining,3200,3000")
      ], found: ["V1/H3 broken"]),
    RuleCase(
      "PL-EXIT-08",
      [
        households(
          "labour,measures", "1,safety_net", "0,safety_net", "2,safety_net industry", "1,industry")
      ], found: ["V1/H1 broken"]),
    RuleCase(
      "PL-EXIT-09",
      [
        households(
          "status,exit_year,identified_year", "exited,2016,2016", "exited,2016,2014",
          "remaining,,2016", "exited,2016,")
      ], found: ["V1/H1 broken", "V1/H4 missing"]),
    RuleCase(
      "PL-VEXIT-01",
      [
        (
          "villages", ["village_id,group,persons", "V1,exited,100", "V2,exited,100", "V3,other,10"]
        ),
        (
          "households",
          [
            "household_id,village_id,status,persons", "H1,V1,remaining,1", "H2,V2,remaining,2",
            "H3,V2,exited,5", "H4,V3,remaining,9",
          ]
        ),
      ], found: ["V2 broken"]),
    RuleCase(
      "PL-VEXIT-02",
      [
        (
          "villages",
          [
            "village_id,group,works_accepted_on,exit_started_on", "V1,exited,2016-09-01,2016-10-01",
            "V2,exited,2016-11-01,2016-10-01", "V3,exited,,2016-10-01", "V4,exited,2016-09-01,",
          ]
        )
      ], found: ["V2 broken", "V3 broken"]),
    RuleCase(
      "PL-ID-01",
      [
        (
          "movements",
          [
            "movement_id,village_id,village_notice_on,township_notice_on,county_decided_on,entered_on",
            "M1,V1,2017-04-20,2017-05-02,2017-05-10,2017-06-01",
            "M2,V1,2017-04-20,2017-04-19,2017-05-10,2017-06-01",
            "M3,V1,2017-04-20,,2017-05-10,", "M4,V1,2017-04-20,,,",
          ]
        )
      ], found: ["V1/M2 broken", "V1/M3 broken"]),
    RuleCase(
      "PL-ID-01-VILLAGE", [movements("village_notice_on", "2017-04-28", "2017-04-29", "")],
      found: ["V1/M2 broken"], asOf: 17_284),
    RuleCase(
      "PL-ID-01-TOWNSHIP", [movements("township_notice_on", "2017-05-04", "2017-05-05", "")],
      found: ["V1/M2 broken", "V1/M3 overdue"], asOf: 17_291),
    RuleCase(
      "PL-ID-01-COUNTY", [movements("county_decided_on", "2017-05-12", "2017-05-13", "")],
      found: ["V1/M2 broken"], asOf: 17_298),
    RuleCase(
      "PL-ID-01-ENTRY", [movements("entered_on", "2017-06-28", "2017-06-29", "")],
      found: ["V1/M2 broken", "V1/M3 overdue"], asOf: 17_346),
    RuleCase(
      "PL-ID-02",
      [
        (
          "movements",
          [
            "movement_id,village_id,kind,photos,signatures,documents", "M1,V1,add,4,4,4",
            "M2,V1,add,4,3,4", "M3,V1,remove,0,0,0", "M4,V1,add,4,4,",
          ]
        )
      ], found: ["V1/M2 broken", "V1/M4 missing"]),
    RuleCase(
      "PL-FUND-01",
      [
        (
          "funds",
          [
            "fund_id,arrived_on,paid_on", "F1,2016-11-01,2016-12-01", "F2,2016-11-01,2016-12-02",
            "F3,2016-11-01,", "F4,2016-12-31,",
          ]
        )
      ], found: ["F2 broken", "F3 overdue"]),
    RuleCase(
      "PL-FUND-03",
      [("funds", ["fund_id,year,balance", "F1,2015,5", "F2,2016,5", "F3,2014,0", "F4,2014,1"])],
      found: ["F1 broken", "F4 broken"]),
    RuleCase(
      "PL-FUND-04",
      [
        (
          "budgets",
          [
            "year,revenue,matching,matching_before", "2015,1000,20,10", "2016,1000,19,10",
            "2017,1000,50,42",
          ]
        )
      ], found: ["2016 broken", "2017 broken"]),
    RuleCase(
      "PL-PROJ-01",
      [
        (
          "projects",
          [
            "project_id,due_on,done_on", "P1,2016-08-31,2016-08-31", "P2,2016-08-31,2016-09-01",
            "P3,2016-10-31,", "P4,2017-10-31,",
          ]
        )
      ], found: ["P2 broken", "P3 overdue"]),
    RuleCase(
      "PL-PROJ-01-AUDIT",
      [
        (
          "projects",
          [
            "project_id,needs_audit,done_on,audited_on", "P1,1,2016-05-01,2016-05-20",
            "P2,1,2016-05-01,", "P3,0,2016-05-01,", "P4,1,,",
          ]
        )
      ], found: ["P2 broken"]),
    RuleCase(
      "PL-DUTY-01",
      [
        (
          "attendance",
          [
            "record_id,level,share,days,village_days", "A1,county,0.5,2.5,1", "A2,county,0.5,2,1",
            "A3,township,0.8,4,2", "A4,township,0.8,4,1", "A5,township,0.7,4,2",
          ]
        )
      ], found: ["A2 broken", "A4 broken", "A5 broken"]),
    RuleCase(
      "PL-DUTY-02",
      [
        (
          "leaders",
          [
            "leader_id,villages_good,villages_middling,villages_poor,households", "L1,1,1,1,9",
            "L2,2,1,0,9", "L3,1,1,1,8",
          ]
        )
      ], found: ["L2 broken", "L3 broken"]),
    RuleCase(
      "PL-SRC-02",
      [("visits", ["visit_id,announced,accompanied", "1,0,0", "2,1,0", "3,0,1", "4,0,"])],
      found: ["2 broken", "3 broken", "4 missing"]),
    RuleCase(
      "JA-04", [("objects", ["object,kind,letter_on", "A,township,2016-05-01", "B,department,"])],
      found: ["B broken"]),
    RuleCase(
      "JA-12",
      [
        households(
          "industries,pv_income", "pomelo pv_built,1500", "pv_built,1499", "pomelo,", "pv_built,")
      ], found: ["V1/H2 broken", "V1/H4 missing"]),
    RuleCase(
      "JA-07",
      [
        (
          "villages",
          [
            "village_id,group,first_secretary,work_groups,assistants", "V1,exited,1,1,2",
            "V2,exited,1,1,1", "V3,other,1,0,0", "V4,other,0,0,0",
          ]
        )
      ], found: ["V2 broken", "V4 broken"]),
    RuleCase(
      "JA-08",
      [
        ("helpers", ["helper_id,rank", "A,staff", "B,deputy", "C,unheard"]),
        ("ranks", ["rank,households", "county,4", "section,3", "deputy,2", "staff,1"]),
        households("helper_id", "A", "A", "B", "B", "C"),
      ], found: ["A broken", "C missing"]),
    RuleCase(
      "JA-08-HELPER",
      [households("status,helper_id", "remaining,A", "remaining,", "exited,")],
      found: ["V1/H2 broken"]),
    RuleCase(
      "JA-15",
      [
        households(
          "turnkey,turnkey_area,turnkey_cost", "1,60,30000", "1,61,30000", "1,60,30001", "0,,")
      ], found: ["V1/H2 broken", "V1/H3 broken"]),
    RuleCase(
      "JA-20", [households("persons,insured", "3,3", "3,2", "3,")],
      found: ["V1/H2 broken", "V1/H3 missing"]),
    RuleCase(
      "JA-DOC-01",
      [
        households(
          "doc_equity,doc_residence,doc_registration,doc_policy,doc_helper,doc_income",
          "1,1,1,1,1,1", "1,1,1,1,1,0", "0,1,1,1,1,1")
      ], found: ["V1/H2 broken", "V1/H3 broken"]),
    RuleCase(
      "JA-CARD-01",
      [
        households(
          "card,labour,income,jobs", "blue,2,4000,1", "yellow,1,2000,0", "red,0,2000,0",
          "red,1,4000,0", "yellow,0,2000,0", "blue,2,7000,0")
      ], found: ["V1/H4 broken", "V1/H5 broken", "V1/H6 broken"]),
    RuleCase(
      "REGISTER-VILLAGE-PERSONS",
      [
        ("villages", ["village_id,persons", "V1,7", "V2,7", "V3,0"]),
        ("households", ["household_id,village_id,persons", "H1,V1,3", "H2,V2,3"]),
        ("roster", ["household_id,village_id,persons", "R1,V1,4", "R2,V2,5"]),
      ], found: ["V2 broken"]),
  ]

  private static func movements(_ column: String, _ days: String...) -> (String, [String]) {
    (
      "movements",
      ["movement_id,village_id,\(column)"]
        + days.enumerated().map { "M\($0 + 1),V1,\($1)" }
    )
  }

  @Test("A rule finds the rows that break it, and no other", arguments: cases)
  func rule(_ rule: RuleCase) throws {
    #expect(try rule.findings(by: shippedProfile("exit-2016")) == rule.found)
  }

  @Test("Every rule over registers has a case")
  func complete() throws {
    let ids = try shippedProfile("exit-2016").registerRules.map(\.id)
    #expect(ids.sorted() == Self.cases.map(\.id).sorted())
  }
}
