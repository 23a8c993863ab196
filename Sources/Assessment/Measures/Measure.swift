// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Tables

/// A figure of a whole register or record: a count, a sum, a rate or a share, without any sampling.
///
///     claim_rate:
///       label: {zh: 报账率, en: Claim rate}
///       over: funds
///       numerator: claimed
///       denominator: amount
///       by: township
///       threshold: {at_least: 0.90, inclusive: true, source: "平发〔2017〕19号"}
public struct Measure: Sendable {
  /// The name in the profile.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// The table whose rows it sums over.
  public let over: String
  /// The rows that count; all without it.
  public let condition: Expression?
  /// What each row adds above the line.
  public let numerator: Expression
  /// What each row adds below the line; a count or sum has none.
  public let denominator: Expression?
  /// The column whose values make groups, each with its own figure.
  public let group: String?
  /// The column within whose values groups are made, each with a figure and a distribution of its own.
  public let within: String?
  /// Whether each group is a share of the sum over all groups.
  public let isDistribution: Bool
  /// Columns made from other tables.
  public let related: [RelatedColumn]
  /// The requirement, if there is one.
  public let threshold: Threshold?
  /// How many decimals a percentage or mean is published with.
  public let decimals: Int
  /// Whether the figure is a share or ratio, shown as a percentage.
  public let isShare: Bool
  /// Where the profile defines it.
  public let place: Place

  /// The tables that it looks at, without those above them.
  package var tables: [String] { [over] + related.map(\.table) }

  /// All names that it uses.
  var names: [String] {
    [condition, numerator, denominator].compactMap { $0 }.flatMap(\.names)
      + [within, group].compactMap { $0 }
  }

  private enum Scale: String, CaseIterable {
    case share
    case ratio
    case number
  }

  /// Reads a measure of a `measures:` section.
  /// - Throws: ``Tables/Fault/Code/distributionOfRate``; the faults of YAML and expressions.
  init(_ name: String, _ value: YAMLValue, tables known: [String]) throws {
    self.name = name
    place = value.place
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    over = try mapping.required("over").reference(in: known)
    condition = try mapping.optional("where")?.expression()
    numerator = try mapping.required("numerator").expression()
    denominator = try mapping.optional("denominator")?.denominator()
    group = try mapping.optional("by")?.text()
    within = try mapping.optional("within")?.text()
    isDistribution = try mapping.optional("distribution")?.boolean() ?? false
    related = try RelatedColumn.list(mapping.optional("related"), tables: known)
    let requirement = mapping.optional("threshold")
    decimals = try mapping.optional("decimals")?.integer(.whole(0...10)) ?? 2
    let scale: Scale? = try mapping.optional("scale")?.choice()
    isShare = scale.map { $0 != .number } ?? (denominator != nil || isDistribution)
    // A ratio, such as this year's funds over last year's, may lie above 1.
    let isWithinOne = isShare && scale != .ratio
    threshold = try requirement.map { try Threshold($0, isShare: isWithinOne) }
    try mapping.finish()
    guard !isDistribution || (denominator == nil && group != nil) else {
      throw value.fault(.distributionOfRate)
    }
  }
}

extension Fault.Code {
  /// A distribution has a denominator, or no groups.
  public static let distributionOfRate = Fault.Code("distribution-of-rate", .configuration)
}
