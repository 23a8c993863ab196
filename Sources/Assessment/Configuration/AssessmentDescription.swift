// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Sampling
public import Tables

/// What people write about an assessment: the content of `assessment.yaml`.
public struct AssessmentDescription: Sendable {
  /// What the assessment is called.
  public let title: BilingualText
  /// The name of the profile.
  public let profile: String
  /// The language of reports and messages; `nil` leaves it to the user's own.
  public let language: Language?
  /// The registers, each parent before its children.
  public let registers: [RegisterDescription]
  /// Other tables that the office keeps, neither drawn from nor sealed.
  public let records: [RegisterDescription]
  /// What will be drawn.
  public let design: SamplingDesign
  /// The samples of the design with what a mask needs, in the design's order.
  public let samples: [DesignedSample]
  /// The rounds that are named beforehand.
  public let rounds: [Round]

  /// A round that is named beforehand.
  public struct Round: Sendable, Equatable {
    /// The name, that of its folders.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The earlier round from whose units it draws a part, if it does.
    public let subsample: SubsampleRule?
  }

  /// Reads `assessment.yaml`.
  ///
  /// - Parameters:
  ///   - text: its content.
  ///   - file: the file as faults should name it.
  ///   - settings: what takes the place of values in the text.
  /// - Throws: a `Fault` of kind configuration with line and column; ``Tables/Faults`` with the cell of every
  ///   setting that is wrong.
  public init(text: String, file: String, settings: [FilledSetting] = []) throws {
    let document = try YAMLValue(text: text, file: file)
    do {
      try self.init(document.applying(settings))
    } catch let fault as Fault {
      throw try Self.faults(document, settings, first: fault)
    }
  }

  /// Reads a description from its document.
  package init(_ document: YAMLValue) throws {
    var root = try document.mapping()
    let title = try root.required("title").bilingual()
    let profile = try root.required("profile").name()
    let language = try root.optional("language").map(Self.language)
    let registers = try RegisterDescription.list(try root.required("registers"))
    try self.init(
      title: title, profile: profile, language: language, registers: registers,
      records: RegisterDescription.records(root.optional("records"), beside: registers),
      design: root.required("design"), rounds: root.optional("rounds"))
    try root.finish()
  }

  /// What `assay new` proposes: a profile's own registers and design.
  ///
  /// - Parameters:
  ///   - profile: the profile.
  ///   - name: its name.
  ///   - document: its `design.yaml`.
  /// - Throws: a `Fault` of kind configuration with line and column.
  package init(proposedBy profile: Profile, named name: String, design document: YAMLValue) throws {
    try self.init(
      title: profile.title, profile: name, language: nil, registers: profile.registers,
      records: profile.records, design: document, rounds: nil)
  }

  private init(
    title: BilingualText, profile: String, language: Language?, registers: [RegisterDescription],
    records: [RegisterDescription], design: YAMLValue, rounds: YAMLValue?
  ) throws {
    self.title = title
    self.profile = profile
    self.language = language
    self.records = records
    let stages = try Self.stages(design, registers: registers)
    self.registers = Self.registers(registers, withListsOf: stages)
    self.design = SamplingDesign(stages: stages.map { Stage(samples: $0.map(\.design)) })
    samples = stages.flatMap { $0 }
    self.rounds = try Self.rounds(rounds, registers: self.registers, samples: samples)
  }

  /// The registers, with the lists of samples as columns.
  private static func registers(
    _ registers: [RegisterDescription], withListsOf stages: [[DesignedSample]]
  ) -> [RegisterDescription] {
    registers.map { register in
      stages.joined().reduce(register) { register, sample in
        guard let list = sample.list,
          bytesCompare(sample.design.register, register.name) == 0
        else { return register }
        return register.adding(list)
      }
    }
  }

  private static func rounds(
    _ value: YAMLValue?, registers: [RegisterDescription], samples: [DesignedSample]
  ) throws -> [Round] {
    var rounds: [Round] = []
    for (name, value) in try value?.namedEntries() ?? [] {
      var mapping = try value.mapping()
      let label = try mapping.required("label").bilingual()
      let subsample = try mapping.optional("subsample").map {
        try SubsampleRule($0, after: rounds.map(\.name), of: samples)
      }
      try mapping.finish()
      if subsample != nil,
        let register = registers.first(where: {
          $0.usableColumns.holds(SubsampleRule.probabilityColumn)
        })
      {
        throw value.fault(
          .probabilityColumnTaken,
          ["register": register.name, "name": SubsampleRule.probabilityColumn])
      }
      rounds.append(Round(name: name, label: label, subsample: subsample))
    }
    return rounds
  }

