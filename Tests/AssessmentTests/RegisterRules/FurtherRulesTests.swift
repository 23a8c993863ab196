// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Testing

/// The rules over registers and records of the profiles beside `exit-2016`: one case for each.
@Suite struct FurtherRulesTests {
  static let cases: [(profile: String, rule: RuleCase)] =
    annual.map { ("annual-assessment-2017", $0) } + monthly.map { ("monthly-supervision-2016", $0) }
    + listed.map { ("listed-supervision-2020", $0) }
    + consolidation.map { ("consolidation-2021", $0) } + generic.map { ("generic", $0) }

  private static let annual: [RuleCase] = [
    RuleCase(
      "HZ-SUP-04",
      [
        (
          "supervisions",
          [
            "supervision_id,county,kind,leader_rank,home_county", "1,惠东,inspection,county,博罗",
            "2,惠东,inspection,county,惠东", "3,惠东,inspection,section,博罗",
            "4,惠东,supervision,section,博罗",
          ]
        )
      ], found: ["2 broken", "3 broken"]),
    RuleCase(
      "HZ-SUP-04-STEPS",
      [
        (
          "supervisions",
          [
            "supervision_id,planned_on,visited_on,reported_on",
            "1,2017-05-01,2017-05-10,2017-05-20", "2,2017-05-11,2017-05-10,2017-05-20",
            "3,,2017-05-10,", "4,2017-05-01,,",
          ]
        )
      ], found: ["2 broken", "3 broken"]),
    // 2016-12-31 and two months is 2017-02-28; 17,226 is 1 March 2017.
    RuleCase(
      "HZ-SUP-05",
      [
        (
          "supervisions",
          [
            "supervision_id,feedback_on,rectified_on", "1,2016-12-31,2017-02-28",
            "2,2016-12-31,2017-03-01", "3,2016-12-31,", "4,2017-01-05,", "5,,",
          ]
        )
      ], found: ["2 broken", "3 overdue"], asOf: 17_226),
  ]

  private static let monthly: [RuleCase] = [
    RuleCase(
      "DA-TGT-01",
      [
        (
          "targets",
          [
            "target_id,above,level,villages,persons", "district,,district,4,3073",
            "A,district,township,3,3000", "B,district,township,1,73", "A1,A,village,1,1000",
            "A2,A,village,2,2000", "B1,B,village,1,72",
          ]
        )
      ], found: ["B broken"]),
    RuleCase(
      "DA-TGT-01-LETTER",
      [("targets", ["target_id,letter_on", "district,2016-06-17", "A,"])], found: ["A broken"]),
    RuleCase(
      "DA-BAT-01",
      [
        (
          "households",
          [
            "household_id,village_id,persons,batch,batch_persons,relocation_site,labour",
            "1,T/V,3,work,3,,2", "2,T/V,3,,3,,2", "3,T/V,3,relocation,3,,2", "4,T/V,3,dibao,3,,1",
            "5,T/V,3,dibao,3,,0", "6,T/V,3,medical,4,,0", "7,T/V,3,work,,,1",
          ]
        )
      ],
      found: [
        "T/V/2 broken", "T/V/3 broken", "T/V/4 broken", "T/V/6 broken", "T/V/7 missing",
      ]),
    RuleCase(
      "DA-RET-01",
      [
        (
          "households",
          [
            "household_id,village_id,exit_year,file_application,file_review,file_notice,file_signature",
            "1,T/V,2015,1,1,1,1", "2,T/V,2015,1,1,0,1", "3,T/V,2016,0,0,0,0", "4,T/V,2015,1,1,1,",
          ]
        )
      ], found: ["T/V/2 broken", "T/V/4 broken"]),
    RuleCase(
      "DA-STF-01",
      [
        (
          "villages",
          [
            "village_id,township,five_leader,five_office,five_group,five_secretary,five_technician",
            "V1,T,a,b,c,d,e", "V2,T,a,b,c,d,",
          ]
        )
      ], found: ["T/V2 broken"]),
    RuleCase(
      "DA-STF-01-HOUSEHOLD",
      [("households", ["household_id,village_id,helper_id", "1,T/V,A", "2,T/V,"])],
      found: ["T/V/2 broken"]),
  ]

