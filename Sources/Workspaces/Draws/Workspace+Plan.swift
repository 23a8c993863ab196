// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Planning
import Sampling
public import Tables

extension Workspace {
  /// What the workspace's design will come to, before anything is drawn.
  ///
  /// Persons are summed in the registers that have the profile's column of persons.
  /// - Parameters:
  ///   - question: which counties the risk of decisions is found for; nothing is found if `nil`.
  ///   - progress: hears the trial draws and simulations.
  /// - Throws: the faults of registers and design.
  public func plan(
    question: DecisionQuestion? = nil, progress: Tables.Progress? = nil
  ) throws -> Plan {
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
    // A design that must not be drawn has no risk worth knowing.
    if let question, plan.refusals.isEmpty {
      let (targets, undecided) = try decisionTargets(registers)
      plan.undecided = undecided
      plan.decisions = try plan.decisions(
        of: targets, frame, question: question, progress: progress)
    }
    return plan
  }

  /// The profile's requirements on rates of households and persons, and those that are something else.
  private func decisionTargets(
    _ registers: [String: TableRegister]
  ) throws -> (targets: [DecisionTarget], undecided: [UndecidedRate]) {
    var targets: [DecisionTarget] = []
    var undecided: [UndecidedRate] = []
    let first = description.design.firstStage.key
    for indicator in profile.indicators {
      guard let threshold = indicator.threshold else { continue }
      guard case .ratio(let ratio) = indicator.measure else {
        undecided.append(UndecidedRate(name: indicator.name, reason: .composite))
        continue
      }
      let drawn = ratio.samples.filter { registers[$0] != nil }
      guard indicator.isShare, let rule = DecisionRule(threshold, confidence: profile.confidence),
        !drawn.isEmpty, !drawn.contains(where: { bytesCompare($0, first) == 0 })
      else {
        undecided.append(UndecidedRate(name: indicator.name, reason: .units))
        continue
      }
      guard ratio.condition == nil else {
        undecided.append(UndecidedRate(name: indicator.name, reason: .part))
        continue
      }
      var sizes: HouseholdSizes?
      if let persons = profile.persons, ratio.countsPersons(persons) {
        sizes = HouseholdSizes(
          of: try drawn.flatMap { try registers[$0]!.householdSizes(persons) })
      }
      targets.append(
        DecisionTarget(name: indicator.name, samples: drawn, sizes: sizes, rule: rule))
    }
    return (targets, undecided)
  }
}

extension TableRegister {
  /// The persons of each household that the sample is drawn from; missing ones are left out.
  fileprivate func householdSizes(_ column: String) throws -> [Int] {
    let numbers = try table.numbers(column)
    return (0..<table.rowCount).compactMap { row in
      mask?[row] ?? true ? numbers[row].map { Int($0.rounded()) } : nil
    }
  }
}
