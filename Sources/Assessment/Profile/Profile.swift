// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// A kind of assessment as `profile.yaml` defines it: everything that a country or a year may change.
///
/// No code knows a poverty line, a threshold or the name of an error; all of it is read from here.
/// Keys that have no meaning are refused with line and column, references to things that are not
/// defined likewise, and expressions are parsed when the file is read.
public struct Profile: Sendable {
  /// What the assessment is called.
  public let title: BilingualText
  /// The column of registers that counts persons, if units have persons.
  public let persons: String?
  /// The column that names the office which sees to a row, such as the township.
  public let office: String?
  /// The registers that a new workspace proposes.
  public let registers: [RegisterDescription]
  /// Other tables that an office keeps, such as funds and helpers, which a new workspace proposes. They are
  /// neither drawn from nor sealed.
  public let records: [RegisterDescription]
  /// Amounts that expressions may name.
  public let parameters: [Parameter]
  /// The samples that a design may draw, in the order of reports.
  public let samples: [Sample]
  /// What the values of registers' columns are called.
  public let levels: [ColumnLevels]
  /// How a visit may end, the best first.
  public let outcomes: [Outcome]
  /// When a unit may be replaced by a reserve.
  public let replacement: Replacement
  /// The forms that are asked.
  public let forms: [FormDescription]
  /// The kinds of findings, in the order of reports.
  public let findings: [FindingKind]
  /// What makes a finding suspected.
  public let rules: [Rule]
  /// What makes a row of a register or record a problem.
  public let registerRules: [RegisterRule]
  /// Figures of whole registers and records.
  public let measures: [Measure]
  /// Obligations with a date or a rhythm.
  public let duties: [Duty]
  /// Steps that follow each other.
  public let procedures: [Procedure]
  /// Points for whole objects, such as counties.
  public let scorecards: [Scorecard]
  /// Why a finding is confirmed or cleared.
  public let reasons: Reasons
  /// What the evening's checks look at.
  public let checks: QualityRules
  /// Named values that expressions further down may use, in their order.
  public let values: [NamedValue]
  /// The indicators in the order of reports.
  public let indicators: [Indicator]
  /// The names of the indicators that decide the overall result.
  public let overall: [String]
  /// How many people read each suspected finding independently: 1, or 2 and a third where they differ.
  public let readers: Int
  /// The fraction of clean units that are visited again.
  public let revisitFraction: Rational
  /// The confidence of intervals and one-sided limits.
  public let confidence: Rational
  /// The intra-class correlation of errors that the default interval of rates allows for, from 0 to 1.
  public let iccCeiling: Rational
  /// The register totals that weights are fitted to; `nil` where they stay as the draw gives them.
  public let weightTotals: WeightTotals?
  /// How the rectification ledger is kept; `nil` where the programme keeps none.
  public let ledger: LedgerRules?
  /// What must stand behind a rate of a part before it is ranked.
  public let ranking: RankingRules
  /// Whom a register is compared with; `nil` where it is with nobody.
  public let crosscheck: CrosscheckRules?

  /// Reads a profile.
  ///
  /// - Parameters:
  ///   - text: the content of `profile.yaml`.
  ///   - file: the file as faults should name it.
  /// - Throws: a `Fault` of kind configuration with line and column.
  public init(text: String, file: String) throws {
    try self.init(YAMLValue(text: text, file: file))
  }

  /// Reads a profile from its document.
  package init(_ document: YAMLValue) throws {
    var root = try document.mapping()
    title = try root.required("title").bilingual()
    persons = try root.optional("persons")?.text()
    office = try root.optional("office")?.text()
    registers = try RegisterDescription.list(try root.required("registers"))
    records = try RegisterDescription.records(root.optional("records"), beside: registers)
    parameters = try root.optional("parameters")?.namedEntries().map(Parameter.init) ?? []
    samples = try root.required("samples").namedEntries().map(Sample.init)
    levels = try root.optional("levels")?.entries().map(ColumnLevels.init) ?? []
    outcomes = try Self.outcomes(try root.required("outcomes"))
    let known = outcomes
    replacement =
      try root.optional("replacement").map { try Replacement($0, outcomes: known) } ?? .none
    let sampleNames = samples.map(\.name)
    forms = try root.required("forms").namedEntries().map {
      try FormDescription($0, $1, samples: sampleNames)
    }
    findings = try Self.findings(root.optional("findings"), samples: sampleNames)
    let (formNames, kinds) = (forms.map(\.name), findings.map(\.name))
    (rules, registerRules) = try Self.rules(
      root.optional("rules"), findings: kinds, forms: formNames,
      tables: (registers + records).map(\.name))
    let tableNames = (registers + records).map(\.name)
    measures =
      try root.optional("measures")?.namedEntries().map {
        try Measure($0, $1, tables: tableNames)
      } ?? []
    duties =
      try root.optional("duties")?.namedEntries().map {
        try Duty($0, $1, tables: tableNames)
      } ?? []
    procedures =
      try root.optional("procedures")?.namedEntries().map {
        try Procedure($0, $1, tables: tableNames)
      } ?? []
    let levels = levels
    scorecards =
      try root.optional("scorecards")?.namedEntries().map {
        try Scorecard($0, $1, tables: tableNames, levels: levels)
      } ?? []
    reasons = try Reasons(root.optional("reasons"))
    checks = try QualityRules(root.optional("checks"), forms: formNames)
    values = try root.optional("values").map(NamedValue.list) ?? []
    indicators = try Self.indicators(
      try root.required("indicators"), samples: sampleNames, registers: registers.map(\.name))
    overall = try Self.overall(root.optional("overall"), indicators)
    revisitFraction = try root.optional("revisit").map(Self.revisit) ?? .zero
    readers = try root.optional("review").map(Self.readers) ?? 1
    confidence = try root.optional("confidence").map(Self.confidence) ?? Rational(19, 20)
    iccCeiling = try root.optional("icc_ceiling")?.decimal(.share) ?? Rational(1, 10)
    weightTotals = try root.optional("weights").map { try WeightTotals($0, samples: sampleNames) }
    let problems =
      rules.map(\.id) + registerRules.map(\.id) + kinds + indicators.map(\.name)
      + measures.map(\.name)
    crosscheck = try root.optional("crosscheck").map { try CrosscheckRules($0) }
    ledger = try root.optional("ledger").map { try LedgerRules($0, known: problems) }
    ranking = try root.optional("ranking").map(RankingRules.init) ?? .usual
    try root.finish()
  }

