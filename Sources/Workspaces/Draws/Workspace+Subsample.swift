// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
public import Tables

extension Workspace {
  /// The registers that a round seals and draws from: those that were imported, or the main units of the
  /// earlier round of which it draws a part.
  /// - Throws: as ``streamedRegisters(progress:)`` and ``subsampleRegisters(_:progress:)``.
  func registersToSeal(
    round: String, progress: Tables.Progress?
  ) throws -> [String: any ConditionalRegister] {
    guard let rule = description.subsample(round: round) else {
      return try streamedRegisters(progress: progress)
    }
    return try subsampleRegisters(rule, progress: progress)
  }

  /// The same, in memory.
  func registersToDraw(
    round: String, progress: Tables.Progress?
  ) throws -> [String: TableRegister] {
    guard let rule = description.subsample(round: round) else { return try allRegisters() }
    return try subsampleRegisters(rule, progress: progress)
  }

  /// The sealed columns of a register in a round.
  func columnsToSeal(_ register: RegisterDescription, round: String) -> [String] {
    register.sealedColumns.map(\.name)
      + (description.subsample(round: round) == nil ? [] : [SubsampleRule.probabilityColumn])
  }

  /// The main units of an earlier round as registers, each unit with its probability in that round.
  ///
  /// They are drawn again from that round's seal, seed and key, so that nobody has to be believed who they
  /// are.
  /// - Throws: ``Fault/Code/notDrawn``, ``Fault/Code/changedAfterSeal`` and
  ///   ``Fault/Code/recordedUnitsDiffer`` of the earlier round.
  /// - Complexity: one draw of the earlier round.
  func subsampleRegisters(
    _ rule: SubsampleRule, progress: Tables.Progress?
  ) throws -> [String: TableRegister] {
    let draw = try currentDraw(round: rule.round, progress: progress).draw
    let whole = try registers(round: rule.round)
    // Where each sample's units come from.
    var sources: [UnitID: String] = [:]
    for (stage, sample) in draw.design.samples {
      sources[UnitID(stage == 1 ? "" : sample.name)] = sample.register
    }
    var units: [String: [DrawnUnit]] = [:]
    for unit in draw.units where unit.role == .main {
      units[sources[UnitID(unit.stage == 1 ? "" : unit.sample)]!, default: []].append(unit)
    }
    return try description.registers.reduce(into: [:]) { registers, register in
      let mains = units[register.name] ?? []
      let columns =
        [register.id] + (register.parentColumn.map { [$0] } ?? [])
        + register.sealedColumns.map(\.name)
      let rows = try whole[register.name]!.rows(at: mains.map(\.path), columns: columns)
      let probabilities = TextColumn(mains.map { $0.probability?.text })
      registers[register.name] = try TableRegister(
        Tables.Table(
          file: rows.file, names: rows.names + [SubsampleRule.probabilityColumn],
          columns: rows.columns + [probabilities]),
        id: register.id, parent: register.parentColumn)
    }
  }

  /// Refuses to seal a part of an earlier round's units that could be known to who drew that round, or whose
  /// variance could not be estimated.
  /// - Throws: ``Fault/Code/subsampleKey``; as ``Sampling/Draw/checkSubsample(by:)``.
  func checkSubsample(
    _ frame: SamplingFrame, round: String, keyDigest: Digest?, progress: Tables.Progress?
  ) throws {
    guard let rule = description.subsample(round: round) else { return }
    let earlier = try currentDraw(round: rule.round, progress: progress)
    guard let keyDigest, keyDigest != earlier.seal.seal.keyDigest else {
      throw Fault(.subsampleKey, ["round": round, "of": rule.round])
    }
    try earlier.draw.checkSubsample(by: frame)
  }

  /// The earlier round's units as they are sealed, for those who verify.
  func subsampleFiles(
    _ registers: [String: any ConditionalRegister], round: String
  ) -> [PendingFile] {
    description.registers.map { register in
      guard let units = registers[register.name] as? TableRegister else {
        preconditionFailure("the units of a subsample are in memory")
      }
      let columns = columnsToSeal(register, round: round)
      return PendingFile("registers/subsamples/\(round)/\(register.name).csv") { path in
        var text = units.canonicalHeader(columns: columns) + "\n"
        try units.forEachCanonicalRow(columns: columns) { _, record in
          text += record
          text += "\n"
        }
        try AtomicFile.write(text, to: path)
      }
    }
  }
}

extension Fault.Code {
  /// A part of an earlier round's units is sealed without a key of its own.
  public static let subsampleKey = Fault.Code("subsample-key", .usage)
  /// Late registers are given to a round that draws from an earlier round's units.
  public static let lateOfSubsample = Fault.Code("late-of-subsample", .usage)
}
