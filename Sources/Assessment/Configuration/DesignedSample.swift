// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
public import Tables

/// A sample of a design with what an assessment must know of it beside `Sampling`.
public struct DesignedSample: Sendable {
  /// The sample's name; that of the first stage is its register's.
  public let name: String
  /// The sample as it will be drawn.
  public let design: SampleDesign
  /// Which of the register's units it is drawn from; all without it.
  public let condition: Expression?
  /// Which of them are drawn with certainty; none without it.
  public let takeAll: Expression?
  /// The list of units that are all taken, if there is one.
  public let list: UnitList?
  /// How the sample rotates from round to round, if it does.
  public let rotation: RotationRule?
  /// Where the design names it.
  public let place: Place
}

extension AssessmentDescription {
  /// The fewest units of a cell unless the design says otherwise: a variance needs two.
  static let leastUnits = 2

  /// The stages of a `design:` section.
  static func stages(
    _ value: YAMLValue, registers: [RegisterDescription]
  ) throws -> [[DesignedSample]] {
    var mapping = try value.mapping()
    let list = try mapping.required("stages")
    let elements = try list.list()
    try mapping.finish()
    guard let first = elements.first else { throw list.fault(.designStages) }
    guard elements.count <= 3 else { throw elements[3].fault(.designStages) }
    var stages = [[try firstStage(first, registers)]]
    for element in elements.dropFirst() {
      var stage = try element.mapping()
      let entries = try stage.required("samples").namedEntries()
      try stage.finish()
      guard !entries.isEmpty else { throw element.fault(.designStages) }
      stages.append(
        try entries.map { name, value in
          guard !stages.joined().contains(where: { bytesCompare(name, $0.name) == 0 }) else {
            throw value.fault(.listedTwice, ["name": name])
          }
          return try sample(name, value, below: stages, registers)
        })
    }
    return stages
  }

  private static func firstStage(
    _ value: YAMLValue, _ registers: [RegisterDescription]
  ) throws -> DesignedSample {
    var mapping = try value.mapping()
    let units = try mapping.required("units")
    let register = registers.named(try units.reference(in: registers.map(\.name)), \.name)!
    guard register.parent == nil else {
      throw units.fault(.firstStageHasParent, ["name": register.name, "parent": register.parent!])
    }
    return try designed("", &mapping, of: value, register: register, isFirst: true)
  }

  private static func sample(
    _ name: String, _ value: YAMLValue, below stages: [[DesignedSample]],
    _ registers: [RegisterDescription]
  ) throws -> DesignedSample {
    var mapping = try value.mapping()
    let from = try mapping.required("from")
    let register = registers.named(try from.reference(in: registers.map(\.name)), \.name)!
    let above = stages.last!.map(\.design.register)
    guard let parent = register.parent, above.holds(parent) else {
      throw from.fault(
        .notBelowFirstStage,
        ["name": register.name, "parent": above.joined(separator: ", ")])
    }
    let sample = try designed(name, &mapping, of: value, register: register, isFirst: false)
    if let rotation = sample.rotation, rotation.pace == .lap {
      let top = stages[0][0]
      guard top.rotation?.keep.value == .zero, case .size = top.design.size,
        top.design.strata.isEmpty
      else { throw value.fault(.lapsWithoutCircle, ["sample": name]) }
    }
    return sample
  }

  /// Reads the keys that samples of all stages share, and refuses the others.
  private static func designed(
    _ name: String, _ mapping: inout YAMLMapping, of value: YAMLValue,
    register: RegisterDescription, isFirst: Bool
  ) throws -> DesignedSample {
    let text = mapping.optional("where")
    let condition = try text?.expression()
    for column in condition?.names ?? [] { try register.check(column: column, at: text!.place) }
    let strata = try columns(mapping.optional("strata"), of: register)
    let sort = try columns(mapping.optional("sort"), of: register) {
      SortKey(stringLiteral: $0).column
    }
    var sample = SampleDesign(
      name, from: register.name, where: try text?.text(), strata: strata,
      sort: sort.map { SortKey(stringLiteral: $0) },
      size: try SizeRule(&mapping, of: value, hasStrata: !strata.isEmpty))
    if !isFirst, let base = mapping.optional("of") { sample.base = try base.choice() }
    sample.rounding = try mapping.optional("rounding")?.choice() ?? .up
    sample.minimum = try mapping.optional("minimum")?.integer(.count) ?? leastUnits
    sample.maximum = try mapping.optional("maximum")?.integer(.positive)
    if isFirst { try mapping.refuse("list", .listAtFirstStage) }
    let list =
      try isFirst
      ? nil
      : mapping.optional("list").map { value in
        try self.list(value, of: name, register: register, for: &sample)
      }
    if let method = mapping.optional("method") { sample.method = try method.method() }
    let rotation = try mapping.optional("rotation").map {
      try self.rotation($0, of: sample, isFirst: isFirst)
    }
    if let measure = mapping.optional("size_measure") {
      let column = try measure.text()
      try register.check(column: column, at: measure.place)
      sample.sizeMeasure = column
    }
    sample.balance = try columns(mapping.optional("balance"), of: register) {
      BalanceTerm($0).column
    }
    sample.coordinates = try columns(mapping.optional("coordinates"), of: register)
    sample.reserves = try mapping.optional("reserves")?.fraction() ?? .zero
    sample.allocation = try Allocation(&mapping, of: register)
    let certain = mapping.optional("take_all")
    let takeAll = try certain?.expression()
    for column in takeAll?.names ?? [] { try register.check(column: column, at: certain!.place) }
    sample.takeAll = try certain?.text()
    try mapping.finish()
    return DesignedSample(
      name: isFirst ? register.name : name, design: sample, condition: condition, takeAll: takeAll,
      list: list, rotation: rotation, place: value.place)
  }

