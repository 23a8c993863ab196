// SPDX-License-Identifier: GPL-3.0-or-later

internal import CXLSXWriter
import Foundation
import Glibc
public import Tables

/// Writes a workbook (`.xlsx`) row by row in constant memory.
///
///     var writer = try WorkbookWriter(path: "rejects.xlsx")
///     let sheet = try writer.addSheet("rejects", columns: [.init("id"), .init("what to do", width: 40)])
///     try writer.append([OutputCell("360821…", style: .fault, comment: "…"), "…"], to: sheet)
///     try writer.commit()
///
/// The file appears under its name only with ``commit()``, whole and synced; without it nothing
/// remains. Text cells have Excel's format "text", so that a number typed over one keeps its zeros.
/// Columns are as wide as their widest text, Chinese counted double, at most 60.
public struct WorkbookWriter: ~Copyable {
  /// A sheet of the workbook that is being written.
  public struct SheetID: Sendable, Hashable {
    let index: Int
  }

  /// A column of a sheet: its header, and its width in characters if it is not to be found.
  public struct Column: Sendable {
    let header: String
    let width: Double?

    /// A column with a header.
    public init(_ header: String, width: Double? = nil) {
      self.header = header
      self.width = width
    }
  }

  /// The characters of UTF-16 of a cell at the most.
  public static let longestText = SheetHandler.longestText

  /// Whether a cell can hold a text.
  public static func canHold(_ text: String) -> Bool {
    (text.utf8.count <= longestText || text.utf16.count <= longestText) && unwritable(text) == nil
  }

  private static func unwritable(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { $0.value == 0 || $0.value == 0xfffe || $0.value == 0xffff }
  }

  /// The rows of a sheet at the most, the header among them.
  public static let mostRows = CellReference.mostRows

  private let path: String
  private let temporary: String
  private let mode: UInt16
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var isOpen = true
  private var sheets: [OutputSheet] = []
  private var listSheets: [[String]: String] = [:]
  private var formats: [FormatKey: UnsafeMutablePointer<lxw_format>] = [:]

  private struct FormatKey: Hashable {
    let style: CellStyle
    let isText: Bool
  }

  /// Begins a workbook beside its final place.
  ///
  /// - Parameters:
  ///   - path: the final path; its folder must exist.
  ///   - mode: the access rights, `0o600` where personal data go in.
  ///   - createdAt: the time that the file says it was made at, in seconds since 1970; for files that
  ///     must be equal byte for byte.
  /// - Throws: ``Fault/Code/cannotWriteFile``.
  public init(path: String, mode: UInt16 = 0o644, createdAt: Int? = nil) throws {
    self.path = path
    self.mode = mode
    temporary = AtomicFile.temporaryPath(for: path)
    // The library opens its file only at the end; whether that is possible is known now.
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
    if descriptor < 0 { throw AtomicFile.fault(path) }
    close(descriptor)
    let folder = strdup(ScratchFile.folder)
    defer { free(folder) }
    var options = lxw_workbook_options()
    options.constant_memory = 1
    options.tmpdir = folder
    options.use_zip64 = 0
    book = workbook_new_opt(temporary, &options)!
    if let createdAt {
      var properties = lxw_doc_properties()
      properties.created = time_t(createdAt)
      workbook_set_properties(book, &properties)
    }
  }

  deinit {
    if isOpen {
      lxw_workbook_free(book)
      unlink(temporary)
    }
  }

  /// Adds a sheet; its header stays in sight when the rows are scrolled.
  ///
  /// - Parameters:
  ///   - name: at most 31 characters, none of `[ ] : * ? / \`, unlike all others.
  ///   - columns: the columns; without headers no header row is written.
  ///   - frozenColumns: columns that stay in sight, from the left.
  ///   - isHidden: whether its tab is hidden.
  /// - Throws: ``Fault/Code/wrongSheetName``, ``Fault/Code/cellTooLong``, ``Fault/Code/unwritableText``.
  public mutating func addSheet(
    _ name: String, columns: [Column] = [], frozenColumns: Int = 0, isHidden: Bool = false
  ) throws -> SheetID {
    guard workbook_validate_sheet_name(book, name) == LXW_NO_ERROR,
      let handle = workbook_add_worksheet(book, name)
    else { throw Fault(.wrongSheetName, at: Place(file: path), ["name": name]) }
    sheets.append(OutputSheet(handle: handle, name: name, columns: columns))
    let sheet = SheetID(index: sheets.count - 1)
    if columns.contains(where: { !$0.header.isEmpty }) {
      try append(columns.map { OutputCell($0.header, style: .header) }, to: sheet)
      worksheet_freeze_panes(handle, 1, UInt16(frozenColumns))
    }
    if isHidden { worksheet_hide(handle) }
    return sheet
  }

