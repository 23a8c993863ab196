// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Foundation
public import Sampling
public import Tables
public import Workspaces

extension MinutesContent {
  /// What the minutes of a round say, from its records.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - round: a round that was sealed.
  ///   - draw: what was drawn; `nil` before the draw.
  ///   - progress: hears the registers being counted.
  /// - Throws: ``Fault/Code/notSealed``, and the faults of registers and keys.
  /// - Complexity: one pass over the registers.
  public init(
    of workspace: Workspace, round: String, draw: Draw?, progress: Tables.Progress? = nil
  ) throws {
    let ceremony = try Ceremony(of: workspace, round: round)
    let registers = try workspace.registersForCounts(round: round, progress: progress)
    let frame = try SamplingFrame(
      workspace.design(round: round), registers: workspace.sampleRegisters(registers),
      progress: progress)
    self.init(
      title: workspace.description.title, round: round, timeZone: workspace.timeZone,
      registers: try RegisterSummary.summaries(of: workspace, registers, round: round),
      design: DesignRow.rows(of: workspace, frame: frame, draw: draw),
      raised: draw?.raisedSizes ?? [], ceremony: ceremony,
      tool: workspace.session.tool)
  }
}

extension ReportContent {
  /// What the report of a round says, from its records and its result.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - round: a round that was drawn.
  ///   - draw: what was drawn.
  ///   - result: what the round came to.
  ///   - sensitivity: what it would have come to under other treatments.
  ///   - fieldWork: the first and the last moment of an interview.
  ///   - revisits: what the blind second visits came to.
  ///   - progress: hears the registers being counted.
  /// - Throws: ``Fault/Code/notSealed``, and the faults of registers and keys.
  /// - Complexity: one pass over the registers.
  public init(
    of workspace: Workspace, round: String, draw: Draw, result: AssessmentResult,
    sensitivity: [Sensitivity], fieldWork: ClosedRange<Date>?, revisits: Revisits?,
    progress: Tables.Progress? = nil
  ) throws {
    let minutes = try MinutesContent(
      of: workspace, round: round, draw: draw, progress: progress)
    self.init(
      title: minutes.title, profile: workspace.profile.title, round: round,
      made: workspace.session.now(), fieldWork: fieldWork, timeZone: minutes.timeZone,
      registers: minutes.registers, design: minutes.design, ceremony: minutes.ceremony,
      result: result, sensitivity: sensitivity, revisits: revisits, tool: minutes.tool)
    raised = minutes.raised
    // A subsample is drawn from what an earlier round drew.
    if workspace.description.subsample(round: round) == nil {
      unsampled = try workspace.unsampledUnits()
    }
  }
}

extension RegisterSummary {
  /// The registers as the round's latest seal holds them, with their persons.
  fileprivate static func summaries(
    of workspace: Workspace, _ registers: [String: any ConditionalRegister], round: String
  ) throws -> [RegisterSummary] {
    guard let seal = try workspace.seals(round: round).last?.seal else {
      throw Fault(.notSealed, ["round": round])
    }
    // A seal is read back in the order of its keys; people know that of assessment.yaml.
    return try workspace.description.registers.compactMap { register in
      seal.registers.first { bytesCompare($0.name, register.name) == 0 }
    }.map { sealed in
      let persons = try workspace.profile.persons.flatMap { column in
        try registers[sealed.name]?.total(of: column)
      }
      let label =
        workspace.description.register(sealed.name)?.label
        ?? workspace.profile.registers.first { bytesCompare($0.name, sealed.name) == 0 }?.label
      return RegisterSummary(
        name: sealed.name, label: label, rows: sealed.rows, persons: persons, root: sealed.root)
    }
  }
}
