// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import GRDB
public import Tables

/// What a comparison with one list gave.
public struct CrosscheckResult: Sendable {
  /// The list.
  public let list: String
  /// The category's name.
  public let category: String
  /// The people on the list.
  public let rows: Int
  /// Rows whose number cannot be read or fails its check digit.
  public let badNumbers: Int
  /// Matches by how sure they are.
  public let matches: [Crosscheck.Strength: Int]
  /// Matches by name alone that may mean several people of the register.
  public let ambiguous: Int
  /// Flags that are new; the others were there.
  public let new: Int
}

extension Workspace {
  /// The profile's rules of the cross-check.
  /// - Throws: ``Fault/Code/noCrosscheck``.
  public func crosscheckRules() throws -> CrosscheckRules {
    guard let rules = profile.crosscheck else {
      throw Fault(.noCrosscheck, ["profile": description.profile])
    }
    return rules
  }

  /// Compares the register with lists of ineligible people and flags those that match; all lists or none.
  ///
  /// - Parameters:
  ///   - lists: category and file of each.
  ///   - byName: whether names count where there is no number.
  ///   - progress: hears the reading.
  /// - Throws: ``Fault/Code/noCrosscheck``; ``Fault/Code/crosscheckCategory``;
  ///   ``Fault/Code/crosscheckPersonalColumn`` where the register's columns are missing or not personal;
  ///   ``Fault/Code/crosscheckListWithoutNumbers`` for a list without numbers and
  ///   ``Fault/Code/crosscheckNumbersEmpty`` for one with an empty column of them, unless names count;
  ///   ``Fault/Code/crosscheckListColumns`` for one without names, too; the faults of ``TableFile``.
  public func crosscheck(
    _ lists: [(category: String, file: String)], byName: Bool, progress: Tables.Progress? = nil
  ) throws -> [CrosscheckResult] {
    let rules = try crosscheckRules()
    for list in lists where rules.category(list.category) == nil {
      throw Fault(
        .crosscheckCategory,
        [
          "name": list.category, "known": rules.categories.map(\.name).joined(separator: ", "),
        ])
    }
    let engine = Crosscheck(try crosscheckPeople(rules))
    var found: [(list: CrosscheckList, category: String, matches: [Crosscheck.Match])] = []
    for (category, file) in lists {
      let list = try CrosscheckList(file, rules: rules, byName: byName, progress: progress)
      found.append((list, category, engine.matches(list.people, byName: byName)))
    }
    let townships = try offices() ?? [:]
    return try record(
      "register crosscheck",
      Dictionary(
        found.map { ($0.category, try Self.digest(ofFile: $0.list.path)) },
        uniquingKeysWith: { "\($0) \($1)" })
    ) { db in
      try found.map { list, category, matches in
        let new = try insert(matches, of: list, category: category, townships, in: db)
        return CrosscheckResult(
          list: list.path, category: category, rows: list.people.count,
          badNumbers: list.badNumbers,
          matches: Dictionary(grouping: matches, by: \.strength).mapValues(\.count),
          ambiguous: matches.count { $0.bearers > 1 && $0.strength <= .nameAndVillage }, new: new)
      }
    }
  }

  /// All flags by number.
  public func crosscheckFlags() throws -> [CrosscheckFlag] {
    try database.read { try CrosscheckRecords.flags(in: $0) }
  }

  /// Takes a flag one step on.
  /// - Throws: ``Fault/Code/noSuchFlag``, ``Fault/Code/crosscheckStep``,
  ///   ``Fault/Code/crosscheckUnsigned``.
  public func decide(
    flag number: Int, _ state: CrosscheckFlag.State, reason: String
  ) throws {
    try decide([
      CrosscheckDecision(
        flag: number, state: state, reason: reason, actor: session.actor, place: Place())
    ])
  }

