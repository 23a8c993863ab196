// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A draw made again from a seal and a seed, and compared with what a proof reveals.
struct Redraw {
  let seal: Seal
  let revealed: Proof.Revealed
  let registers: [String: any ConditionalRegister]

  init(_ seal: Seal, revealed: Proof.Revealed, registers: [String: any ConditionalRegister]) {
    self.seal = seal
    self.revealed = revealed
    self.registers = registers
  }

  /// Draws again and compares.
  /// - Returns: the first difference, and what remains unproven.
  func compare(
    seed: Seed, evaluate: (@Sendable (String, Table) throws -> [Bool])?, progress: Progress?
  ) throws -> (fault: Fault?, unproven: [Fault]) {
    var unproven: [Fault] = []
    var design = seal.design
    var sources: [[any StratifiedRegister]] = []
    for stage in design.stages.indices {
      sources.append([])
      for index in design.stages[stage].samples.indices {
        let sample = design.stages[stage].samples[index]
        do {
          if let register = try restricted(sample, evaluate) {
            if let fault = try sample.allocationFault(in: register) { return (fault, unproven) }
            sources[stage].append(try register.stratified(for: sample, progress: progress))
            continue
          }
        } catch let fault as Fault where fault.code == .unknownColumn || fault.code == .notANumber {
          return (fault, unproven)
        } catch let faults as Faults {
          // Sizes or auxiliary values that cannot be drawn by.
          return (faults.list.first, unproven)
        }
        unproven.append(Fault(.checkNothingLeftOut, ["sample": sample.key]))
        if sample.method != .simpleRandom {
          unproven.append(
            Fault(.checkSelection, ["sample": sample.key, "method": sample.method.name]))
          if sample.sizeMeasure != nil {
            unproven.append(Fault(.checkProbabilities, ["sample": sample.key]))
          }
          do {
            design.stages[stage].samples[index].method = SelectionMethod(
              try ListedSelector(
                sample, units: units(stage: stage + 1, sample),
                above: stage == 0 ? [:] : listedProbabilities(stage: stage)))
          } catch let fault as Fault {
            return (fault, unproven)
          }
        }
        sources[stage].append(listed(stage: stage + 1, sample))
      }
    }
    if let fault = firstStageFault(sources[0][0]) { return (fault, unproven) }
    do {
      let draw = try SamplingFrame(design, stratified: sources)
        .draw(seed: seed, progress: progress)
      return (difference(from: draw), unproven)
    } catch let fault as Fault {
      return (fault, unproven)
    }
  }

  /// The register of a sample, restricted by its condition; `nil` if it was not given or its condition
  /// cannot be evaluated.
  private func restricted(
    _ sample: SampleDesign, _ evaluate: (@Sendable (String, Table) throws -> [Bool])?
  ) throws -> (any ConditionalRegister)? {
    guard var register = registers[sample.register] else { return nil }
    let columns = register.emptyTable
    /// What evaluates a condition; `nil` where nothing can.
    func mask(_ condition: String) throws -> (@Sendable (Table) throws -> [Bool])? {
      if let evaluate { return { try evaluate(condition, $0) } }
      guard let simple = SimpleCondition(condition), simple.mask(columns) != nil else { return nil }
      return { table in
        guard let mask = simple.mask(table) else {
          preconditionFailure("the columns were looked at")
        }
        return mask
      }
    }
    if let condition = sample.condition {
      guard let kept = try mask(condition) else { return nil }
      register = try register.restricted(where: kept)
    }
    if let condition = sample.takeAll {
      guard let whole = try mask(condition) else { return nil }
      register = try register.takingAll(where: whole)
    }
    return register
  }

  private func listed(stage: Int, _ sample: SampleDesign) -> ListedRegister {
    let name = stage == 1 ? "" : sample.name
    return ListedRegister(
      cells: revealed.cells.filter { $0.stage == stage && bytesCompare($0.sample, name) == 0 },
      units: units(stage: stage, sample),
      hasRandomSize: sample.method.selector.hasRandomSize)
  }

  /// What the proof lists of a sample.
  private func units(stage: Int, _ sample: SampleDesign) -> [Proof.Unit] {
    let name = stage == 1 ? "" : sample.name
    return revealed.units.filter { $0.stage == stage && bytesCompare($0.sample, name) == 0 }
  }

