// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
public import Tables

extension Scorecard {
  /// Reads a card of a `scorecards:` section.
  ///
  /// - Throws: ``Tables/Fault/Code/weightsDoNotAddUp``; ``Tables/Fault/Code/sharesDoNotAddUp``;
  ///   ``Tables/Fault/Code/gradesNotInOrder``; ``Tables/Fault/Code/unknownReference``; the faults of YAML
  ///   and expressions.
  init(
    _ name: String, _ value: YAMLValue, tables known: [String], levels: [Profile.ColumnLevels]
  ) throws {
    self.name = name
    place = value.place
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    over = try mapping.required("over").reference(in: known)
    peers = try mapping.optional("peers")?.text()
    peerValues = peers.flatMap { levels.named($0, \.column) }?.labels.map(\.value)
    source = try mapping.required("source").text()
    isExample = try mapping.optional("example")?.boolean() ?? false
    isPublic = try mapping.optional("publish")?.boolean() ?? false
    related = try RelatedColumn.list(mapping.optional("related"), tables: known)
    scales =
      try mapping.optional("scales")?.entries().map { ($0, try $1.choice(ScoreScale.self)) } ?? []
    contents =
      try mapping.optional("contents")?.namedEntries().map {
        Content(name: $0, label: try $1.bilingual())
      } ?? []
    let contentNames = contents.map(\.name)
    let list = try mapping.required("items")
    items = try list.namedEntries().map { try Item($0, $1, contents: contentNames) }
    let most = try items.reduce(Rational.zero) { try $0.adding($1.full) }
    if let full = mapping.optional("full") {
      guard try full.decimal(.size) == most else {
        throw full.fault(
          .weightsDoNotAddUp, ["sum": shortestDecimal(most.doubleValue), "full": try full.text()])
      }
    }
    flags = try mapping.optional("flags")?.namedEntries().map(Flag.init) ?? []
    grades = try Self.grades(mapping.optional("grades"), most: most)
    consequences = try mapping.optional("consequences")?.list().map(Consequence.init) ?? []
    try mapping.finish()
  }

  private static func grades(_ value: YAMLValue?, most: Rational) throws -> [Grade] {
    var grades: [Grade] = []
    for (name, value) in try value?.namedEntries() ?? [] {
      var mapping = try value.mapping()
      let label = try mapping.required("label").bilingual()
      let from = try mapping.required("from")
      let grade = Grade(name: name, label: label, from: try from.decimal(.amount))
      guard grade.from <= most else {
        let range = "0 ≤ x ≤ \(shortestDecimal(most.doubleValue))"
        throw from.fault(.yamlOutOfRange, ["range": range])
      }
      try mapping.finish()
      if let better = grades.last, grade.from >= better.from {
        throw value.fault(.gradesNotInOrder, ["name": name, "other": better.name])
      }
      grades.append(grade)
    }
    return grades
  }
}

extension Scorecard.Item {
  fileprivate init(_ name: String, _ value: YAMLValue, contents: [String]) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    content = try mapping.optional("content")?.reference(in: contents)
    full = try mapping.required("full").decimal(.size)
    let score = try mapping.required("score")
    scoring = try ItemScoring(score)
    condition = try mapping.optional("where")?.expression()
    if let several = mapping.optional("sources") {
      sources = try several.namedEntries().map { name, value in
        var mapping = try value.mapping()
        let source = try Scorecard.Source(name, &mapping, share: nil)
        try mapping.finish()
        return source
      }
      let sum = try sources.reduce(Rational.zero) { try $0.adding($1.share) }
      guard sum == .one else {
        throw several.fault(
          .sharesDoNotAddUp, ["name": name, "sum": shortestDecimal(sum.doubleValue)])
      }
    } else {
      sources = [try Scorecard.Source(name, &mapping, share: .one)]
    }
    // A quotient of two numbers is no percentage: 97 of 100 is 0.97.
    if scoring.scale == .percent, sources.contains(where: { $0.denominator != nil }) {
      throw score.fault(.yamlWrongType, ["expected": "{…, scale: share}"])
    }
    try mapping.finish()
  }
}

extension Scorecard.Source {
  fileprivate init(_ name: String, _ mapping: inout YAMLMapping, share: Rational?) throws {
    self.name = name
    label = share == nil ? try mapping.required("label").bilingual() : nil
    self.share =
      try share
      ?? mapping.required("share").decimal(NumberRange(least: 0, most: 1, isAboveLeast: true))
    if let value = mapping.optional("value") {
      numerator = try value.expression()
      denominator = nil
    } else {
      numerator = try mapping.required("numerator").expression()
      denominator = try mapping.required("denominator").denominator()
    }
  }
}

extension Scorecard.Flag {
  fileprivate init(_ name: String, _ value: YAMLValue) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    when = try mapping.required("when").expression()
    // A flag that nothing shows would be an accusation.
    evidence = try mapping.required("evidence").expression()
    isVeto = try mapping.optional("veto")?.boolean() ?? false
    try mapping.finish()
  }
}

extension Scorecard.Consequence {
  fileprivate init(_ value: YAMLValue) throws {
    var mapping = try value.mapping()
    let condition = try mapping.required("when")
    when = try condition.expression()
    for name in when.names {
      guard Scorecard.consequenceNames.holds(name) else {
        throw condition.fault(
          .unknownReference,
          ["name": name, "known": Scorecard.consequenceNames.joined(separator: ", ")])
      }
    }
    label = try mapping.required("label").bilingual()
    source = try mapping.required("source").text()
    try mapping.finish()
  }
}

extension Fault.Code {
  /// The full points of a card are not the sum of its items'.
  public static let weightsDoNotAddUp = Fault.Code("weights-do-not-add-up", .configuration)
  /// The shares of an item's sources do not add up to 1.
  public static let sharesDoNotAddUp = Fault.Code("shares-do-not-add-up", .configuration)
  /// A grade does not begin below the one before it.
  public static let gradesNotInOrder = Fault.Code("grades-not-in-order", .configuration)
}
