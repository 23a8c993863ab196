// SPDX-License-Identifier: GPL-3.0-or-later

import Files
public import Forms
public import Foundation
public import Tables

/// The sheets of a form as they stand in a workbook or in a folder of CSV files, cell by cell.
///
/// A form is converted sheet by sheet and not by what is understood of it, so that columns and sheets
/// which mean nothing here, such as remarks, reach the other side.
public struct FormSheets {
  /// A sheet under its name.
  public struct Sheet {
    /// The name, `survey` for the questions.
    public let name: String
    /// The cells.
    public let table: Tables.Table
  }

  /// The workbook or folder.
  public let path: String
  /// The sheets in their order.
  public let sheets: [Sheet]
  /// The files that questions take their choices from, as far as they stand beside the form.
  public let files: [String: URL]
  /// What a conversion would lose: cells without a header, formulas without a value, two columns of
  /// one name.
  public let losses: Faults
  /// Cells of the form's own sheets whose text nobody wrote, such as errors of formulas.
  private let unreadable: Faults

  /// The sheets of XLSForm, in the order in which they are written.
  private static let order = [
    "survey", "choices", "settings", "entities", "external_choices", "osm",
  ]

  /// Reads the sheets of a form.
  ///
  /// - Parameter path: a workbook (`.xlsx`), or a folder with `survey.csv` and, for each further
  ///   sheet, a file. CSV files that questions take their choices from are no sheets.
  /// - Throws: the faults of `Workbook` and `CSVFile`; ``Fault/Code/formSheetMissing``.
  public init(path: String) throws {
    self.path = path
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let url = URL(filePath: path)
    if exists && isFolder.boolValue {
      let tables = try Self.tables(inFolder: url)
      let names = Self.choiceFiles(of: tables)
      sheets = tables.filter { !names.contains(UnitID("\($0.name).csv")) }
      files = Self.files(named: names, in: url)
      (losses, unreadable) = (Faults(), Faults())
    } else {
      (sheets, losses, unreadable) = try Self.sheets(ofWorkbook: path)
      files = Self.files(named: Self.choiceFiles(of: sheets), in: url.deletingLastPathComponent())
    }
    guard sheet("survey") != nil else {
      throw Fault(
        .formSheetMissing, at: Place(file: path),
        ["sheet": "survey", "sheets": sheets.map(\.name).joined(separator: ", ")])
    }
  }

  /// The cells of a sheet; the names of XLSForm's sheets are the same in letters of either size.
  public func sheet(_ name: String) -> Tables.Table? {
    sheets.first { $0.name.lowercased() == name }?.table
  }

  /// The form that the sheets describe.
  /// - Parameter kind: the kind of its faults.
  /// - Throws: `Faults` with everything that is wrong with it; the faults of its files of choices.
  public func form(kind: Fault.Kind = .data) throws -> Form {
    let csv = files.filter { $0.key.lowercased().hasSuffix(".csv") }
    var faults = unreadable
    do {
      let form = try Form(
        survey: sheet("survey")!, choices: sheet("choices"), settings: sheet("settings"),
        entities: sheet("entities"),
        files: csv.mapValues { try CSVFile(path: $0.path).table() }, kind: kind)
      try faults.throwIfAny()
      return form
    } catch let others as Faults where others != unreadable {
      faults.append(contentsOf: others)
      throw faults
    }
  }

  /// Refuses a form of which a conversion would lose something.
  /// - Throws: `Faults`.
  func checkKept() throws {
    var faults = unreadable
    faults.append(contentsOf: losses)
    try faults.throwIfAny()
  }

  // MARK: Workbooks

  private static func sheets(
    ofWorkbook path: String
  ) throws -> (sheets: [Sheet], losses: Faults, unreadable: Faults) {
    let workbook = try Workbook(path: path)
    var sheets: [Sheet] = []
    var unreadable = Faults()
    var losses = Faults()
    for name in workbook.sheetNames {
      // Programs leave sheets without a cell behind.
      guard try !workbook.isEmpty(sheet: name) else { continue }
      let result = try workbook.sheetTable(name, headerRow: 1)
      let isOfForm = order.contains(name.lowercased())
      for fault in result.faults.list {
        if isOfForm && unreadableCodes.contains(fault.code) {
          unreadable.append(fault)
        } else if lossCodes.contains(fault.code) {
          losses.append(fault)
        }
      }
      sheets.append(Sheet(name: name, table: result.table))
    }
    return (sheets, losses, unreadable)
  }

  /// What does not reach the other side. Merged cells do, their value in the first of them.
  private static let lossCodes: Set<Fault.Code> = [
    .columnWithoutHeader, .duplicateColumn, .formulaNotCalculated,
  ]

  /// Cells whose text nobody wrote.
  private static let unreadableCodes: Set<Fault.Code> = [
    .longNumber, .formulaError, .formulaNotCalculated,
  ]

  // MARK: Folders

  private static func tables(inFolder folder: URL) throws -> [Sheet] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.lowercased().hasSuffix(".csv") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(4)) }
    let rank = { (name: String) in order.firstIndex(of: name.lowercased()) ?? order.count }
    return try names.sorted {
      (rank($0), $0) < (rank($1), $1)
    }.map { name in
      let file = folder.appending(path: "\(name).csv").path
      return Sheet(name: name, table: try CSVFile(path: file).table())
    }
  }

  // MARK: Files of choices

  private static func choiceFiles(of sheets: [Sheet]) -> Set<UnitID> {
    guard let survey = sheets.first(where: { $0.name.lowercased() == "survey" }) else { return [] }
    return Set(Form.choiceFiles(of: survey.table).map { UnitID($0) })
  }

  private static func files(named names: Set<UnitID>, in folder: URL) -> [String: URL] {
    var files: [String: URL] = [:]
    for name in names {
      let url = folder.appending(path: name.text)
      if FileManager.default.fileExists(atPath: url.path) { files[name.text] = url }
    }
    return files
  }
}

extension Fault.Code {
  /// A form lacks a sheet that it needs.
  public static let formSheetMissing = Fault.Code("form-sheet-missing", .data)
}