  /// The probabilities of a stage's mains, by path, as far as the proof lists any.
  private func listedProbabilities(stage: Int) -> [UnitID: Rational] {
    var probabilities: [UnitID: Rational] = [:]
    for unit in revealed.units where unit.stage == stage {
      probabilities[unit.path] = unit.probability.flatMap { Rational(text: $0) }
    }
    return probabilities
  }

  /// Without its register, the cells of the first stage must at least be as many units as were sealed.
  private func firstStageFault(_ register: any StratifiedRegister) -> Fault? {
    let sample = seal.design.firstStage
    guard register is ListedRegister, sample.condition == nil,
      let sealed = seal.registers.first(where: { bytesCompare($0.name, sample.register) == 0 })
    else { return nil }
    let units = register.strata.indices.reduce(0) { sum, stratum in
      sum + (register.parents.isEmpty ? 0 : register.count(parent: 0, stratum: stratum))
    }
    if units == sealed.rows { return nil }
    return Fault(
      .firstStageIncomplete,
      ["register": sealed.name, "rows": "\(units)", "sealed": "\(sealed.rows)"])
  }

  private func difference(from draw: Draw) -> Fault? {
    Self.difference(
      expected: (draw.cells.map { Proof.Cell($0) }, draw.units.map { Proof.Unit($0) }),
      found: (revealed.cells, revealed.units))
  }

  /// The first difference between what follows from a seed and what is told.
  static func difference(
    expected: (cells: [Proof.Cell], units: [Proof.Unit]),
    found: (cells: [Proof.Cell], units: [Proof.Unit])
  ) -> Fault? {
    Comparison(
      expected: expected.cells.map { ($0.name, $0.json) },
      found: found.cells.map { ($0.name, $0.json) },
      leftOut: .proofCellLeftOut, notDrawn: .proofCellNotDrawn, misplaced: .proofCellMisplaced,
      differs: .proofCellDiffers
    ).fault
      ?? Comparison(
        expected: expected.units.map { ($0.name, $0.json) },
        found: found.units.map { ($0.name, $0.json) }, leftOut: .proofUnitLeftOut,
        notDrawn: .proofUnitNotDrawn, misplaced: .proofUnitMisplaced, differs: .proofUnitDiffers
      ).fault
  }
}

/// Two lists of named things that should be equal.
private struct Comparison {
  let expected: [(name: UnitID, json: CanonicalJSON)]
  let found: [(name: UnitID, json: CanonicalJSON)]
  let leftOut: Fault.Code
  let notDrawn: Fault.Code
  let misplaced: Fault.Code
  let differs: Fault.Code

  /// The first difference, what is missing or too much before what is only changed.
  var fault: Fault? {
    let expectedNames = Set(expected.map(\.name))
    let foundNames = Set(found.map(\.name))
    if let name = expected.first(where: { !foundNames.contains($0.name) })?.name {
      return Fault(leftOut, ["name": name.text])
    }
    if let name = found.first(where: { !expectedNames.contains($0.name) })?.name {
      return Fault(notDrawn, ["name": name.text])
    }
    for (right, wrong) in zip(expected, found) where right.json != wrong.json {
      if right.name != wrong.name {
        return Fault(misplaced, ["name": wrong.name.text, "expected": right.name.text])
      }
      return difference(right.name, right.json, wrong.json)
    }
    guard expected.count == found.count else {
      return Fault(notDrawn, ["name": found.last?.name.text ?? ""])
    }
    return nil
  }

  private func difference(_ name: UnitID, _ right: CanonicalJSON, _ wrong: CanonicalJSON) -> Fault?
  {
    guard case .object(let right) = right, case .object(let wrong) = wrong else { return nil }
    for key in right.keys.sorted() where right[key] != wrong[key] {
      return Fault(
        differs,
        [
          "name": name.text, "field": key.text, "expected": right[key]!.text,
          "found": wrong[key]?.text ?? "",
        ])
    }
    return nil
  }
}

extension Proof.Cell {
  fileprivate var name: UnitID { UnitID("\(sample)/\(parent)/\(stratum)") }
}

extension Proof.Unit {
  fileprivate var name: UnitID { UnitID(sample.isEmpty ? path.text : "\(sample)/\(path)") }
}
