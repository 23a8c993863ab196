// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
public import Tables

/// Registers that were refused, with the workbooks that hold their rejected rows.
public struct RefusedRegisters: Error, Sendable {
  /// Everything that is wrong.
  public let faults: Faults
  /// The workbooks, one for each office, by their paths.
  public let rejects: [String]
}

/// A register's file of which rows were rejected.
struct RejectedRegister {
  let source: RegisterSource
  /// The checks of its rows.
  let check: RegisterCheck
  /// The rows that were checked, as they stand in the file or were corrected.
  let table: Tables.Table
  /// The rows that somebody left out.
  let leftOut: Tables.Table
  /// The rows to be written: the rejected and the corrected ones, in their order.
  let rows: [Int32]
}

/// The office that sees to each row of registers.
struct RowOffices {
  /// The column that names it.
  let column: String?
  /// The office of each unit of the first stage.
  let tops: [UnitID: String]

  /// The office of each row: by its own column, else by the unit of the first stage that it lies below; empty if
  /// neither tells.
  /// - Parameter parents: the paths of the rows' parents, if there are any.
  func office(_ table: Tables.Table, parents: TextColumn?) -> (Int) -> String {
    let own = column.flatMap { table.index(of: $0) }.map { table.columns[$0] }
    return { row in
      if let own, !own.isEmpty(row) { return own.text(at: row) }
      return parents.flatMap { tops[$0.unitID(at: row).top] } ?? ""
    }
  }
}

extension Workspace {
  /// Offices that have a workbook of their own at the most, since a column that was typed into may hold as many
  /// texts as rows; the rows of all others stand together.
  private static let mostOffices = 200

  /// Writes the rejected rows of registers, a workbook for each office.
  ///
  /// - Parameters:
  ///   - rejected: the registers.
  ///   - all: the files of the import.
  ///   - faults: takes what keeps a row out of a workbook.
  /// - Returns: the workbooks.
  /// - Complexity: linear in the rows; memory for the comments of one workbook.
  func writeRejects(
    _ rejected: [RejectedRegister], of all: [String: RegisterSource], offices: RowOffices,
    round: String, describe: @escaping (Fault) -> String, faults: inout Faults
  ) throws -> [String] {
    let known = try database.read { try Self.registerDigests($0) }
    var paths: [String] = []
    for register in rejected {
      let origin = try origin(of: register, among: all, known: known)
      if let name = register.table.names.first(where: {
        RejectColumns.ofRegisters.contains(bytesOf: $0)
      }) {
        faults.append(
          Fault(
            .columnOfAssay, at: Place(file: register.source.path, row: 1, column: name),
            ["name": name]))
        continue
      }
      for (office, rows) in grouped(register, offices, faults: &faults) {
        let name = ["rejects", register.check.description.name, office]
          .filter { !$0.isEmpty }.map(Self.fileNamePart).joined(separator: "-")
        let path = try freePath(name, extension: "xlsx", round: round) { written in
          // Rows that were imported, or that are written once more.
          written["imported_at"] != nil || (written["source"] as String?) == origin.digest
        }
        try write(rows, of: register, origin, to: path, describe: describe)
        try noteWritten(path, source: origin.digest)
        paths.append(path)
      }
    }
    return paths
  }

  private func origin(
    of rejected: RejectedRegister, among all: [String: RegisterSource], known: [String: String]
  ) throws -> RejectsOrigin {
    var origin = RejectsOrigin()
    origin.register = rejected.check.description.name
    origin.path = URL(filePath: rejected.source.path).standardizedFileURL.path
    origin.digest = try Self.digest(ofFile: rejected.source.path)
    origin.sheet = rejected.source.sheet
    origin.encoding = rejected.source.encoding?.rawValue
    origin.replaces = rejected.source.corrections?.replaces ?? []
    origin.companions = try all.filter { $0.key != origin.register }
      .sorted { bytesCompare($0.key, $1.key) < 0 }.map { name, source in
        RejectsOrigin.Companion(
          register: name, path: URL(filePath: source.path).standardizedFileURL.path,
          digest: try Self.digest(ofFile: source.path), known: known[name] ?? "")
      }
    return origin
  }

  /// The rows of each office in the order of its name; those that somebody left out are numbered from the last
  /// row on.
  private func grouped(
    _ rejected: RejectedRegister, _ offices: RowOffices, faults: inout Faults
  ) -> [(office: String, rows: [Int32])] {
    let (check, table, leftOut) = (rejected.check, rejected.table, rejected.leftOut)
    let parent = check.description.parentColumn
    let office = offices.office(
      table, parents: parent.flatMap { check.table.index(of: $0) }.map { check.table.columns[$0] })
    let officeLeftOut = offices.office(
      leftOut, parents: parent.flatMap { leftOut.index(of: $0) }.map { leftOut.columns[$0] })
    var groups: [UnitID: [Int32]] = [:]
    func add(_ row: Int32, to name: String) {
      let id = UnitID(groups[UnitID(name)] == nil && groups.count >= Self.mostOffices ? "" : name)
      groups[id, default: []].append(row)
    }
    for row in rejected.rows {
      if let column = RejectsBook.unfit(table, row: Int(row)) {
        faults.append(
          Fault(
            .registerRowNotWritten, at: table.place(row: Int(row), column: table.names[column])))
      } else {
        add(row, to: office(Int(row)))
      }
    }
    for row in 0..<leftOut.rowCount { add(Int32(table.rowCount + row), to: officeLeftOut(row)) }
    return groups.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  private func write(
    _ rows: [Int32], of rejected: RejectedRegister, _ origin: RejectsOrigin, to path: String,
    describe: @escaping (Fault) -> String
  ) throws {
    let (table, leftOut) = (rejected.table, rejected.leftOut)
    let book = try RejectsBook(
      path: path,
      leading: zip(RejectColumns.ofRegisters, [50, nil, 14]).map { .init($0, width: $1) },
      names: table.names, describe: describe)
    for row in rows.map({ Int($0) }) {
      let isLeftOut = row >= table.rowCount
      let (source, place) = isLeftOut ? (leftOut, row - table.rowCount) : (table, row)
      let remarks = isLeftOut ? [] : rejected.check.remarks(onRow: row)
      try book.append(
        [
          OutputCell(
            remarks.map { $0.remedy(describe) }.joined(separator: "\n"), style: .wrapped),
          OutputCell("\(source.lines[place])", style: .remark),
          OutputCell(isLeftOut ? "yes" : "", style: .input),
        ], source, row: place, remarks)
    }
    try book.addSheet(
      RejectsOrigin.sheetName, RejectsOrigin.columns, isHidden: true, rows: origin.rows)
    try book.commit()
  }

  /// A part of a file's name made of any text: without what no name can hold, and not longer than names may be.
  static func fileNamePart(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar == "/" || scalar.properties.generalCategory == .control ? "-" : Character(scalar)
    }
    return String(scalars.prefix(40))
  }
}

extension Fault.Code {
  /// A rejected row of a register holds a text that no workbook can hold.
  public static let registerRowNotWritten = Fault.Code("register-row-not-written", .data)
  /// A file whose rows were rejected has a column of a name that Assay keeps for itself.
  public static let columnOfAssay = Fault.Code("column-of-assay", .data)
}
