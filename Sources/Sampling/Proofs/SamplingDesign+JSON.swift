// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension SamplingDesign: Equatable {
  /// Whether both are sealed alike.
  public static func == (left: SamplingDesign, right: SamplingDesign) -> Bool {
    left.json == right.json
  }

  /// The design as a seal holds it.
  ///
  /// Fractions stand as the texts that were typed, conditions as the expressions.
  public var json: CanonicalJSON {
    .object([
      "stages": .array(
        stages.enumerated().map { index, stage in
          .array(stage.samples.map { $0.json(isFirstStage: index == 0) })
        })
    ])
  }

  /// The design of a seal.
  /// - Throws: ``Fault/Code/proofShape``; what is wrong with a fraction or method.
  public init(json: CanonicalJSON) throws {
    var reader = try JSONReader(json, path: "design")
    stages = try reader.array("stages") { stage, path in
      guard case .array(let samples) = stage else { throw JSONReader.fault(path) }
      return Stage(
        samples: try samples.enumerated().map {
          try SampleDesign(json: $1, path: "\(path)[\($0)]")
        })
    }
    try reader.finish()
    guard let first = stages.first, first.samples.count == 1, first.samples[0].name.isEmpty else {
      throw JSONReader.fault("design.stages")
    }
  }
}

extension SampleDesign: Equatable {
  /// Whether both are sealed alike.
  public static func == (left: SampleDesign, right: SampleDesign) -> Bool {
    left.json(isFirstStage: false) == right.json(isFirstStage: false)
  }

  fileprivate func json(isFirstStage: Bool) -> CanonicalJSON {
    let (fraction, sizes) = size.json
    var members: [(String, CanonicalJSON)] = [
      ("fraction", fraction),
      ("maximum", .number(maximum)),
      ("method", .string(method.name)),
      ("minimum", .integer(minimum)),
      ("name", .string(name)),
      ("of", isFirstStage ? .null : .string(base.rawValue)),
      ("register", .string(register)),
      ("reserves", .string(reserves.text)),
      ("rounding", .string(rounding.rawValue)),
      ("size", sizes),
      (
        "sort",
        .array(
          sort.map { .object(["column": .string($0.column), "number": .boolean($0.isNumeric)]) })
      ),
      ("strata", .array(strata.map { .string($0) })),
      ("where", .text(condition)),
    ]
    // These came later: a design that does without them is sealed as it always was.
    if let sizeMeasure { members.append(("sizeMeasure", .string(sizeMeasure))) }
    if !balance.isEmpty { members.append(("balance", .array(balance.map { .string($0) }))) }
    if !coordinates.isEmpty {
      members.append(("coordinates", .array(coordinates.map { .string($0) })))
    }
    if let spread { members.append(("allocation", spread.json)) }
    if let takeAll { members.append(("takeAll", .string(takeAll))) }
    return .object(Dictionary(uniqueKeysWithValues: members.map { (UnitID($0.0), $0.1) }))
  }

  fileprivate init(json: CanonicalJSON, path: String) throws {
    var reader = try JSONReader(json, path: path)
    let base = try reader.optionalText("of")
    let rounding = try reader.text("rounding")
    guard let known = Rounding(rawValue: rounding) else { throw reader.fault("rounding") }
    guard let part = Base(rawValue: base ?? Base.cluster.rawValue) else { throw reader.fault("of") }
    self.init(
      try reader.text("name"), from: try reader.text("register"),
      where: try reader.optionalText("where"), strata: try reader.texts("strata"),
      sort: try reader.array("sort") { key, path in
        var reader = try JSONReader(key, path: path)
        let sort = SortKey(try reader.text("column"), numeric: try reader.boolean("number"))
        try reader.finish()
        return sort
      },
      size: try SizeRule(&reader), of: part, rounding: known,
      minimum: try reader.integer("minimum"), maximum: try reader.optionalInteger("maximum"),
      method: try SelectionMethod(named: try reader.text("method")),
      sizeMeasure: reader.has("sizeMeasure") ? try reader.text("sizeMeasure") : nil,
      balance: reader.has("balance") ? try reader.texts("balance") : [],
      coordinates: reader.has("coordinates") ? try reader.texts("coordinates") : [],
      reserves: try Fraction(try reader.text("reserves")))
    if reader.has("allocation") {
      allocation = try Allocation(json: reader.value("allocation"), path: "\(path).allocation")
    }
    if reader.has("takeAll") { takeAll = try reader.text("takeAll") }
    try reader.finish()
  }
}

extension SizeRule {
  /// The members `fraction` and `size`: one of them a value, or both maps by stratum.
  fileprivate var json: (fraction: CanonicalJSON, size: CanonicalJSON) {
    switch self {
    case .fraction(let fraction): return (.string(fraction.text), .null)
    case .size(let size): return (.null, .integer(size))
    case .byStratum(let rules):
      var fractions: [UnitID: CanonicalJSON] = [:]
      var sizes: [UnitID: CanonicalJSON] = [:]
      for (stratum, rule) in rules {
        switch rule {
        case .fraction(let fraction): fractions[stratum] = .string(fraction.text)
        case .size(let size): sizes[stratum] = .integer(size)
        }
      }
      return (.object(fractions), .object(sizes))
    }
  }

  fileprivate init(_ reader: inout JSONReader) throws {
    switch (try reader.value("fraction"), try reader.value("size")) {
    case (.string(let text), .null): self = .fraction(try Fraction(text))
    case (.null, .integer(let size)): self = .size(size)
    case (.object(let fractions), .object(let sizes)):
      var rules: [UnitID: StratumSize] = [:]
      for (stratum, value) in fractions {
        guard case .string(let text) = value else { throw reader.fault("fraction") }
        rules[stratum] = .fraction(try Fraction(text))
      }
      for (stratum, value) in sizes {
        guard case .integer(let size) = value, rules[stratum] == nil else {
          throw reader.fault("size")
        }
        rules[stratum] = .size(size)
      }
      self = .byStratum(rules)
    default: throw reader.fault("size")
    }
  }
}
