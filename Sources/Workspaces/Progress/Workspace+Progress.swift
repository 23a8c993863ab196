// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Forms
import Foundation
import GRDB
import Sampling
public import Tables

/// Where a round's field work stands, and what came in that does not belong to it.
public struct RoundProgress: Sendable {
  /// The drawn units.
  public let field: FieldProgress
  /// Rejected answers for units that were not drawn, whose key was never accepted.
  public let undrawn: Int
  /// Those of them whose household was drawn in another village.
  public let wrongVillage: Int
  /// Interviewers that `teams.csv` does not list, with their submissions.
  public let unknownInterviewers: [(name: String, submissions: Int)]
  /// Answers of reserves that were not opened.
  public let early: Int
  /// Submissions by how they were held, in the byte order of the modes' names; called as the form does.
  public let modes: [(mode: String, label: BilingualText, submissions: Int)]
  /// What the profile calls its samples.
  public let sampleLabels: [UnitID: BilingualText]
  /// What the strata are called, sample first, by the names of ``FieldProgress/Grouping/stratum``.
  public let stratumLabels: [UnitID: BilingualText]
}

extension Workspace {
  /// Where a round stands.
  ///
  /// Interviewers belong to teams by `teams.csv` in the workspace's folder, with the columns
  /// `interviewer` and `team`; without it each is a team.
  /// - Throws: ``Fault/Code/notDrawn`` and the faults of `teams.csv`.
  public func progress(
    round: String, progress: Tables.Progress? = nil
  ) throws -> RoundProgress {
    let draw = try currentDraw(round: round, progress: progress).draw
    let teams = try self.teams()
    var attempts: [UnitID: [Attempt]] = [:]
    var days: Set<String> = []
    var modes: [UnitID: (label: BilingualText, submissions: Int)] = [:]
    var unknown: [UnitID: Int] = [:]
    let forms = try self.forms()
    for description in profile.forms {
      let form = forms[description.name]!
      for submission in try submissions(form, of: description.name, round: round) {
        let interviewer = submission.answer(description.interviewer, in: form)
        let mode = submission.answer(description.mode, in: form)
        attempts[submission.unit, default: []].append(
          Attempt(
            form: description.name, unit: submission.unit, outcome: submission.outcome,
            interviewer: interviewer, mode: mode, time: submission.time))
        if let day = localDay(submission.time) { days.insert(day) }
        if !mode.isEmpty {
          let label = Self.label(ofMode: mode, description, form)
          modes[UnitID(mode), default: (label, 0)].submissions += 1
        }
        if let teams, !interviewer.isEmpty, teams[UnitID(interviewer)] == nil {
          unknown[UnitID(interviewer), default: 0] += 1
        }
      }
    }
    let units = try progressUnits(of: draw, attempts, teams: teams, round: round)
    let known = Set(units.map(\.progress.unit))
    let leads = Set(try self.leads(round: round).map(\.unit))
    let rejected = try undrawnAnswers(round: round)
    let households = Set(known.filter { $0.stage > 1 }.map(\.ownID))
    return RoundProgress(
      field: FieldProgress(units: units, days: days), undrawn: rejected.count,
      wrongVillage: rejected.count { unit in
        UnitID(unit).stage > 1 && households.contains(UnitID(unit).ownID)
      },
      unknownInterviewers: unknown.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) },
      early: attempts.keys.count { !known.contains($0) && !leads.contains($0) },
      modes: modes.sorted { $0.key < $1.key }
        .map { ($0.key.text, $0.value.label, $0.value.submissions) },
      sampleLabels: Dictionary(
        profile.samples.map { (UnitID($0.name), $0.label) }, uniquingKeysWith: { first, _ in first }
      ), stratumLabels: stratumLabels(of: units))
  }

  private func stratumLabels(of units: [FieldProgress.Unit]) -> [UnitID: BilingualText] {
    var labels: [UnitID: BilingualText] = [:]
    for unit in units where labels[UnitID(unit.stratumName)] == nil {
      guard
        let sample = description.samples.first(where: { bytesCompare($0.name, unit.sample) == 0 })
      else { continue }
      let parts = [
        profile.sample(unit.sample)?.label ?? BilingualText(zh: unit.sample, en: unit.sample),
        profile.label(ofStratum: unit.stratum, columns: sample.design.strata),
      ].compactMap { $0 }
      labels[UnitID(unit.stratumName)] = BilingualText(
        zh: parts.map(\.chinese).joined(separator: " "),
        en: parts.map(\.english).joined(separator: " "))
    }
    return labels
  }

  /// What a form calls a way of holding the interview; the name itself where it has no label.
  private static func label(
    ofMode mode: String, _ description: FormDescription, _ form: Form
  ) -> BilingualText {
    let question = description.mode.flatMap { form.index(of: $0) }.map { form.questions[$0] }
    let label = question.flatMap { form.choices(of: $0) }?[mode]?.label
    return BilingualText(zh: label?.text(in: "zh") ?? mode, en: label?.text(in: "en") ?? mode)
  }

  private func progressUnits(
    of draw: Draw, _ attempts: [UnitID: [Attempt]], teams: [UnitID: String]?, round: String
  ) throws -> [FieldProgress.Unit] {
    let releases = try releases(round: round).map(\.release)
    let originals = Dictionary(
      releases.map { ($0.substitute, $0.original) }, uniquingKeysWith: { first, _ in first })
    let replaced = Set(releases.map(\.original))
    let columns = try villageColumns(round: round)
    var weights: [UnitID: Double] = [:]
    for unit in draw.units { weights[unit.path] = unit.weight?.doubleValue }
    let top = description.samples[0].name
    return draw.units.compactMap { unit in
      let original = originals[unit.path]
      guard unit.role == .main || original != nil else { return nil }
      let sample = unit.stage == 1 ? top : unit.sample
      guard !profile.forms(of: sample).isEmpty else { return nil }
      let village = unit.path.top
      let work = UnitProgress(
        unit.path, attempts[unit.path] ?? [], sample: sample, profile: profile)
      // A substitute of a substitute has the weight of the first of them.
      var source = unit.path
      while let earlier = originals[source] { source = earlier }
      return FieldProgress.Unit(
        progress: work, sample: sample, stratum: unit.stratum, village: village,
        columns: columns[village] ?? [:],
        team: work.interviewer.isEmpty
          ? "" : teams.map { $0[UnitID(work.interviewer)] ?? "?" } ?? work.interviewer,
        weight: weights[source] ?? 0, original: original,
        isSubstituted: replaced.contains(unit.path))
    }
  }

  /// The columns of the first stage's register by unit.
  private func villageColumns(round: String) throws -> [UnitID: [String: String]] {
    let name = description.design.firstStage.register
    let description = self.description.register(name)!
    let table = try registers(round: round)[name]!.table
    let id = try table.text(description.id)
    let names = table.names
    return (0..<table.rowCount).reduce(into: [:]) { columns, row in
      columns[id.unitID(at: row)] = Dictionary(
        zip(names, table.columns.map { $0.text(at: row) }), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The team of each interviewer; `nil` without `teams.csv`.
  func teams() throws -> [UnitID: String]? {
    let file = folder.appending(path: "teams.csv")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let table = try CSVFile(path: file.path).table()
    let (people, teams) = (try table.text("interviewer"), try table.text("team"))
    return (0..<table.rowCount).reduce(into: [:]) {
      $0[people.unitID(at: $1)] = teams.text(at: $1)
    }
  }

  /// The units of rejected answers that were not drawn, as far as their keys were never accepted.
  private func undrawnAnswers(round: String) throws -> [String] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT max(r.detail) AS detail FROM rejection r
          WHERE r.round = ? AND r.code = ? AND NOT EXISTS
            (SELECT 1 FROM submission s WHERE s.round = r.round AND s.form = r.form
             AND s.key = r.submission_key)
          GROUP BY r.form, r.submission_key
          """, arguments: [round, Fault.Code.answerForUndrawnUnit.name]
      ).map { row in
        let fields = Record.fields(row["detail"])
        return fields.firstIndex(of: "unit").map { fields[$0 + 1] } ?? ""
      }
    }
  }

  /// The day of a time in UTC, where people are told hours.
  func localDay(_ time: String) -> String? {
    guard let moment = Moment(time), moment.milliseconds != nil else { return nil }
    let seconds = moment.instant(assumingOffset: 0) / 1000
    return Moment(secondsSinceEpoch: seconds, offsetMinutes: self.moment.offsetMinutes ?? 0)
      .date.text
  }
}

extension Fault.Code {
  /// Units are to be grouped by what they cannot be grouped by.
  public static let unknownGrouping = Fault.Code("unknown-grouping", .usage)
}