  private static let listed: [RuleCase] = [
    RuleCase(
      "SQ-LST-01-COUNTY",
      [("counties", ["county,poor_population", "A,5000", "B,5001"])], found: ["B broken"]),
    RuleCase(
      "SQ-LST-01-TOWNSHIP",
      [("townships", ["no,county,township,poor_population", "1,A,X,300", "2,A,Y,301"])],
      found: ["2 broken"]),
    RuleCase(
      "SQ-RSK-01-RED",
      [
        risk(
          "exited,3999,0,0", "exited,4500,1,0", "exited,4500,0,1", "remaining,1,1,1", "exited,,1,0")
      ],
      found: ["1/H1 broken", "1/H2 broken", "1/H5 missing"]),
    RuleCase(
      "SQ-RSK-01-YELLOW",
      [
        risk(
          "exited,4500,0,0", "exited,4500,1,0", "exited,9000,0,1", "exited,9000,0,0",
          "exited,3000,0,1", "exited,,0,0", "remaining,,0,1")
      ],
      found: ["1/H1 broken", "1/H3 broken", "1/H6 missing"]),
    RuleCase(
      "SQ-RSK-01-MARGINAL",
      [risk("general,4999,0,0", "general,5000,0,0", "exited,1,0,0")], found: ["1/H1 broken"]),
    // 18,536 is 1 October 2020.
    RuleCase(
      "SQ-DUE-02",
      [
        (
          "households",
          [
            "household_id,no,status,met_on", "H1,1,remaining,2020-09-30",
            "H2,1,remaining,2020-10-01", "H3,1,remaining,", "H4,1,exited,",
          ]
        )
      ], found: ["1/H2 broken", "1/H3 overdue"], asOf: 18_536),
    RuleCase(
      "SQ-LED-01-HELP",
      [
        (
          "households",
          [
            "household_id,no,status,measure,leader,deadline", "H1,1,remaining,work,王,2020-08-31",
            "H2,1,remaining,work,,2020-08-31", "H3,1,exited,,,",
          ]
        )
      ], found: ["1/H2 broken"]),
  ]

  private static func risk(_ rows: String...) -> (String, [String]) {
    (
      "households",
      [
        "household_id,no,status,income,risk_illness,risk_work,risk_disability,risk_disaster,"
          + "risk_event,risk_schooling,risk_industry,risk_income"
      ] + rows.enumerated().map { "H\($0 + 1),1,\($1),0,0,0,0,0,0" }
    )
  }

  private static let consolidation: [RuleCase] = [
    RuleCase(
      "CO-15-DAYS",
      [
        (
          "clues",
          [
            "clue_id,village_id,found_on,decided_on", "1,V,2016-12-01,2016-12-16",
            "2,V,2016-12-01,2016-12-17", "3,V,2016-12-01,", "4,V,2016-12-31,",
          ]
        )
      ], found: ["V/2 broken", "V/3 overdue"]),
    RuleCase(
      "CO-NOTICE-5",
      [
        (
          "clues",
          [
            "clue_id,village_id,notice_from,notice_until", "1,V,2021-12-30,2022-01-04",
            "2,V,2021-12-30,2022-01-03", "3,V,2021-12-30,",
          ]
        )
      ], found: ["V/2 broken"]),
    RuleCase(
      "CO-STEPS",
      [
        (
          "clues",
          [
            "clue_id,village_id,found_on,verified_on,meeting_on,notice_from,notice_until,township_on,decided_on",
            "1,V,2021-05-01,2021-05-02,2021-05-03,2021-05-03,2021-05-08,2021-05-09,2021-05-10",
            "2,V,2021-05-01,2021-05-02,,2021-05-03,,,",
          ]
        )
      ], found: ["V/2 broken"]),
    RuleCase(
      "CO-GROUP", [monitored("group", "monitored,marginal", "monitored,", "stable,")],
      found: ["V/H2 broken"]),
    RuleCase(
      "CO-HELP", [monitored("measure", "monitored,work", "monitored,", "cleared,")],
      found: ["V/H2 broken"]),
    RuleCase(
      "CO-CLEARED-EARLY", [monitored("income", "cleared,6000", "cleared,5999", "cleared,")],
      found: ["V/H2 broken", "V/H3 missing"]),
  ]

  private static func monitored(_ column: String, _ rows: String...) -> (String, [String]) {
    (
      "households",
      ["household_id,village_id,status,\(column)"]
        + rows.enumerated().map { "H\($0 + 1),V,\($1)" }
    )
  }

  private static let generic: [RuleCase] = [
    RuleCase(
      "DECIDED-IN-TIME",
      [
        (
          "cases",
          [
            "case_id,office,applied_on,decided_on", "1,A,2016-11-01,2016-12-01",
            "2,A,2016-11-01,2016-12-02", "3,A,2016-11-01,",
          ]
        )
      ], found: ["A/2 broken", "A/3 overdue"]),
    RuleCase(
      "PAID-WHEN-REFUSED",
      [
        (
          "cases",
          ["case_id,office,decision,paid", "1,A,refused,0", "2,A,refused,1.5", "3,A,granted,9"]
        )
      ],
      found: ["A/2 broken"]),
  ]

  @Test("A rule finds the rows that break it, and no other", arguments: cases)
  func rule(profile: String, rule: RuleCase) throws {
    #expect(try rule.findings(by: shippedProfile(profile)) == rule.found, "\(rule.id)")
  }

  @Test("Every rule over registers has a case")
  func complete() throws {
    for profile in Set(Self.cases.map(\.profile)) {
      let ids = try shippedProfile(profile).registerRules.map(\.id)
      let tried = Self.cases.filter { $0.profile == profile }.map(\.rule.id)
      #expect(ids.sorted() == tried.sorted(), "\(profile)")
    }
  }
}
