// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import Sampling
public import Tables

/// What an assessment tells one of the objects of scorecards, such as a county: all that its cards say of it, and
/// by when it answers.
public struct ScorecardLetter: Sendable {
  /// The table of the object.
  public let table: String
  /// The object's identifier.
  public let object: String
  /// What each card came to for the object, in the order of the cards.
  public let parts: [(card: Scorecard, object: ScoredObject)]
  /// The cards that were not evaluated, and why.
  public let lacking: [(card: Scorecard, lack: RecordLack)]

  /// The letters of all objects: a letter for each row of each table of objects, in their order.
  ///
  /// - Parameter name: the only object that is wanted, if any is.
  /// - Throws: ``Tables/Fault/Code/unknownObject`` where no card has an object of that name;
  ///   ``Tables/Fault/Code/noObjects`` where none has any.
  /// - Complexity: linear in cards times objects.
  public static func letters(
    _ results: [ScorecardResult], to name: String? = nil
  ) throws -> [ScorecardLetter] {
    let lacking = results.compactMap { result in result.lack.map { (result.card, $0) } }
    var order: [Key] = []
    var parts: [Key: [(card: Scorecard, object: ScoredObject)]] = [:]
    for result in results {
      for object in result.objects {
        let key = Key(table: UnitID(result.card.over), object: UnitID(object.id))
        if parts[key] == nil { order.append(key) }
        parts[key, default: []].append((result.card, object))
      }
    }
    guard !order.isEmpty else { throw noObjects(results) }
    let wanted = order.filter { key in name.map { UnitID($0) == key.object } ?? true }
    if let name, wanted.isEmpty {
      throw Fault(
        .unknownObject,
        ["name": name, "known": order.map(\.object.text).joined(separator: ", ")])
    }
    return wanted.map { key in
      ScorecardLetter(
        table: key.table.text, object: key.object.text, parts: parts[key]!,
        lacking: lacking.filter { UnitID($0.0.over) == key.table })
    }
  }

  /// Nobody can be written to: each card with why it has no objects.
  private static func noObjects(_ results: [ScorecardResult]) -> Fault {
    func reasons(_ language: Language) -> String {
      results.map { result in
        let lack =
          result.lack.map { ProblemListing.words($0, in: language) }
          ?? BilingualText(
            zh: "表 \(result.card.over) 没有一行", en: "the table \(result.card.over) has no rows"
          ).text(in: language)
        return "\(result.card.name) (\(lack))"
      }.joined(separator: ScorecardListing.separator(language))
    }
    return Fault(.noObjects, ["reasons.zh": reasons(.chinese), "reasons.en": reasons(.english)])
  }

  /// The flags that are raised with evidence: what must be put right.
  var problems: [(flag: Scorecard.Flag, evidence: String)] {
    parts.flatMap { card, object in
      zip(object.flags, object.evidence).compactMap { name, evidence in
        card.flag(name).map { ($0, evidence) }
      }
    }
  }

  private struct Key: Hashable {
    let table: UnitID
    let object: UnitID
  }
}

extension Scorecard {
  /// The flag of a name.
  func flag(_ name: String) -> Flag? { flags.first { bytesCompare($0.name, name) == 0 } }
}

extension Fault.Code {
  /// No scorecard has any object.
  public static let noObjects = Fault.Code("no-objects", .noInput)
  /// No scorecard has an object of that name.
  public static let unknownObject = Fault.Code("unknown-object", .usage)
}
