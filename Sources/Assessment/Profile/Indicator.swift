// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Sampling
public import Tables

/// An indicator as the profile defines it.
public struct Indicator: Sendable {
  /// The name in the profile.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// Whom or what it speaks of.
  public let target: BilingualText
  /// What is computed.
  public let measure: Measure
  /// The requirement, if there is one.
  public let threshold: Threshold?
  /// Whether it is a share, shown as a percentage.
  public let isShare: Bool
  /// Other readings of a definition that is disputed, for the sensitivity of the result.
  public let readings: [Reading]
  /// Where the profile defines it.
  public let place: Place

  /// What an indicator computes.
  public enum Measure: Sendable {
    /// A sum over answered units divided by another.
    case ratio(Ratio)
    /// Rates of other indicators put together with totals of registers.
    case composite(Composite)
  }

  /// A sum over the answered units of samples divided by another.
  public struct Ratio: Sendable {
    /// The samples whose units count.
    public let samples: [String]
    /// Which of their units count; all without it.
    public let condition: Expression?
    /// What each unit adds above the line.
    public let numerator: Expression
    /// What each unit adds below the line.
    public let denominator: Expression
    /// Whether each sample is reported for itself, too.
    public let hasParts: Bool
    /// Whether the units beyond the line are bounded as a count in their finite population.
    public let hasCountBound: Bool
    /// What a unit adds below the line of which nobody knows the answers, where the denominator asks for
    /// answers; only the sensitivity of the result uses it.
    public let unanswered: Expression?
  }

  /// Another reading of a ratio.
  public struct Reading: Sendable {
    /// The name in the profile.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// What is computed then.
    public let ratio: Ratio
  }

  /// A sum of known totals, and of rates times known totals, divided by a known total.
  public struct Composite: Sendable {
    /// The terms of the sum.
    public let terms: [Term]
    /// The total below the line.
    public let denominator: RegisterTotal
    /// Whether rates may be taken to hold where nothing could be drawn.
    public let assumesSameRate: Bool
  }

  /// A term of a composite.
  public struct Term: Sendable {
    /// The indicator whose rate multiplies the total; `nil` for the total itself.
    public let rate: String?
    /// The total.
    public let total: RegisterTotal
  }

  /// A total that a register knows.
  public struct RegisterTotal: Sendable {
    /// The register.
    public let register: String
    /// The column that is summed; `nil` counts rows.
    public let column: String?
    /// Which rows count; all without it.
    public let condition: Expression?
    /// Where the profile says so.
    public let place: Place
  }

  /// The samples whose units the indicator counts itself.
  public var samples: [String] {
    if case .ratio(let ratio) = measure { ratio.samples } else { [] }
  }
}

extension Profile {
  /// The indicators of an `indicators:` section.
  static func indicators(
    _ value: YAMLValue, samples: [String], registers: [String]
  ) throws -> [Indicator] {
    var indicators: [Indicator] = []
    for (name, value) in try value.namedEntries() {
      // A composite refers to rates above it, so that none can rest on itself.
      let rates = indicators.filter { if case .ratio = $0.measure { $0.isShare } else { false } }
      indicators.append(
        try Indicator(
          name, value, samples: samples, registers: registers, rates: rates.map(\.name)))
    }
    return indicators
  }
}

extension Indicator {
  init(
    _ name: String, _ value: YAMLValue, samples: [String], registers: [String], rates: [String]
  ) throws {
    self.name = name
    place = value.place
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    target = try mapping.required("target").bilingual()
    let requirement = mapping.optional("threshold")
    let scale: Scale = try mapping.optional("scale")?.choice() ?? .share
    let isShare = scale == .share
    self.isShare = isShare
    threshold = try requirement.map { try Threshold($0, isShare: isShare) }
    let readings = mapping.optional("readings")
    if let composite = mapping.optional("composite") {
      if let readings {
        throw readings.fault(.eitherOr, ["one": "composite", "other": "readings"])
      }
      self.readings = []
      let assumption = mapping.optional("assume-same-rate")
      measure = .composite(
        try Composite(
          composite, assumesSameRate: try assumption?.boolean() ?? false, registers: registers,
          rates: rates))
    } else {
      let ratio = try Ratio(&mapping, of: value, samples: samples)
      measure = .ratio(ratio)
      self.readings = try readings?.namedEntries().map { try Reading($0, $1, of: ratio) } ?? []
    }
    try mapping.finish()
  }

  private enum Scale: String, CaseIterable {
    case share, index
  }
}