  private static func overall(_ value: YAMLValue?, _ indicators: [Indicator]) throws -> [String] {
    guard let value else { return [] }
    let names = try value.references(in: indicators.map(\.name))
    for (name, element) in zip(names, try value.list()) {
      guard indicators.named(name, \.name)?.threshold != nil else {
        throw element.fault(.overallWithoutThreshold, ["name": name])
      }
    }
    return names
  }

  private static func revisit(_ value: YAMLValue) throws -> Rational {
    var mapping = try value.mapping()
    let fraction = try mapping.required("fraction")
    try mapping.finish()
    return try fraction.decimal(.share)
  }

  private static func readers(_ value: YAMLValue) throws -> Int {
    var mapping = try value.mapping()
    let readers = try mapping.required("readers")
    try mapping.finish()
    return try readers.integer(.whole(1...2))
  }

  private static func confidence(_ value: YAMLValue) throws -> Rational {
    let confidence = try value.decimal(.inner)
    guard confidence > Rational(1, 2) else {
      throw value.fault(.yamlOutOfRange, ["range": "0.5 < x < 1"])
    }
    return confidence
  }

  /// The indicator of a name.
  public func indicator(_ name: String) -> Indicator? {
    indicators.named(name, \.name)
  }

  /// The sample of a name.
  public func sample(_ name: String) -> Sample? {
    samples.named(name, \.name)
  }

  /// The form of a name.
  public func form(_ name: String) -> FormDescription? {
    forms.named(name, \.name)
  }

  /// The kind of findings of a name.
  public func finding(_ name: String) -> FindingKind? {
    findings.named(name, \.name)
  }

  /// The outcome of a name, which is a choice of the forms' outcome questions.
  public func outcome(_ name: String) -> Outcome? {
    outcomes.named(name, \.name)
  }

  /// The forms that are asked of a sample's units; the first of them tells how a visit ended.
  public func forms(of sample: String) -> [FormDescription] {
    forms.filter { $0.samples.holds(sample) }
  }
}

extension RegisterDescription {
  /// The registers of a `registers:` section: each parent before its children.
  static func list(_ value: YAMLValue) throws -> [RegisterDescription] {
    let registers = try extend([], value)
    guard !registers.isEmpty else {
      throw value.fault(.yamlWrongType, ["expected": "villages: {…}"])
    }
    return registers
  }

  /// The tables of a `records:` section, which may lie below registers and below each other.
  static func records(
    _ value: YAMLValue?, beside registers: [RegisterDescription]
  ) throws -> [RegisterDescription] {
    guard let value else { return [] }
    return Array(try extend(registers, value).dropFirst(registers.count))
  }

  private static func extend(
    _ known: [RegisterDescription], _ value: YAMLValue
  ) throws -> [RegisterDescription] {
    var registers = known
    for (name, value) in try value.namedEntries() {
      guard registers.named(name, \.name) == nil else {
        throw value.fault(.listedTwice, ["name": name])
      }
      let register = try RegisterDescription(name: name, value)
      if let parent = register.parent {
        guard let above = registers.named(parent, \.name) else {
          throw value.fault(
            .unknownParentRegister,
            ["name": parent, "known": registers.map(\.name).joined(separator: ", ")])
        }
        guard bytesCompare(above.id, register.parentColumn!) == 0 else {
          throw value.fault(
            .parentColumn, ["name": parent, "column": register.parentColumn!, "id": above.id])
        }
      }
      registers.append(register)
    }
    return registers
  }
}

extension Fault.Code {
  /// An indicator decides the overall result and has no threshold.
  public static let overallWithoutThreshold = Fault.Code(
    "overall-without-threshold", .configuration)
  /// A register names a parent that is not defined before it.
  public static let unknownParentRegister = Fault.Code("unknown-parent-register", .configuration)
  /// A register names its parent by another column than the parent's identifier.
  public static let parentColumn = Fault.Code("parent-column", .configuration)
}