  /// Takes flags on, all or none; a flag that is there already is left as it is.
  /// - Returns: how many steps were new.
  @discardableResult
  func decide(_ decisions: [CrosscheckDecision]) throws -> Int {
    let flags = Dictionary(
      uniqueKeysWithValues: try crosscheckFlags().map { ($0.number, $0) })
    var faults = Faults()
    var new: [CrosscheckDecision] = []
    for decision in decisions {
      guard let flag = flags[decision.flag] else {
        faults.append(
          Fault(.noSuchFlag, at: decision.place, ["flag": "\(decision.flag)"]))
        continue
      }
      // What a flag went through on its way is no news.
      if flag.steps.contains(where: { $0.state == decision.state }) { continue }
      guard flag.state.next.contains(decision.state) else {
        faults.append(
          Fault(
            .crosscheckStep, at: decision.place,
            [
              "flag": "\(flag.number)", "from.en": flag.state.rawValue,
              "from.zh": flag.state.label.chinese, "to.en": decision.state.rawValue,
              "to.zh": decision.state.label.chinese, "by": flag.steps.last?.actor ?? "",
              "next.en": flag.state.next.map(\.rawValue).joined(separator: ", "),
              "next.zh": flag.state.next.map { "\($0.label.chinese)（\($0.rawValue)）" }
                .joined(separator: "、"),
            ]))
        continue
      }
      if decision.actor.isEmpty || decision.reason.isEmpty {
        faults.append(
          Fault(.crosscheckUnsigned, at: decision.place, ["flag": "\(flag.number)"]))
      }
      new.append(decision)
    }
    try faults.throwIfAny()
    guard !new.isEmpty else { return 0 }
    return try record("register crosscheck decide", ["flags": "\(new.count)"]) { db in
      for decision in new {
        try CrosscheckRecords.append(
          .init(
            state: decision.state, actor: decision.actor, at: session.timestamp,
            reason: decision.reason), to: decision.flag, in: db)
      }
      return new.count
    }
  }

  // MARK: - Records

