// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A workbook of Excel, WPS or another program (`.xlsx`, ECMA-376), read row by row.
///
/// Opening reads the list of sheets, the number formats and the texts that cells share; rows are
/// parsed as they are asked for, in blocks, so that memory does not grow with their number. Each cell
/// says what kind of value it holds; nothing is made into something else.
///
///     let workbook = try Workbook(path: "answers.xlsx")
///     try workbook.forEachRow(of: workbook.sheetNames[0]) { row in … }
///     let table = try workbook.table(sheet: "survey")
///
/// Macros, charts and styles are passed over. Files of Excel before 2007 (`.xls`) and files with a
/// password are refused with what to do.
public struct Workbook: Sendable {
  /// A sheet of cells.
  public struct Sheet: Sendable, Equatable {
    /// The name on its tab.
    public let name: String
    /// Whether the tab is hidden.
    public let isHidden: Bool
    let part: String
  }

  /// What a pass over a sheet found beside its rows.
  public struct SheetLayout: Sendable {
    /// The merged ranges; the value of a range stands in its first cell.
    public let mergedRanges: [CellRange]
    /// The columns that are hidden, counted from 0.
    public let hiddenColumns: [ClosedRange<Int>]
  }

  /// The path as the user gave it; it names the file in faults.
  public let path: String
  /// The sheets in the order of their tabs, hidden ones too.
  public let sheets: [Sheet]
  /// Whether dates count from 1904, as old Excel for Macintosh has it.
  public let is1904: Bool
  /// Sheets at the most; each costs a pass.
  private static let mostSheets = 1024
  let formats: [NumberFormat]
  let sharedStrings: TextColumn
  let limits: ZipArchive.Limits

  /// Opens a workbook.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - limits: how much its parts may unpack to.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``, ``Fault/Code/notAWorkbook``,
  ///   ``Fault/Code/oldWorkbook``, ``Fault/Code/damagedArchive``, ``Fault/Code/archiveTooLarge``.
  /// - Complexity: linear in the texts that cells share, which stay in memory, at most 96 MB.
  public init(path: String, limits: ZipArchive.Limits = .init()) throws {
    self.path = path
    self.limits = limits
    let archive = try Self.open(path, limits)
    let roots = RelationsHandler()
    if let entry = archive.entry(named: "_rels/.rels") { try archive.parse(entry, into: roots) }
    let main = Self.absolute(roots.first["officeDocument"] ?? "xl/workbook.xml", from: "")
    guard let entry = archive.entry(named: main) else {
      throw Fault(.notAWorkbook, at: Place(file: path))
    }
    let list = SheetListHandler()
    try archive.parse(entry, into: list)
    guard list.sheets.count <= Self.mostSheets else {
      throw Fault(
        .archiveTooLarge, at: Place(file: path),
        ["entry": main, "packed": "\(Self.mostSheets)", "unpacked": "\(list.sheets.count)"])
    }
    is1904 = list.is1904
    let (folder, file) = Self.divided(main)
    let relations = RelationsHandler()
    if let entry = archive.entry(named: "\(folder)_rels/\(file).rels") {
      try archive.parse(entry, into: relations)
    }
    sheets = list.sheets.compactMap { sheet in
      // Sheets of charts and macros have no cells.
      guard let relation = relations.targets[sheet.relation], relation.kind == "worksheet" else {
        return nil
      }
      return Sheet(
        name: sheet.name, isHidden: sheet.state != nil && sheet.state != "visible",
        part: Self.absolute(relation.target, from: folder))
    }
    guard !sheets.isEmpty else { throw Fault(.notAWorkbook, at: Place(file: path)) }
    let part = { (type: String) in
      relations.first[type].flatMap { archive.entry(named: Self.absolute($0, from: folder)) }
    }
    let styles = StylesHandler()
    if let entry = part("styles") { try archive.parse(entry, into: styles) }
    formats = styles.formats
    let strings = SharedStringsHandler(file: path)
    if let entry = part("sharedStrings") { try archive.parse(entry, into: strings) }
    sharedStrings = strings.strings
  }

  /// The names of all sheets in the order of their tabs.
  public var sheetNames: [String] { sheets.map(\.name) }