  /// The rule of a round that draws a part of an earlier round's units; `nil` for any other.
  public func subsample(round: String) -> SubsampleRule? {
    rounds.named(round, \.name)?.subsample
  }

  /// The design by which a round draws a part of an earlier round's units.
  public func design(of rule: SubsampleRule) -> SamplingDesign {
    rule.design(of: design, names: samples.map(\.name))
  }

  /// The language that a text names, whatever else is wrong with it; `nil` if none can be read.
  package static func language(namedIn text: String) -> Language? {
    guard var root = try? YAMLValue(text: text, file: "").mapping(),
      let value = root.optional("language")
    else { return nil }
    return try? language(value)
  }

  private static func language(_ value: YAMLValue) throws -> Language {
    guard let language = Language(tag: try value.text()) else {
      throw value.fault(.yamlWrongType, ["expected": "zh-Hans, en"])
    }
    return language
  }

  /// The design of a round: samples that rotate take their turn.
  ///
  /// - Parameters:
  ///   - turn: the round's number, counted from 0.
  ///   - lap: how often the first stage has gone round its units before.
  public func design(turn: Int, lap: Int) -> SamplingDesign {
    var design = design
    var rotations = samples.map(\.rotation)[...]
    for stage in design.stages.indices {
      for sample in design.stages[stage].samples.indices {
        guard let rule = rotations.removeFirst() else { continue }
        design.stages[stage].samples[sample].method = .rotation(
          Rotation(turn: rule.pace == .lap ? lap : turn, keep: rule.keep))
      }
    }
    return design
  }

  /// The stage of a register's units, counted from 1.
  public func stage(of register: RegisterDescription) -> Int {
    1 + (register.parent.flatMap { self.register($0) }.map { stage(of: $0) } ?? 0)
  }

  /// The register of a name.
  public func register(_ name: String) -> RegisterDescription? {
    registers.named(name, \.name)
  }

  /// The sample of a name in the design; that of the first stage bears its register's name.
  public func sample(_ name: String) -> DesignedSample? {
    samples.named(name, \.name)
  }

  /// Refuses a design that the profile cannot speak about: each of its samples must be one of the
  /// profile's, and the columns that the profile sums must be in the registers.
  /// - Throws: ``Tables/Fault/Code/unknownReference``; ``Tables/Fault/Code/unknownRegisterColumn``.
  public func check(against profile: Profile) throws {
    let known = profile.samples.map(\.name)
    for sample in samples where !known.holds(sample.name) {
      throw Fault(
        .sampleNotInProfile, at: sample.place,
        ["name": sample.name, "known": known.joined(separator: ", ")])
    }
    for indicator in profile.indicators {
      guard case .composite(let composite) = indicator.measure else { continue }
      for total in composite.terms.map(\.total) + [composite.denominator] {
        try check(total)
      }
    }
  }

  private func check(_ total: Indicator.RegisterTotal) throws {
    guard let register = register(total.register) else {
      throw Fault(
        .unknownReference, at: total.place,
        [
          "name": total.register, "key": total.place.column ?? "", "position": "",
          "known": registers.map(\.name).joined(separator: ", "),
        ])
    }
    for name in (total.column.map { [$0] } ?? []) + (total.condition?.names ?? []) {
      try register.check(column: name, at: total.place)
    }
  }
}

extension RegisterDescription {
  /// The columns that designs and indicators may use: identifier, parent and what is sealed.
  var usableColumns: [String] {
    [id] + (parentColumn.map { [$0] } ?? []) + sealedColumns.map(\.name)
  }

  /// Refuses the name of a column that the register does not have or keeps apart as personal.
  /// - Throws: ``Tables/Fault/Code/unknownRegisterColumn``.
  func check(column: String, at place: Place) throws {
    guard usableColumns.holds(column) else {
      throw Fault(
        .unknownRegisterColumn, at: place,
        ["name": column, "register": name, "columns": usableColumns.joined(separator: ", ")])
    }
  }
}

extension Fault.Code {
  /// A design draws a sample that the profile does not know.
  public static let sampleNotInProfile = Fault.Code("sample-not-in-profile", .configuration)
  /// A column is named that the register's description does not list.
  public static let unknownRegisterColumn = Fault.Code("unknown-register-column", .configuration)
}
