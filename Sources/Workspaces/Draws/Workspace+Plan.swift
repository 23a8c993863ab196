// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Planning
import Sampling
public import Tables

extension Workspace {
  /// What the workspace's design will come to, before anything is drawn.
  ///
  /// Persons are summed in the registers that have the profile's column of persons.
  /// - Parameter progress: hears the trial draws.
  /// - Throws: the faults of registers and design.
  public func plan(progress: Tables.Progress? = nil) throws -> Plan {
    let registers = try sampleRegisters(allRegisters())
    let frame = try SamplingFrame(description.design, registers: registers)
    var measures: [String: CellMeasure] = [:]
    for (stage, samples) in description.design.stages.enumerated() {
      for (index, sample) in samples.samples.enumerated() {
        guard let persons = profile.persons, let register = registers[sample.key],
          register.table.index(of: persons) != nil
        else { continue }
        measures[sample.key] = try frame.measure(
          persons, of: register, stage: stage + 1, sample: index)
      }
    }
    var plan = try Plan(
      frame, measures: measures, confidence: profile.confidence.doubleValue, progress: progress)
    if let villages = registers[description.design.firstStage.key] {
      plan.spread = try PlannedSpread(
        of: description.design, register: villages, progress: progress)
    }
    return plan
  }
}