  /// The sheet of a name, by its bytes.
  /// - Throws: ``Fault/Code/unknownSheet``.
  public func sheet(named name: String) throws -> Sheet {
    guard let sheet = sheets.first(where: { bytesCompare($0.name, name) == 0 }) else {
      throw Fault(
        .unknownSheet, at: Place(file: path),
        ["name": name, "sheets": sheetNames.joined(separator: ", ")])
    }
    return sheet
  }

  /// Passes over the rows of a sheet that stand in the file, in their order; empty ones may be missing.
  ///
  /// - Parameters:
  ///   - name: the sheet's name.
  ///   - progress: hears the unpacked bytes that are read, and all that there are.
  ///   - body: takes each row.
  /// - Returns: merged ranges and hidden columns, which stand behind the rows.
  /// - Throws: ``Fault/Code/unknownSheet``, ``Fault/Code/damagedArchive``,
  ///   ``Fault/Code/archiveTooLarge``, ``Fault/Code/cellTooLong``, and what `progress` and `body` throw.
  /// - Complexity: linear in the sheet; memory for one row.
  @discardableResult
  public func forEachRow(
    of name: String, progress: Progress? = nil, _ body: (WorkbookRow) throws -> Void
  ) throws -> SheetLayout {
    let sheet = try sheet(named: name)
    let archive = try Self.open(path, limits)
    guard let entry = archive.entry(named: sheet.part) else {
      throw Fault(
        .damagedArchive, at: Place(file: path, sheet: name),
        ["entry": sheet.part, "reason": "it is missing"])
    }
    return try withoutActuallyEscaping(body) { body in
      let handler = SheetHandler(self, name, body)
      let stream = XMLStream(file: path, part: sheet.part, handler: handler)
      var done = 0
      try archive.forEachBlock(of: entry) { block in
        try stream.parse(block)
        done += block.count
        try progress?(done, entry.statedBytes)
        return true
      }
      try stream.finish()
      return SheetLayout(
        mergedRanges: handler.mergedRanges, hiddenColumns: handler.hiddenColumns)
    }
  }

  /// The first rows of a sheet, or all.
  /// - Throws: as ``forEachRow(of:progress:_:)``.
  public func rows(of name: String, limit: Int = .max) throws -> [WorkbookRow] {
    var rows: [WorkbookRow] = []
    guard limit > 0 else { return rows }
    do {
      try forEachRow(of: name) { row in
        rows.append(row)
        if rows.count == limit { throw EnoughRead() }
      }
    } catch is EnoughRead {}
    return rows
  }

  /// Whether no cell of a sheet holds anything.
  /// - Throws: as ``forEachRow(of:progress:_:)``.
  public func isEmpty(sheet name: String) throws -> Bool {
    do {
      try forEachRow(of: name) { if !$0.cells.isEmpty { throw EnoughRead() } }
      return true
    } catch is EnoughRead {
      return false
    }
  }

  /// Opens the archive, telling files apart that people take for workbooks.
  private static func open(_ path: String, _ limits: ZipArchive.Limits) throws -> ZipArchive {
    do { return try ZipArchive(path: path, limits: limits) } catch let fault as Fault {
      guard fault.code == .notAnArchive else { throw fault }
      let isOld = try FileSignature(of: FileReader(path: path)) == .compound
      throw Fault(isOld ? .oldWorkbook : .notAWorkbook, at: Place(file: path))
    }
  }

  /// The folder and the file of a part's name.
  private static func divided(_ part: String) -> (folder: String, file: String) {
    guard let slash = part.lastIndex(of: "/") else { return ("", part) }
    return (String(part[...slash]), String(part[part.index(after: slash)...]))
  }

  /// The name of a part that another part in `folder` points to.
  private static func absolute(_ target: String, from folder: String) -> String {
    var parts: [Substring] = []
    let whole = target.hasPrefix("/") ? target : folder + target
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

extension Fault.Code {
  /// A file that must be a workbook is none.
  public static let notAWorkbook = Fault.Code("not-a-workbook", .data)
  /// A workbook of Excel before 2007, or one with a password.
  public static let oldWorkbook = Fault.Code("old-workbook", .data)
  /// A sheet that does not exist was named.
  public static let unknownSheet = Fault.Code("unknown-sheet", .usage)
}