  /// Appends a row to a sheet.
  ///
  /// - Returns: the row's number as Excel shows it.
  /// - Throws: ``Fault/Code/sheetFull`` beyond ``mostRows``; ``Fault/Code/cellTooLong`` for a text of
  ///   more than 32,767 characters; ``Fault/Code/unwritableText`` for a character that no XML can hold.
  /// - Precondition: numbers are finite; at most 16,384 cells.
  @discardableResult
  public mutating func append(_ cells: [OutputCell], to sheet: SheetID) throws -> Int {
    let row = sheets[sheet.index].rowCount
    guard row < Self.mostRows else {
      throw Fault(
        .sheetFull, at: Place(file: path, sheet: sheets[sheet.index].name),
        ["rows": "\(Self.mostRows)"])
    }
    for (column, cell) in cells.enumerated() {
      try write(cell, row, column, sheet)
      if let comment = cell.comment { try write(comment: comment, row, column, sheet) }
    }
    sheets[sheet.index].rowCount += 1
    return row + 1
  }

  /// The rows that were written to a sheet, its header among them.
  public func rowCount(of sheet: SheetID) -> Int { sheets[sheet.index].rowCount }

  private mutating func write(
    _ cell: OutputCell, _ row: Int, _ column: Int, _ sheet: SheetID
  ) throws {
    let handle = sheets[sheet.index].handle
    let (line, place) = (UInt32(row), UInt16(column))
    switch cell.value {
    case .empty:
      guard cell.style != .plain else { return }
      worksheet_write_blank(handle, line, place, format(cell.style, isText: true))
    case .number(let number):
      precondition(number.isFinite)
      worksheet_write_number(handle, line, place, number, format(cell.style, isText: false))
      sheets[sheet.index].widen(column, to: plainDecimal(number).utf8.count)
    case .text(let text) where plainWidth(text) != nil:
      worksheet_write_string(handle, line, place, text, format(cell.style, isText: true))
      sheets[sheet.index].widen(column, to: plainWidth(text)!)
    case .text(let text):
      try check(text, row, column, sheet)
      worksheet_write_string(
        handle, line, place, escaped(text), format(cell.style, isText: true))
      sheets[sheet.index].widen(column, to: displayWidth(text))
    }
  }

  private func write(comment: String, _ row: Int, _ column: Int, _ sheet: SheetID) throws {
    try check(comment, row, column, sheet)
    var options = lxw_comment_options()
    // A line of the box holds about 40 places at this width; a line is 18 pixels high.
    let lines = comment.split(separator: "\n").reduce(0) { $0 + displayWidth(String($1)) / 36 + 1 }
    options.width = 280
    options.height = UInt16(min(30 + 18 * lines, 600))
    worksheet_write_comment_opt(
      sheets[sheet.index].handle, UInt32(row), UInt16(column), comment, &options)
  }