extension Indicator.Ratio {
  init(_ mapping: inout YAMLMapping, of owner: YAMLValue, samples known: [String]) throws {
    switch (mapping.optional("sample"), mapping.optional("samples")) {
    case (let sample?, nil): samples = [try sample.reference(in: known)]
    case (nil, let list?): samples = try list.references(in: known)
    case (nil, nil): throw owner.fault(.yamlMissingKey, ["missing": "sample"])
    case (_?, let list?): throw list.fault(.eitherOr, ["one": "sample", "other": "samples"])
    }
    condition = try mapping.optional("where")?.expression()
    numerator = try mapping.required("numerator").expression()
    denominator = try mapping.required("denominator").denominator()
    hasParts = try mapping.optional("parts")?.choice(Parts.self) == .samples
    hasCountBound = try mapping.optional("bound")?.choice(Bound.self) == .hypergeometric
    unanswered = try mapping.optional("unanswered")?.expression()
  }

  /// The same ratio with other expressions.
  init(
    _ ratio: Indicator.Ratio, condition: Expression?, numerator: Expression?,
    denominator: Expression?
  ) {
    samples = ratio.samples
    self.condition = condition ?? ratio.condition
    self.numerator = numerator ?? ratio.numerator
    self.denominator = denominator ?? ratio.denominator
    hasParts = false
    hasCountBound = false
    unanswered = nil
  }

  private enum Parts: String, CaseIterable {
    case samples
  }

  private enum Bound: String, CaseIterable {
    case hypergeometric
  }
}

extension Indicator.Reading {
  init(_ name: String, _ value: YAMLValue, of ratio: Indicator.Ratio) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    var expressions = try ["where", "numerator"].map { try mapping.optional($0)?.expression() }
    expressions.append(try mapping.optional("denominator")?.denominator())
    try mapping.finish()
    guard expressions.contains(where: { $0 != nil }) else {
      throw value.fault(.yamlMissingKey, ["missing": "numerator"])
    }
    self.ratio = Indicator.Ratio(
      ratio, condition: expressions[0], numerator: expressions[1], denominator: expressions[2])
  }
}

extension Indicator {
  /// The indicator in another reading.
  func read(_ reading: Reading) -> Indicator { Indicator(self, measure: .ratio(reading.ratio)) }

  private init(_ indicator: Indicator, measure: Measure) {
    name = indicator.name
    label = indicator.label
    target = indicator.target
    threshold = indicator.threshold
    isShare = indicator.isShare
    place = indicator.place
    readings = []
    self.measure = measure
  }
}

extension Indicator.Composite {
  init(
    _ value: YAMLValue, assumesSameRate: Bool, registers: [String], rates: [String]
  ) throws {
    var mapping = try value.mapping()
    terms = try mapping.required("numerator").list().map { element in
      var term = try element.mapping()
      guard let rate = try term.optional("rate")?.reference(in: rates) else {
        return Indicator.Term(
          rate: nil, total: try Indicator.RegisterTotal(element, registers: registers))
      }
      let total = try Indicator.RegisterTotal(try term.required("times"), registers: registers)
      try term.finish()
      return Indicator.Term(rate: rate, total: total)
    }
    denominator = try Indicator.RegisterTotal(
      try mapping.required("denominator"), registers: registers)
    self.assumesSameRate = assumesSameRate
    try mapping.finish()
  }
}

extension Indicator.RegisterTotal {
  init(_ value: YAMLValue, registers: [String]) throws {
    place = value.place
    var mapping = try value.mapping()
    let total = try mapping.required("total").text()
    column = bytesCompare(total, "rows") == 0 ? nil : total
    register = try mapping.required("of").reference(in: registers)
    condition = try mapping.optional("where")?.expression()
    try mapping.finish()
  }
}

extension Threshold {
  /// Reads a requirement; that of a share is one.
  init(_ value: YAMLValue, isShare: Bool) throws {
    var mapping = try value.mapping()
    func limit(_ value: YAMLValue) throws -> Rational {
      let limit = try value.decimal()
      if isShare { try value.check(limit, in: .share) }
      return limit
    }
    switch (mapping.optional("at_most"), mapping.optional("at_least")) {
    case (let value?, nil): (self.limit, side) = (try limit(value), .atMost)
    case (nil, let value?): (self.limit, side) = (try limit(value), .atLeast)
    case (nil, nil): throw value.fault(.yamlMissingKey, ["missing": "at_most"])
    case (_?, let second?): throw second.fault(.eitherOr, ["one": "at_most", "other": "at_least"])
    }
    isInclusive = try mapping.required("inclusive").boolean()
    source = try mapping.required("source").text()
    try mapping.finish()
  }
}

extension Fault.Code {
  /// Two keys of which only one may be there.
  public static let eitherOr = Fault.Code("either-or", .configuration)
}
