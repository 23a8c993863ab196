// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Planning
public import Sampling
public import Tables

extension Workspace {
  /// The design of a round: samples that rotate take the turn of the round's number among those that draw
  /// for themselves; a subsample of an earlier round is drawn as its rule says.
  /// - Throws: ``Fault/Code/unknownRound``.
  public func design(round: String) throws -> SamplingDesign {
    let rounds = try rounds()
    guard let index = rounds.firstIndex(where: { bytesCompare($0, round) == 0 }) else {
      throw Fault(.unknownRound, ["name": round, "known": rounds.joined(separator: ", ")])
    }
    if let rule = description.subsample(round: round) { return description.design(of: rule) }
    let turn = rounds.prefix(index).count { description.subsample(round: $0) == nil }
    let first = description.design.firstStage
    guard description.samples.contains(where: { $0.rotation?.pace == .lap }),
      case .size(let areas) = first.size
    else { return description.design(turn: turn, lap: 0) }
    let count = try register(named: first.register).count
    return description.design(
      turn: turn, lap: SupervisionSchedule.lap(of: turn, areas: areas, ofAreas: max(count, 1)))
  }

  /// The imported registers, each under its name.
  package func allRegisters() throws -> [String: TableRegister] {
    try description.registers.reduce(into: [:]) { $0[$1.name] = try register(named: $1.name) }
  }

  /// The register of each sample, restricted to the units that the sample's condition names, under the
  /// key of the sample.
  package func sampleRegisters(_ registers: [String: TableRegister]) throws -> [String:
    TableRegister]
  {
    try description.samples.reduce(into: [:]) { result, sample in
      var register = registers[sample.design.register]!
      if let takeAll = sample.takeAll {
        register = register.takingAll(try takeAll.mask(over: register.table))
      }
      let mask = try sample.condition?.mask(over: register.table)
      result[sample.design.key] = mask.map { register.restricted(to: $0) } ?? register
    }
  }

  /// The imported registers, each under its name; those below the first stage are passed over where their
  /// units are needed, and never held in memory.
  /// - Throws: as ``register(named:)``.
  /// - Complexity: one pass over each register.
  package func streamedRegisters(
    progress: Tables.Progress? = nil
  ) throws -> [String: any ConditionalRegister] {
    try description.registers.reduce(into: [:]) { registers, register in
      guard let parent = register.parentColumn else {
        registers[register.name] = try self.register(named: register.name)
        return
      }
      let columns = [register.id, parent] + register.sealedColumns.map(\.name)
      registers[register.name] = try FileRegister(
        CSVFile(path: copyOfRegister(register.name)), columns: columns, progress: progress)
    }
  }

  /// The register of each sample, as ``sampleRegisters(_:)`` gives it.
  package func sampleRegisters(
    _ registers: [String: any ConditionalRegister]
  ) throws -> [String: any Register] {
    try description.samples.reduce(into: [:]) { result, sample in
      var register = registers[sample.design.register]!
      if let takeAll = sample.takeAll {
        register = try register.takingAll { try takeAll.mask(over: $0) }
      }
      if let condition = sample.condition {
        register = try register.restricted { try condition.mask(over: $0) }
      }
      result[sample.design.key] = register
    }
  }

  /// The registers counted and ordered for the workspace's design.
  /// - Throws: the faults of registers and design.
  public func frame(progress: Tables.Progress? = nil) throws -> SamplingFrame {
    try SamplingFrame(
      description.design, registers: sampleRegisters(allRegisters()), progress: progress)
  }
}
