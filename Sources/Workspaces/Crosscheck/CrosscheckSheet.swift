// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import GRDB
public import Tables

extension Workspace {
  /// Writes the flags that are not settled as workbooks, one for each township, to be filled in and taken
  /// back by ``importCrosscheck(_:)``. They hold names and are readable by their owner only; identity
  /// numbers show their first six and last four places. They lie beside a round's other files, and one that
  /// somebody has begun to fill in is never written over.
  ///
  /// - Returns: the files with their numbers of flags.
  /// - Throws: ``Fault/Code/noCrosscheck``; the faults of writing.
  public func exportCrosscheck(
    round: String, township: String? = nil, in language: Language
  ) throws -> [(path: String, flags: Int)] {
    let rules = try crosscheckRules()
    let flags = try crosscheckFlags().filter { flag in
      !flag.state.next.isEmpty && (township.map { bytesCompare($0, flag.township) == 0 } ?? true)
    }
    let personal = try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM crosscheck_personal").reduce(
        into: [Int: (name: String, number: String)]()
      ) { $0[$1["flag"]] = ($1["name"], $1["number"]) }
    }
    return try Dictionary(grouping: flags) { UnitID($0.township) }.sorted { $0.key < $1.key }
      .map { township, flags in
        let path = try writeForPeople(
          "crosscheck", for: [township.text], "xlsx", round: round
        ) { path in
          var writer = try WorkbookWriter(path: path, mode: 0o600)
          let sheet = try writer.addSheet(
            CrosscheckSheet.sheetName,
            columns: CrosscheckSheet.allCases.map { .init($0.title.text(in: language)) },
            frozenColumns: 1)
          for flag in flags {
            let cells = CrosscheckSheet.allCases.map { column in
              OutputCell(
                column.text(
                  of: flag, personal[flag.number] ?? ("", ""), rules: rules, in: language),
                style: column.isInput ? .input : .remark)
            }
            try writer.append(cells, to: sheet)
          }
          try writer.addChoices(
            CrosscheckFlag.State.allCases.filter { $0 != .flagged }
              .map { $0.label.text(in: language) },
            column: CrosscheckSheet.allCases.firstIndex(of: .state)!, rows: 2...(flags.count + 1),
            of: sheet)
          try writer.commit()
        }
        return (path, flags.count)
      }
  }

  /// Takes a filled-in workbook back: each new state is a step of who decided and why, all or none. A
  /// workbook that comes twice changes nothing the second time.
  ///
  /// - Returns: how many steps were new, and how many rows were left as they are.
  /// - Throws: ``Faults`` with every row that names no flag or another unit's, a foreign state, one that
  ///   does not follow, or nobody; the faults of ``TableFile``.
  public func importCrosscheck(_ path: String) throws -> (new: Int, unchanged: Int) {
    let table = try TableFile(path: path, named: CrosscheckSheet.sheetName).table()
    let language = Language.allCases.first { language in
      CrosscheckSheet.allCases.allSatisfy { table.index(of: $0.title.text(in: language)) != nil }
    }
    guard let language else {
      throw Fault(
        .crosscheckSheetColumns, at: Place(file: path, sheet: table.sheet),
        ["columns": table.names.joined(separator: ", ")])
    }
    let flags = Dictionary(uniqueKeysWithValues: try crosscheckFlags().map { ($0.number, $0) })
    var faults = Faults()
    var decisions: [CrosscheckDecision] = []
    for row in 0..<table.rowCount {
      let texts = try CrosscheckSheet.allCases.reduce(into: [CrosscheckSheet: String]()) {
        $0[$1] = try table.text($1.title.text(in: language)).text(at: row)
      }
      func place(_ column: CrosscheckSheet) -> Place {
        table.place(row: row, column: column.title.text(in: language))
      }
      guard let number = Int(texts[.number]!), let flag = flags[number],
        bytesCompare(texts[.unit]!, flag.unit.text) == 0
      else {
        faults.append(Fault(.noSuchFlag, at: place(.number), ["flag": texts[.number]!]))
        continue
      }
      guard let state = CrosscheckFlag.State(text: texts[.state]!) else {
        faults.append(
          Fault(
            .crosscheckForeignState, at: place(.state),
            [
              "value": texts[.state]!,
              "known": CrosscheckFlag.State.allCases.map { $0.label.text(in: language) }
                .joined(separator: ", "),
            ]))
        continue
      }
      decisions.append(
        CrosscheckDecision(
          flag: number, state: state, reason: texts[.reason]!, actor: texts[.who]!,
          place: place(.state)))
    }
    try faults.throwIfAny()
    let new = try decide(decisions)
    return (new, decisions.count - new)
  }
}

/// The columns of the workbook.
enum CrosscheckSheet: CaseIterable {
  case number, unit, name, idNumber, category, strength, bearers, state, reason, who

  /// The name of the sheet.
  static let sheetName = "crosscheck"

  var isInput: Bool { self == .state || self == .reason || self == .who }

  var title: BilingualText {
    switch self {
    case .number: BilingualText(zh: "编号", en: "Number")
    case .unit: BilingualText(zh: "农户", en: "Household")
    case .name: BilingualText(zh: "名单上的姓名", en: "Name on the list")
    case .idNumber: BilingualText(zh: "名单上的证号", en: "Number on the list")
    case .category: BilingualText(zh: "类别", en: "Category")
    case .strength: BilingualText(zh: "比对方式", en: "Matched by")
    case .bearers: BilingualText(zh: "名册中相符人数", en: "Matching people")
    case .state: BilingualText(zh: "核实结果", en: "Result")
    case .reason: BilingualText(zh: "依据", en: "Reason")
    case .who: BilingualText(zh: "核实人", en: "Verified by")
    }
  }

  func text(
    of flag: CrosscheckFlag, _ personal: (name: String, number: String), rules: CrosscheckRules,
    in language: Language
  ) -> String {
    switch self {
    case .number: "\(flag.number)"
    case .unit: flag.unit.text
    case .name: personal.name
    case .idNumber: Self.masked(personal.number)
    case .category: rules.category(flag.category)?.label.text(in: language) ?? flag.category
    case .strength:
      flag.strength.label.text(in: language)
        + (flag.namesAgree == false
          ? BilingualText(zh: "，姓名不同", en: ", names differ").text(in: language) : "")
    case .bearers: "\(flag.bearers)"
    case .state: flag.state.label.text(in: language)
    case .reason, .who: ""
    }
  }

  private static func masked(_ number: String) -> String {
    guard number.count > 10 else { return String(repeating: "*", count: number.count) }
    return number.prefix(6) + String(repeating: "*", count: number.count - 10) + number.suffix(4)
  }
}

extension Fault.Code {
  /// A workbook of the cross-check lacks columns.
  public static let crosscheckSheetColumns = Fault.Code("crosscheck-sheet-columns", .data)
  /// A state is none of the cross-check's.
  public static let crosscheckForeignState = Fault.Code("crosscheck-foreign-state", .data)
}
