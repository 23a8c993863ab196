// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SamplingDesign {
  /// What is wrong with the design in itself.
  ///
  /// - Parameter isKnown: whether a sample has a register to be drawn from.
  func shapeFaults(isKnown: (SampleDesign) -> Bool = { _ in true }) -> Faults {
    var faults = Faults()
    guard let first = stages.first, first.samples.count == 1, first.samples[0].name.isEmpty else {
      faults.append(Fault(.firstStageSamples))
      return faults
    }
    var keys: Set<UnitID> = []
    for (stage, sample) in samples {
      if !keys.insert(UnitID(sample.key)).inserted {
        faults.append(Fault(.sampleNamedTwice, ["sample": sample.key]))
      }
      if stage > 1 && stages[stage - 1].samples.count > 1 && sample.name.isEmpty {
        faults.append(Fault(.sampleWithoutName, ["register": sample.register]))
      }
      if !sample.name.isEmpty, let flaw = UnitID(sample.name).flaw {
        faults.append(Fault(.sampleName, ["sample": sample.name, "flaw": flaw.name]))
      }
      if !isKnown(sample) {
        faults.append(
          Fault(.sampleWithoutRegister, ["sample": sample.key, "register": sample.register]))
      }
      faults.append(contentsOf: sample.columnFaults)
      faults.append(contentsOf: sample.allocationFaults)
      if sample.minimum < 0 || sample.maximum.map({ $0 < max(sample.minimum, 1) }) ?? false {
        faults.append(
          Fault(
            .impossibleBounds,
            [
              "sample": sample.key, "minimum": "\(sample.minimum)",
              "maximum": sample.maximum.map { "\($0)" } ?? "",
            ]))
      }
    }
    return faults
  }
}

extension SampleDesign {
  /// Columns that the method needs and the design does not name, or the other way round: a column that
  /// is named and has no effect would mislead.
  fileprivate var columnFaults: Faults {
    var faults = Faults()
    let selector = method.selector
    let values = ["sample": key, "method": method.name]
    switch selector.measureUse {
    case .required where sizeMeasure == nil: faults.append(Fault(.methodNeedsMeasure, values))
    case .never where sizeMeasure != nil: faults.append(Fault(.measureWithoutUse, values))
    default: break
    }
    if selector.usesBalance && balance.isEmpty {
      faults.append(Fault(.methodNeedsBalance, values))
    } else if !selector.usesBalance && !balance.isEmpty {
      faults.append(Fault(.balanceWithoutUse, values))
    }
    if selector.usesCoordinates && coordinates.count != 2 {
      faults.append(Fault(.methodNeedsCoordinates, values))
    } else if !selector.usesCoordinates && !coordinates.isEmpty {
      faults.append(Fault(.coordinatesWithoutUse, values))
    }
    return faults
  }
}

extension SamplingFrame {
  /// Strata that have no size, sizes for strata that do not exist, and sizes that no cell can meet.
  func sizeFaults() throws -> Faults {
    var faults = Faults()
    for (stage, samples) in design.stages.enumerated() {
      for (index, sample) in samples.samples.enumerated() {
        let register = registers[stage][index]
        if register.parents.isEmpty || register.strata.isEmpty {
          faults.append(
            Fault(.sampleWithoutUnits, ["sample": sample.key, "register": sample.register]))
          continue
        }
        let faultsBefore = faults.count
        appendStratumFaults(sample, register.strata, to: &faults)
        if faults.count == faultsBefore {
          try appendSizeFaults(stage: stage + 1, sample: index, to: &faults)
        }
      }
    }
    return faults
  }

  /// Strata of the rule that no unit has, and strata of units that the rule forgets.
  private func appendStratumFaults(
    _ sample: SampleDesign, _ strata: [String], to faults: inout Faults
  ) {
    guard case .byStratum(let rules) = sample.size else { return }
    let known = Set(strata.map { UnitID($0) })
    for stratum in rules.keys.filter({ !known.contains($0) }).sorted() {
      faults.append(
        Fault(
          .unknownStratum,
          [
            "sample": sample.key, "stratum": stratum.text,
            "strata": strata.joined(separator: "; "),
          ]))
    }
    for stratum in strata where rules[UnitID(stratum)] == nil && !sample.takesWhole(stratum) {
      faults.append(Fault(.stratumWithoutSize, ["sample": sample.key, "stratum": stratum]))
    }
  }

  /// Sizes that a parent, or the whole register, cannot meet.
  private func appendSizeFaults(
    stage: Int, sample index: Int, to faults: inout Faults
  ) throws {
    let sample = design.stages[stage - 1].samples[index]
    let register = registers[stage - 1][index]
    let isShared = stage > 1 && sample.base == .population
    let groups =
      isShared
      ? [Array(register.parents.indices)] : register.parents.indices.map { [$0] }
    for parents in groups {
      do {
        _ = try plans(stage: stage, sample: index, parents: parents)
      } catch let fault as Fault {
        faults.append(fault)
      }
    }
  }
}

extension Fault.Code {
  /// The first stage has no sample, several, or one with a name.
  public static let firstStageSamples = Fault.Code("first-stage-samples", .configuration)
  /// Two registers of a stage hold one id within one parent.
  public static let idInTwoRegisters = Fault.Code("id-in-two-registers", .data)
  /// Two samples bear one name.
  public static let sampleNamedTwice = Fault.Code("sample-named-twice", .configuration)
  /// A method that draws in proportion to size has no column of sizes.
  public static let methodNeedsMeasure = Fault.Code("method-needs-measure", .usage)
  /// A column of sizes is named and the method does not use it.
  public static let measureWithoutUse = Fault.Code("measure-without-use", .usage)
  /// A balanced method has no column to balance.
  public static let methodNeedsBalance = Fault.Code("method-needs-balance", .usage)
  /// Columns to balance are named and the method does not use them.
  public static let balanceWithoutUse = Fault.Code("balance-without-use", .usage)
  /// A spatial method has not exactly two columns of coordinates.
  public static let methodNeedsCoordinates = Fault.Code("method-needs-coordinates", .usage)
  /// Columns of coordinates are named and the method does not use them.
  public static let coordinatesWithoutUse = Fault.Code("coordinates-without-use", .usage)
  /// One of several samples of a stage has no name.
  public static let sampleWithoutName = Fault.Code("sample-without-name", .configuration)
  /// A sample's name would make labels ambiguous.
  public static let sampleName = Fault.Code("sample-name", .configuration)
  /// The register of a sample was not given.
  public static let sampleWithoutRegister = Fault.Code("sample-without-register", .configuration)
  /// A sample has no unit to draw from.
  public static let sampleWithoutUnits = Fault.Code("sample-without-units", .data)
  /// A minimum is negative, or above the maximum.
  public static let impossibleBounds = Fault.Code("impossible-bounds", .usage)
  /// A size stands for a stratum that no unit has.
  public static let unknownStratum = Fault.Code("unknown-stratum", .configuration)
  /// A stratum has neither fraction nor size.
  public static let stratumWithoutSize = Fault.Code("stratum-without-size", .configuration)
  /// More units are wanted than there are.
  public static let sizeAbovePopulation = Fault.Code("size-above-population", .usage)
  /// A size contradicts minimum or maximum.
  public static let sizeNotReachable = Fault.Code("size-not-reachable", .usage)
}
