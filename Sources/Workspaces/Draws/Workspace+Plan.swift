// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
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
    let all = try allRegisters()
    let registers = try sampleRegisters(all)
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
    plan.warnings += try unsampledUnits().map(\.fault)
    // A design that must not be drawn has no risk worth knowing.
    if let question, plan.refusals.isEmpty {
      let (targets, undecided) = try decisionTargets(
        all.mapValues(\.table), registers, plan.samples)
      plan.undecided = undecided
      plan.decisions = try plan.decisions(
        of: targets, frame, question: question, progress: progress)
    }
    return plan
  }

  /// The profile's requirements whose risk the design tells, and those where it does not.
  private func decisionTargets(
    _ tables: [String: Table], _ registers: [String: TableRegister], _ samples: [PlannedSample]
  ) throws -> (targets: [DecisionTarget], undecided: [UndecidedRate]) {
    var targets: [DecisionTarget] = []
    var undecided: [UndecidedRate] = []
    for indicator in profile.indicators {
      guard let threshold = indicator.threshold else { continue }
      guard indicator.isShare,
        let rule = DecisionRule(
          threshold, confidence: profile.confidence, iccCeiling: profile.iccCeiling)
      else {
        undecided.append(UndecidedRate(name: indicator.name, reason: .units))
        continue
      }
      let measure: Result<DecisionTarget.Measure, Undecided>
      switch indicator.measure {
      case .ratio(let ratio): measure = try self.measure(of: ratio, registers)
      case .composite(let composite):
        measure = try self.measure(of: composite, rule, tables, registers, samples)
      }
      switch measure {
      case .success(let measure):
        targets.append(DecisionTarget(name: indicator.name, measure: measure, rule: rule))
      case .failure(let reason):
        undecided.append(UndecidedRate(name: indicator.name, reason: reason.reason))
      }
    }
    return (targets, undecided)
  }

  /// Why a requirement's risk is not computed.
  private struct Undecided: Error {
    let reason: UndecidedRate.Reason

    init(_ reason: UndecidedRate.Reason) { self.reason = reason }
  }

  private func measure(
    of ratio: Indicator.Ratio, _ registers: [String: TableRegister]
  ) throws -> Result<DecisionTarget.Measure, Undecided> {
    let drawn = ratio.samples.filter { registers[$0] != nil }
    guard !drawn.isEmpty else { return .failure(Undecided(.units)) }
    let first = description.design.firstStage
    if drawn.contains(where: { bytesCompare($0, first.key) == 0 }) {
      return try villages(of: ratio, first, registers[first.key]!).map { .success(.villages($0)) }
        ?? .failure(Undecided(.units))
    }
    guard let rate = try rate(ratio, drawn, registers) else { return .failure(Undecided(.part)) }
    return .success(.rate(rate))
  }

  /// A rate of households; `nil` where only answers tell which of them it counts.
  private func rate(
    _ ratio: Indicator.Ratio, _ drawn: [String], _ registers: [String: TableRegister]
  ) throws -> DecisionTarget.Rate? {
    var part: [DecisionTarget.PartCell: Int]?
    var masks: [[Bool]?] = drawn.map { _ in nil }
    if let condition = ratio.condition {
      guard description.design.stages.count == 2 else { return nil }
      part = [:]
      for (index, name) in drawn.enumerated() {
        let (sample, register) = (
          description.samples.first { bytesCompare($0.name, name) == 0 }!, registers[name]!
        )
        let table = register.table
        guard condition.names.allSatisfy({ table.index(of: $0) != nil }) else { return nil }
        masks[index] = try condition.mask(over: table)
        let villages = try table.text(parentColumn(of: sample.design))
        let strata = try sample.design.strata.map { try table.text($0) }
        for row in 0..<table.rowCount
        where masks[index]![row] && (register.mask?[row] ?? true) {
          let stratum = strata.isEmpty ? "" : Record.text(strata.map { $0.text(at: row) })
          part![
            DecisionTarget.PartCell(
              sample: sample.design.key, village: villages.unitID(at: row), stratum: stratum),
            default: 0] += 1
        }
      }
    }
    var sizes: HouseholdSizes?
    if let persons = profile.persons, ratio.countsPersons(persons) {
      sizes = HouseholdSizes(
        of: try drawn.enumerated().flatMap {
          try registers[$1]!.householdSizes(persons, where: masks[$0])
        })
    }
    return DecisionTarget.Rate(samples: drawn, sizes: sizes, part: part)
  }

  private func parentColumn(of design: SampleDesign) -> String {
    description.registers.first { bytesCompare($0.name, design.register) == 0 }!.parentColumn!
  }

  /// The villages of an indicator, where they lie in one stratum and its limits are exact.
  private func villages(
    of ratio: Indicator.Ratio, _ first: SampleDesign, _ register: TableRegister
  ) throws -> Set<UnitID>? {
    let table = register.table
    guard ratio.hasCountBound, ratio.samples.count == 1, first.sizeMeasure == nil,
      description.design.stages.count > 1,
      ratio.condition?.names.allSatisfy({ table.index(of: $0) != nil }) ?? true
    else { return nil }
    let mask = try ratio.condition?.mask(over: table)
    let rows = (0..<table.rowCount).filter { (register.mask?[$0] ?? true) && (mask?[$0] ?? true) }
    let strata = try first.strata.map { try table.text($0) }
    let places = Set(rows.map { row in strata.map { UnitID($0.text(at: row)) } })
    guard places.count == 1 else { return nil }
    let top = description.registers.first { bytesCompare($0.name, first.register) == 0 }!
    let ids = try table.text(top.id)
    return Set(rows.map { ids.unitID(at: $0) })
  }

  private func measure(
    of composite: Indicator.Composite, _ rule: DecisionRule, _ tables: [String: Table],
    _ registers: [String: TableRegister], _ samples: [PlannedSample]
  ) throws -> Result<DecisionTarget.Measure, Undecided> {
    let sum = try composite.weightedRates(of: description, registers: tables)
    var terms: [(rate: DecisionTarget.Rate, factor: Rational)] = []
    for term in sum.rates where term.factor > .zero {
      guard case .ratio(let ratio)? = profile.indicator(term.rate)?.measure else {
        return .failure(Undecided(.units))
      }
      guard case .success(.rate(let rate)) = try measure(of: ratio, registers),
        rate.samples.count == ratio.samples.count
      else { return .failure(Undecided(ratio.condition == nil ? .units : .part)) }
      let isWhole = samples.filter { sample in
        rate.samples.contains { bytesCompare($0, sample.key) == 0 }
      }.allSatisfy { $0.all.coverage.units == $0.all.coverage.population }
      guard isWhole || composite.assumesSameRate else {
        return .failure(Undecided(.outsideFrame))
      }
      terms.append((rate, term.factor))
    }
    // What errors may add, or take from rates that shall be high.
    var budget = try rule.limit.adding(sum.constant.multiplied(by: -1))
    if rule.side == .atLeast {
      budget = try budget.multiplied(by: -1)
      for term in terms { budget = try budget.adding(term.factor) }
    }
    guard budget > .zero, !terms.isEmpty else { return .failure(Undecided(.decided)) }
    return .success(.composite(terms, budget: budget))
  }
}

extension TableRegister {
  /// The persons of each household that the sample is drawn from; missing ones are left out.
  fileprivate func householdSizes(_ column: String, where part: [Bool]?) throws -> [Int] {
    let numbers = try table.numbers(column)
    return (0..<table.rowCount).compactMap { row in
      (mask?[row] ?? true) && (part?[row] ?? true) ? numbers[row].map { Int($0.rounded()) } : nil
    }
  }
}
