// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Sampling
public import Tables

/// The populations that an assessment speaks about: its registers, bound to its design and profile.
///
/// Everything here is the same for every draw, so that one frame serves many.
public struct AssessmentFrame: Sendable {
  /// What people wrote.
  public let description: AssessmentDescription
  /// The kind of assessment.
  public let profile: Profile
  /// The registers in the order of the description.
  let tables: [Table]
  /// The units of the first stage.
  let firstStage: FirstStageUnits
  /// The populations of the design's samples, in their order.
  let populations: [SamplePopulation]
  /// The totals of each composite indicator, under its name.
  let totals: [UnitID: CompositeTotals]
  /// The target of each ratio indicator in each of its samples, under the indicator's name.
  let targets: [UnitID: [TargetCounts]]
  /// The variables with known totals of each of the design's samples that has any.
  let auxiliaries: [AuxiliaryVariables]

  /// Binds an assessment to its registers.
  ///
  /// - Parameters:
  ///   - description: what people wrote.
  ///   - profile: the profile that it names.
  ///   - registers: the registers by name, with the rows that the draw is made from.
  /// - Throws: ``Tables/Fault/Code/registerMissing``; ``Tables/Fault/Code/unknownColumn``;
  ///   ``Tables/Fault/Code/unknownParent``; ``Tables/Fault/Code/totalOfMissing``; the faults of
  ///   ``AssessmentDescription/check(against:)``.
  /// - Complexity: linear in the registers' rows, times the indicators.
  public init(
    description: AssessmentDescription, profile: Profile, registers: [String: Table]
  ) throws {
    try description.check(against: profile)
    self.description = description
    self.profile = profile
    let tables = try description.registers.map { register in
      guard let table = registers[register.name] else {
        throw Fault(.registerMissing, ["name": register.name])
      }
      return table
    }
    self.tables = tables
    let top = description.samples[0]
    let topIndex = description.registerIndex(top.design.register)
    firstStage = try FirstStageUnits(
      tables[topIndex], id: description.registers[topIndex].id, strata: top.design.strata)
    var populations: [SamplePopulation] = []
    for (index, sample) in description.samples.enumerated() {
      let register = description.registerIndex(sample.design.register)
      populations.append(
        try SamplePopulation(
          sample, description.registers[register], tables[register], below: firstStage,
          isFirst: index == 0))
    }
    self.populations = populations
    var totals: [UnitID: CompositeTotals] = [:]
    var targets: [UnitID: [TargetCounts]] = [:]
    for indicator in profile.indicators {
      switch indicator.measure {
      case .composite(let composite):
        totals[UnitID(indicator.name)] = try CompositeTotals(
          composite, description: description, tables: tables)
      case .ratio(let ratio):
        targets[UnitID(indicator.name)] = try ratio.samples.compactMap { name in
          guard let index = description.sampleIndex(name) else { return nil }
          return try TargetCounts(
            populations[index], sample: index, ratio: ratio, persons: profile.persons)
        }
      }
    }
    self.totals = totals
    self.targets = targets
    auxiliaries = try populations.indices.compactMap { index in
      let variables = profile.weightTotals?.variables(of: description.samples[index].name) ?? []
      return variables.isEmpty
        ? nil : try AuxiliaryVariables(variables, sample: index, populations: populations)
    }
  }

  /// The registers as the samples of the design see them, each under the key by which a draw asks for
  /// it.
  /// - Complexity: linear in the registers' rows.
  public static func registers(
    _ registers: [String: TableRegister], for description: AssessmentDescription
  ) throws -> [String: any Register] {
    var result: [String: any Register] = [:]
    for sample in description.samples {
      guard let register = registers[sample.design.register] else {
        throw Fault(.registerMissing, ["name": sample.design.register])
      }
      result[sample.design.key] =
        try sample.condition.map {
          register.restricted(to: try $0.mask(over: register.table))
        } ?? register
    }
    return result
  }
}

extension AssessmentDescription {
  /// The position of a register.
  func registerIndex(_ name: String) -> Int {
    registers.firstIndex { bytesCompare($0.name, name) == 0 }!
  }

  /// The position of a sample; `nil` if the design does not draw it.
  func sampleIndex(_ name: String) -> Int? {
    samples.firstIndex { bytesCompare($0.name, name) == 0 }
  }
}

/// The units of the first stage and their strata.
struct FirstStageUnits: Sendable {
  /// The row of each unit.
  let rows: [UnitID: Int]
  /// The stratum of each row, a record.
  let strata: CodedColumn

  init(_ table: Table, id: String, strata columns: [String]) throws {
    let ids = try table.text(id)
    rows = Dictionary(
      (0..<table.rowCount).map { (ids.unitID(at: $0), $0) }, uniquingKeysWith: { first, _ in first }
    )
    strata = try table.strata(columns)
  }
}

/// The register of a sample, with the units that the sample is drawn from.
struct SamplePopulation: Sendable {
  let sample: DesignedSample
  let register: RegisterDescription
  let table: Table
  /// Which rows belong to the sample's population; all without a mask.
  let mask: [Bool]?
  /// The first-stage unit of each row, as a row of its register.
  let parents: [Int]
  /// The stratum of each row, a record.
  let strata: CodedColumn
  /// The units of the population in each first-stage unit and stratum, by ``cell(ofRow:)``.
  private(set) var cellPopulations: [Int] = []

  /// The first-stage unit and stratum of a row: `parent * strata + stratum`.
  func cell(ofRow row: Int) -> Int {
    parents[row] * strata.labels.count + Int(strata.codes[row])
  }

  init(
    _ sample: DesignedSample, _ register: RegisterDescription, _ table: Table,
    below top: FirstStageUnits, isFirst: Bool
  ) throws {
    self.sample = sample
    self.register = register
    self.table = table
    mask = try sample.condition.map { try $0.mask(over: table) }
    strata = try table.strata(sample.design.strata)
    if isFirst {
      parents = Array(0..<table.rowCount)
    } else {
      let ids = try table.text(register.id)
      let codes = try table.text(register.parentColumn!).encoded()
      // Below the second stage the parent's path begins with the first-stage unit.
      let rows = codes.labels.map { top.rows[UnitID($0).top] }
      parents = try (0..<table.rowCount).map { row in
        guard codes.codes[row] != CodedColumn.missing, let parent = rows[Int(codes.codes[row])]
        else {
          throw Fault(
            parent: codes[row] ?? "", of: ids.text(at: row),
            at: table.place(row: row, column: register.parentColumn))
        }
        return parent
      }
    }
    let cells = table.rowCount == 0 ? 0 : (parents.max()! + 1) * strata.labels.count
    cellPopulations = [Int](repeating: 0, count: cells)
    for row in 0..<table.rowCount where mask?[row] ?? true {
      cellPopulations[cell(ofRow: row)] += 1
    }
  }
}

extension Table {
  /// The stratum of each row, the record of its values, the empty text being a value like any other.
  func strata(_ columns: [String]) throws -> CodedColumn {
    guard !columns.isEmpty else {
      return CodedColumn(codes: [UInt32](repeating: 0, count: rowCount), labels: [""])
    }
    return CodedColumn.crossing(try columns.map { try levels($0) }) { Record.text($0) }
  }

  /// The level of each row in a column, the empty text being a level like any other.
  func levels(_ name: String) throws -> CodedColumn {
    let column = try text(name)
    return TextColumn((0..<rowCount).map { column.text(at: $0) }).encoded()
  }
}

extension Fault.Code {
  /// A register that the assessment describes was not given.
  public static let registerMissing = Fault.Code("register-missing", .data)
}
