// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Tables
import Testing
import Workspaces

@Suite("Where the field work stands")
struct ProgressTests {
  private let fixture: AnswersFixture

  init() throws { fixture = try AnswersFixture() }

  /// Household forms of visits that ended without an interview.
  private func visits(_ visits: [(unit: String, outcome: String, hour: Int)]) throws {
    let form = try #require(try fixture.workspace.forms()["household"])
    let names = form.questions.map(\.name)
    var text = (["KEY", "SubmissionDate"] + names).joined(separator: ",") + "\n"
    for (number, visit) in visits.enumerated() {
      let values = [
        "unit_id": visit.unit, "a_result": visit.outcome, "a_attempt": "1", "hh_type": "exited",
        "a_interviewer": "T\(number)", "a_result_note": "asked the neighbours",
      ]
      let row = ["uuid:h\(number)", "2016-11-14T0\(visit.hour):00:00Z"]
      text += (row + names.map { values[$0] ?? "" }).joined(separator: ",") + "\n"
    }
    let path = try fixture.county.write("visits.csv", text)
    let result = try fixture.workspace.importAnswers(path, round: "1")
    #expect(result.faults.list == [])
  }

  @Test(
    "Attempts are put together by unit: the best outcome counts, and a unit needs all its forms")
  func states() throws {
    let units = fixture.units
    try visits([
      (units[0], "nobody_home", 1), (units[0], "refused", 2), (units[1], "not_found", 3),
      (units[2], "nobody_home", 4),
    ])
    let satisfied = try fixture.answers(
      units[3], ["KEY": "uuid:s", "SubmissionDate": "2016-11-14T05:00:00.000Z"])
    let stranger = satisfied.merging(["KEY": "uuid:t", "unit_id": "V99/H1"]) { $1 }
    _ = try fixture.run("s.csv", fixture.csv([satisfied, stranger]))
    let progress = try fixture.workspace.progress(round: "1")
    let work = Dictionary(
      uniqueKeysWithValues: progress.field.units.map { ($0.progress.unit.text, $0.progress) })
    #expect(work[units[0]]?.state == .refused && work[units[0]]?.visits == 2)
    #expect(work[units[1]]?.state == .notFound && work[units[1]]?.disposition == .ineligible)
    #expect(work[units[2]]?.state == .absent && work[units[2]]?.isOutstanding == true)
    #expect(work[units[3]]?.state == .partial, "the household form is missing")
    #expect(work[units[4]]?.state == .notVisited)
    #expect(progress.undrawn == 1)
    let strata = progress.field.counts(by: .stratum).map { progress.stratumLabels[UnitID($0.name)] }
    #expect(!strata.isEmpty && strata.allSatisfy { $0 != nil }, "\(progress.stratumLabels)")
    let counts = try #require(progress.field.counts(by: .all).first?.counts)
    #expect(counts.visited == 4 && counts.drawn == progress.field.units.count)
    #expect(counts.originals.response(2) == 1.0 / 3)
    #expect(progress.field.days == ["2016-11-14"] && progress.field.daysLeft != nil)
  }
}
