// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Tables
import Testing

@Suite("Leads raise findings of their own")
struct LeadWorkTests {
  @Test("Rules look at the answers of leads; counts keep kinds and states apart")
  func findings() throws {
    let county = try SmallCounty()
    let leads = ["A1/L1", "A1/L2", "A2/L3"].map {
      Lead(unit: UnitID($0), sample: "exited", note: "heard of")
    }
    var forms = county.empty
    forms[0].append(leads[0].unit, outcome: "complete", answers: ["income": "900"])
    forms[0].append(leads[1].unit, outcome: "away", answers: [:])
    forms[0].append(UnitID("A1/H1"), outcome: "complete", answers: ["income": "1"])
    let work = try LeadWork(
      leads, description: county.frame.description, profile: county.frame.profile, answers: forms)
    #expect(
      try work.suspectedFindings()
        == [Finding(unit: leads[0].unit, kind: "wrong", rules: ["R1", "R2"])])
    let counts = work.counts(findings: [
      Finding(unit: leads[0].unit, kind: "wrong", state: .confirmed)
    ])
    #expect(counts.recorded == 3 && counts.interviewed == 1)
    #expect(counts.findings.map(\.confirmed) == [1] && counts.findings.map(\.suspected) == [0])
  }
}
