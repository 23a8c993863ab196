// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import GRDB
import Sampling
public import Tables

extension Workspace {
  /// Records a unit that was not drawn and is to be visited all the same.
  ///
  /// - Parameters:
  ///   - lead: the unit, the sample whose forms it is asked, and how it was found.
  ///   - round: the round.
  /// - Throws: ``Fault/Code/notDrawn``; ``Fault/Code/leadWasDrawn``; ``Fault/Code/leadRecordedBefore``;
  ///   ``Fault/Code/leadSample``; ``Fault/Code/leadPath``.
  public func record(_ lead: Lead, round: String) throws {
    let samples = description.samples.dropFirst().map(\.name)
    guard samples.contains(where: { bytesCompare($0, lead.sample) == 0 }) else {
      throw Fault(
        .leadSample, ["sample": lead.sample, "known": samples.joined(separator: ", ")])
    }
    var isPlace = false
    try register(named: description.design.firstStage.register).forEachUnit { _, id, _ in
      if id == lead.unit.above { isPlace = true }
    }
    guard isPlace, lead.unit.stage == 2, lead.unit.ownID.flaw == nil else {
      throw Fault(.leadPath, ["unit": lead.unit.text])
    }
    if let unit = try drawnUnits(round: round)[lead.unit] {
      throw Fault(.leadWasDrawn, ["unit": lead.unit.text, "role": unit.role])
    }
    guard try !leads(round: round).contains(where: { $0.unit == lead.unit }) else {
      throw Fault(.leadRecordedBefore, ["unit": lead.unit.text])
    }
    try record(
      "lead",
      ["round": round, "unit": lead.unit.text, "sample": lead.sample, "note": lead.note]
    ) { db in
      try db.execute(
        sql: """
          INSERT INTO lead (round, path, sample, note, recorded_at, recorded_by)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          round, lead.unit.text, lead.sample, lead.note, session.timestamp, session.actor,
        ])
    }
  }

  /// The leads of a round, by path.
  public func leads(round: String) throws -> [Lead] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM lead WHERE round = ?", arguments: [round]).map {
        Lead(unit: UnitID($0["path"] as String), sample: $0["sample"], note: $0["note"])
      }
    }.sorted { $0.unit < $1.unit }
  }

  /// The leads of a round with their answers.
  func leadWork(round: String) throws -> LeadWork {
    try LeadWork(
      leads(round: round), description: description, profile: profile,
      answers: profile.forms.map { try bestAnswers($0, round: round, ofLeads: true) })
  }

  /// The findings of a round, those of drawn units and those of leads apart.
  func findingsApart(round: String) throws -> (drawn: [Finding], leads: [Finding]) {
    let leads = Set(try self.leads(round: round).map(\.unit))
    let all = try findings(round: round)
    return (
      all.filter { !leads.contains($0.unit) }, all.filter { leads.contains($0.unit) }
    )
  }
}

extension Fault.Code {
  /// A lead is given for a sample that the design does not draw below the first stage.
  public static let leadSample = Fault.Code("lead-sample", .usage)
  /// The path of a lead is not that of a unit within one of the first stage.
  public static let leadPath = Fault.Code("lead-path", .usage)
  /// A lead was drawn.
  public static let leadWasDrawn = Fault.Code("lead-was-drawn", .usage)
  /// A lead was recorded before.
  public static let leadRecordedBefore = Fault.Code("lead-recorded-before", .usage)
}