  /// Refuses what would be cut or make a file that Excel calls broken.
  private func check(_ text: String, _ row: Int, _ column: Int, _ sheet: SheetID) throws {
    let place = Place(
      file: path, sheet: sheets[sheet.index].name, row: row + 1, column: columnLetters(column))
    if text.utf8.count > SheetHandler.longestText, text.utf16.count > SheetHandler.longestText {
      throw Fault(.cellTooLong, at: place, ["most": "\(SheetHandler.longestText)"])
    }
    if let scalar = Self.unwritable(text) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      throw Fault(.unwritableText, at: place, ["character": "U+\(code)"])
    }
  }

  /// Lets the cells of a column take only some values, from a list that drops down.
  ///
  /// - Parameters:
  ///   - values: the values, if they are longer than 255 bytes or hold a comma they go to a hidden sheet.
  ///   - column: the column, counted from 0.
  ///   - rows: the rows as Excel shows them.
  ///   - sheet: the sheet.
  /// - Throws: ``Fault/Code/cellTooLong``, ``Fault/Code/unwritableText``.
  public mutating func addChoices(
    _ values: [String], column: Int, rows: ClosedRange<Int>, of sheet: SheetID
  ) throws {
    let joined = values.joined(separator: ",")
    // The library counts characters and keeps room for as many bytes.
    let isShort = joined.utf8.count <= 255 && !values.contains { $0.contains(",") }
    var validation = lxw_data_validation()
    validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
    validation.validate = UInt8(
      (isShort ? LXW_VALIDATION_TYPE_LIST : LXW_VALIDATION_TYPE_LIST_FORMULA).rawValue)
    var owned: [UnsafeMutablePointer<CChar>?] = []
    defer { for pointer in owned { free(pointer) } }
    if isShort {
      owned = values.map { strdup($0) } + [nil]
    } else {
      owned = [strdup("=\(try listSheet(values))!$A$1:$A$\(values.count)")]
    }
    // Excel shows the arrow unless the file says no, which is what a zero means here.
    validation.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
    validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    let handle = sheets[sheet.index].handle
    owned.withUnsafeMutableBufferPointer { values in
      if isShort {
        validation.value_list = values.baseAddress
      } else {
        validation.value_formula = values[0]
      }
      worksheet_data_validation_range(
        handle, UInt32(rows.lowerBound - 1), UInt16(column), UInt32(rows.upperBound - 1),
        UInt16(column), &validation)
    }
  }

  /// The hidden sheet that holds a list of values, one for all columns that take it.
  private mutating func listSheet(_ values: [String]) throws -> String {
    if let known = listSheets[values] { return known }
    let name = "list\(sheets.count)"
    let list = try addSheet(name, isHidden: true)
    for value in values { try append([OutputCell(value)], to: list) }
    listSheets[values] = name
    return name
  }

  /// Lets people change only cells of the style ``CellStyle/input``; columns and rows can still be resized.
  /// There is no password: it guards against mistakes.
  public func protect(_ sheet: SheetID) {
    var options = lxw_protection()
    options.format_columns = 1
    options.format_rows = 1
    worksheet_protect(sheets[sheet.index].handle, nil, &options)
  }

  /// Finishes the workbook and gives it its name, replacing an older one.
  /// - Throws: ``Fault/Code/cannotWriteFile``.
  public consuming func commit() throws {
    for sheet in sheets {
      for (column, width) in sheet.widths.enumerated() where width > 0 {
        let chosen = sheet.columns.indices.contains(column) ? sheet.columns[column].width : nil
        let fitted = min(60, max(8, Double(width) + 2))
        worksheet_set_column(
          sheet.handle, UInt16(column), UInt16(column), chosen ?? fitted, nil)
      }
    }
    isOpen = false
    let status = workbook_close(book)
    guard status == LXW_NO_ERROR else {
      unlink(temporary)
      throw Fault(
        .cannotWriteFile, at: Place(file: path),
        ["reason": String(cString: lxw_strerror(status))])
    }
    chmod(temporary, mode_t(mode))
    try AtomicFile.publish(temporary, as: path)
  }

  /// The format of a style, made once.
  private mutating func format(
    _ style: CellStyle, isText: Bool
  ) -> UnsafeMutablePointer<lxw_format> {
    let key = FormatKey(style: style, isText: isText)
    if let format = formats[key] { return format }
    let format = workbook_add_format(book)!
    if isText { format_set_num_format(format, "@") }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    switch style {
    case .plain: break
    case .header:
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_bg_color(format, 0xd9d9d9)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 14)
    case .wrapped: format_set_text_wrap(format)
    case .fault: format_set_bg_color(format, 0xffc7ce)
    case .notice: format_set_bg_color(format, 0xffeb9c)
    case .input:
      format_set_bg_color(format, 0xe2efda)
      format_set_unlocked(format)
    case .remark:
      format_set_italic(format)
      format_set_font_color(format, 0x7f7f7f)
    }
    formats[key] = format
    return format
  }
}

/// A sheet that is being written.
private struct OutputSheet {
  let handle: UnsafeMutablePointer<lxw_worksheet>
  let name: String
  let columns: [WorkbookWriter.Column]
  var rowCount = 0
  /// The widest text of each column.
  var widths: [Int] = []

  mutating func widen(_ column: Int, to width: Int) {
    if column >= widths.count {
      widths.append(contentsOf: repeatElement(0, count: column + 1 - widths.count))
    }
    widths[column] = max(widths[column], width)
  }
}

extension Fault.Code {
  /// A sheet's name is too long, holds a character that Excel forbids, or occurs already.
  public static let wrongSheetName = Fault.Code("wrong-sheet-name", .cannotWrite)
  /// More rows are to be written to a sheet than it can hold.
  public static let sheetFull = Fault.Code("sheet-full", .cannotWrite)
  /// A text holds a character that a workbook cannot hold.
  public static let unwritableText = Fault.Code("unwritable-text", .cannotWrite)
}