  /// Reads `rotation`.
  private static func rotation(
    _ value: YAMLValue, of sample: SampleDesign, isFirst: Bool
  ) throws -> RotationRule {
    var mapping = try value.mapping()
    let keep = try mapping.required("keep").fraction()
    let apart = try mapping.optional("apart")?.integer(.positive)
    let reach = try mapping.optional("reach")?.integer(.positive)
    let pace = try mapping.optional("turn")?.choice(RotationRule.Pace.self) ?? .round
    try mapping.finish()
    guard sample.method == .simpleRandom else {
      throw value.fault(.rotationWithMethod, ["method": sample.method.name])
    }
    guard sample.base == .cluster, sample.rounding != .controlled else {
      throw value.fault(.rotationNeedsFixedSizes)
    }
    guard !isFirst || pace == .round else {
      throw value.fault(.lapsWithoutCircle, ["sample": sample.register])
    }
    return RotationRule(keep: keep, apart: apart, reach: reach, pace: pace)
  }

  /// Reads `list` and makes the sample's two strata of it.
  private static func list(
    _ value: YAMLValue, of name: String, register: RegisterDescription,
    for sample: inout SampleDesign
  ) throws -> UnitList {
    guard sample.base == .cluster else { throw value.fault(.listOfPopulation, ["sample": name]) }
    let list = UnitList(sample: name, file: try value.text())
    guard !register.columns.map(\.name).holds(list.column) else {
      throw value.fault(.listedTwice, ["name": list.column])
    }
    guard sample.strata.isEmpty, let sizes = list.sizes(rest: sample.size) else {
      throw value.fault(.listWithStrata, ["sample": name])
    }
    sample.strata = [list.column]
    sample.size = sizes
    return list
  }

  private static func columns(
    _ value: YAMLValue?, of register: RegisterDescription,
    column: (String) -> String = { $0 }
  ) throws -> [String] {
    var names: [String] = []
    for element in try value?.list() ?? [] {
      let name = try element.text()
      try register.check(column: column(name), at: element.place)
      guard !names.map(column).holds(column(name)) else {
        throw element.fault(.listedTwice, ["name": name])
      }
      names.append(name)
    }
    return names
  }
}

extension SizeRule {
  /// Reads `fraction` and `size`: one of them as a value, or both as maps by stratum.
  init(_ mapping: inout YAMLMapping, of owner: YAMLValue, hasStrata: Bool) throws {
    switch (mapping.optional("fraction"), mapping.optional("size")) {
    case (nil, nil): throw owner.missing("fraction")
    case (let fraction?, nil) where !fraction.isByName:
      let whole = try fraction.fraction()
      guard whole.value > .zero else { throw fraction.fault(.sampleOfNothing) }
      self = .fraction(whole)
    case (nil, let size?) where !size.isByName:
      let count = try size.integer(.count)
      guard count > 0 else { throw size.fault(.sampleOfNothing) }
      self = .size(count)
    case (let fraction, let size):
      for value in [fraction, size].compactMap({ $0 }) {
        guard value.isByName else {
          throw value.fault(.eitherOr, ["one": "fraction", "other": "size"])
        }
        guard hasStrata else { throw value.fault(.sizesWithoutStrata) }
      }
      var rules: [UnitID: StratumSize] = [:]
      for (stratum, value) in try fraction?.entries() ?? [] {
        rules[UnitID(stratum)] = .fraction(try value.fraction())
      }
      for (stratum, value) in try size?.entries() ?? [] {
        guard rules.updateValue(.size(try value.integer(.count)), forKey: UnitID(stratum)) == nil
        else {
          throw value.fault(.listedTwice, ["name": stratum])
        }
      }
      self = .byStratum(rules)
    }
  }
}

extension YAMLValue {
  /// A fraction as it was typed.
  func fraction() throws -> Fraction {
    _ = try decimal(.share)
    return try Fraction(try text(), at: place)
  }

  fileprivate func method() throws -> SelectionMethod {
    let name = try word(among: SelectionMethod.all.map(\.name))
    return try SelectionMethod(named: name, at: place)
  }
}

extension Fault.Code {
  /// A sample that rotates is drawn by another method than simple random sampling.
  public static let rotationWithMethod = Fault.Code("rotation-with-method", .configuration)
  /// A sample that rotates has sizes that may change from round to round.
  public static let rotationNeedsFixedSizes = Fault.Code(
    "rotation-needs-fixed-sizes", .configuration)
  /// A rotation waits for laps of a first stage that has none: one that rotates with nothing kept, with a
  /// number of units and without strata.
  public static let lapsWithoutCircle = Fault.Code("laps-without-circle", .configuration)
  /// A design has no stage, one without samples, or more than three.
  public static let designStages = Fault.Code("design-stages", .configuration)
  /// The first stage draws from a register whose units have a parent.
  public static let firstStageHasParent = Fault.Code("first-stage-has-parent", .configuration)
  /// A sample draws from a register whose units do not lie in those of the stage above.
  public static let notBelowFirstStage = Fault.Code("not-below-first-stage", .configuration)
  /// A sample has a size or fraction of 0.
  public static let sampleOfNothing = Fault.Code("sample-of-nothing", .configuration)
  /// Sizes are given by stratum where there are no strata.
  public static let sizesWithoutStrata = Fault.Code("sizes-without-strata", .configuration)
}