  private func insert(
    _ matches: [Crosscheck.Match], of list: CrosscheckList, category: String,
    _ townships: [UnitID: String], in db: Database
  ) throws -> Int {
    var new = 0
    let listed = Dictionary(
      list.people.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
    let flag = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO crosscheck_flag (path, township, category, list, list_row, strength,
          bearers, names_agree) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let personal = try db.cachedStatement(
      sql: "INSERT INTO crosscheck_personal (flag, name, number) VALUES (?, ?, ?)")
    for match in matches {
      try flag.execute(
        arguments: [
          match.unit.text, townships[match.unit.top] ?? "", category,
          URL(filePath: list.path).lastPathComponent, match.row, match.strength.rawValue,
          match.bearers, match.namesAgree,
        ])
      guard db.changesCount > 0 else { continue }
      new += 1
      let number = Int(db.lastInsertedRowID)
      try CrosscheckRecords.append(
        .init(state: .flagged, actor: session.actor, at: session.timestamp, reason: ""),
        to: number, in: db)
      let person = listed[match.row]!
      try personal.execute(arguments: [number, person.name, person.number])
    }
    return new
  }

  /// The people of the register with the personal columns that the profile names.
  private func crosscheckPeople(_ rules: CrosscheckRules) throws -> [Crosscheck.Person] {
    let description = try registerDescription(rules.register)
    _ = try copyOfRegister(rules.register)
    let (names, records) = try personalRecords(of: rules.register)
    guard
      let number = names.firstIndex(where: { bytesCompare($0, rules.idNumber) == 0 }),
      let name = names.firstIndex(where: { bytesCompare($0, rules.name) == 0 })
    else {
      throw Fault(
        .crosscheckPersonalColumn,
        ["register": description.name, "number": rules.idNumber, "name": rules.name])
    }
    let places = try placeNames(above: description)
    return records.map { path, fields in
      var above: [String] = []
      var unit = path
      while let place = unit.above {
        unit = place
        above.append(place.ownID.text)
        if let known = places[place] { above.append(known) }
      }
      return Crosscheck.Person(
        unit: path, number: fields[number], name: fields[name], places: above)
    }
  }

  /// The personal columns of a register, and their fields by unit.
  func personalRecords(of register: String) throws -> (
    names: [String], records: [(UnitID, [String])]
  ) {
    try database.read { db in
      let names = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM register_extra_column WHERE register = ? AND is_personal = 1
          ORDER BY position
          """, arguments: [register])
      let rows = try Row.fetchAll(
        db, sql: "SELECT path, record FROM register_personal WHERE register = ? ORDER BY path",
        arguments: [register])
      return (names, rows.map { (UnitID($0["path"] as String), Record.fields($0["record"])) })
    }
  }

  /// What the units above a register are called, where their registers have a column `name`.
  private func placeNames(above description: RegisterDescription) throws -> [UnitID: String] {
    var names: [UnitID: String] = [:]
    var parent = description.parent
    while let register = parent {
      try database.read { db in
        let column = try Int.fetchOne(
          db,
          sql: """
            SELECT position FROM register_extra_column
            WHERE register = ? AND is_personal = 0 AND name = 'name'
            """, arguments: [register])
        guard let column else { return }
        for row in try Row.fetchAll(
          db, sql: "SELECT path, record FROM register_extra WHERE register = ?",
          arguments: [register])
        {
          names[UnitID(row["path"] as String)] = Record.fields(row["record"])[column]
        }
      }
      parent = self.description.registers.first { bytesCompare($0.name, register) == 0 }?.parent
    }
    return names
  }
}

/// What somebody decided about a flag.
struct CrosscheckDecision {
  let flag: Int
  let state: CrosscheckFlag.State
  let reason: String
  let actor: String
  let place: Place
}

/// A list of ineligible people as it was handed in.
struct CrosscheckList {
  let path: String
  let people: [Crosscheck.Listed]
  let badNumbers: Int

  init(
    _ path: String, rules: CrosscheckRules, byName: Bool, progress: Tables.Progress?
  ) throws {
    self.path = path
    let table = try TableFile(path: path).table(progress: progress)
    func column(_ aliases: [String]) -> TextColumn? {
      aliases.lazy.compactMap { table.index(of: $0) }.first.map { table.columns[$0] }
    }
    let numbers = column(rules.listedNumbers)
    let (names, villages) = (column(rules.listedNames), column(rules.listedVillages))
    let place = Place(file: path, sheet: table.sheet)
    let known = [
      "columns": table.names.joined(separator: ", "),
      "numbers": rules.listedNumbers.joined(separator: ", "),
      "names": rules.listedNames.joined(separator: ", "),
    ]
    if !byName {
      guard let numbers else { throw Fault(.crosscheckListWithoutNumbers, at: place, known) }
      guard (0..<table.rowCount).contains(where: { !numbers.isEmpty($0) }) else {
        let name = rules.listedNumbers.first { table.index(of: $0) != nil }
        throw Fault(
          .crosscheckNumbersEmpty, at: Place(file: path, sheet: table.sheet, column: name),
          ["rows": "\(table.rowCount)"])
      }
    }
    guard numbers != nil || names != nil, !byName || names != nil else {
      throw Fault(.crosscheckListColumns, at: place, known)
    }
    people = (0..<table.rowCount).map { row in
      Crosscheck.Listed(
        row: table.lines[row], number: numbers?.text(at: row) ?? "",
        name: names?.text(at: row) ?? "", village: villages?.text(at: row) ?? "")
    }
    badNumbers = people.count {
      let kind = IdentityNumber($0.number).kind
      return kind == .faulty || kind == .unreadable
    }
  }
}

extension Fault.Code {
  /// The profile compares no register with lists.
  public static let noCrosscheck = Fault.Code("no-crosscheck", .configuration)
  /// A list is of a category that the profile does not name.
  public static let crosscheckCategory = Fault.Code("crosscheck-category", .usage)
  /// The register lacks the columns that are compared, or they are not personal.
  public static let crosscheckPersonalColumn = Fault.Code("crosscheck-personal-column", .data)
  /// A list has no identity numbers, and names do not count.
  public static let crosscheckListWithoutNumbers = Fault.Code(
    "crosscheck-list-without-numbers", .data)
  /// The column of identity numbers of a list is empty in all rows, and names do not count.
  public static let crosscheckNumbersEmpty = Fault.Code("crosscheck-numbers-empty", .data)
  /// A list has no column of names.
  public static let crosscheckListColumns = Fault.Code("crosscheck-list-columns", .data)
  /// There is no flag of a number.
  public static let noSuchFlag = Fault.Code("no-such-flag", .data)
  /// A flag is to go to a state that does not follow its own.
  public static let crosscheckStep = Fault.Code("crosscheck-step", .data)
  /// A decision lacks who decided or why.
  public static let crosscheckUnsigned = Fault.Code("crosscheck-unsigned", .data)
}
