// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Ends a pass over a sheet of which enough was read.
struct EnoughRead: Error {}

/// Turns the elements of a sheet into rows.
final class SheetHandler: XMLHandler {
  /// Characters of a cell at the most, in UTF-16 as Excel counts them.
  static let longestText = 32_767

  private let workbook: Workbook
  private let sheet: String
  private let body: (WorkbookRow) throws -> Void
  private(set) var mergedRanges: [CellRange] = []
  private(set) var hiddenColumns: [ClosedRange<Int>] = []

  private var row = 0
  private var isHidden = false
  private var cells: [WorkbookCell] = []
  private var column = -1
  private var isInRow = false
  private var isSorted = true
  private var type = CellType.number
  private var format = NumberFormat.general
  private var hasFormula = false
  private var hasValue = false
  private var value: [UInt8] = []
  private var isCollecting = false
  private var phoneticDepth = 0

  /// What the attribute `t` of a cell says.
  private enum CellType { case number, shared, text, inline, boolean, error, isoDate }

  init(_ workbook: Workbook, _ sheet: String, _ body: @escaping (WorkbookRow) throws -> Void) {
    self.workbook = workbook
    self.sheet = sheet
    self.body = body
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
    if name == "c" {
      try startCell(attributes)
    } else if name == "v" || name == "t" {
      isCollecting = phoneticDepth == 0
      hasValue = true
    } else if name == "f" {
      hasFormula = true
    } else if name == "row" {
      try startRow(attributes)
    } else if name == "rPh" {
      phoneticDepth += 1
    } else if name == "mergeCell" {
      try merge(attributes)
    } else if name == "col", attributes.isTrue("hidden"), let first = attributes.integer("min"),
      let last = attributes.integer("max"), first >= 1, first <= last
    {
      hiddenColumns.append((first - 1)...(last - 1))
    }
  }

  func end(_ name: XMLName) throws {
    if name == "v" || name == "t" {
      isCollecting = false
    } else if name == "c" {
      try endCell()
    } else if name == "row" {
      try endRow()
    } else if name == "rPh" {
      phoneticDepth -= 1
    }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) throws {
    guard isCollecting else { return }
    value.append(contentsOf: text)
    // A character of UTF-16 takes at most three bytes of UTF-8, seven if it is escaped.
    if value.count > Self.longestText * 7 { throw tooLong() }
  }

  private func startRow(_ attributes: XMLAttributes) throws {
    // A row within a row would end twice.
    guard !isInRow else { throw damage("a row stands within row \(row)") }
    isInRow = true
    var next = row + 1
    if let text = attributes.bytes("r") {
      guard let number = Int(String(decoding: text, as: UTF8.self)), number >= next else {
        throw damage("row \"\(String(decoding: text, as: UTF8.self))\" follows row \(row)")
      }
      next = number
    }
    guard next <= CellReference.mostRows else { throw damage("row \(next) is beyond Excel's last") }
    row = next
    isHidden = attributes.isTrue("hidden")
    cells.removeAll(keepingCapacity: true)
    column = -1
    isSorted = true
  }

  private func startCell(_ attributes: XMLAttributes) throws {
    var next = column + 1
    if let reference = attributes.bytes("r") {
      guard let place = CellReference(reference), place.row == row else {
        throw damage("\"\(String(decoding: reference, as: UTF8.self))\" is no cell of row \(row)")
      }
      next = place.column
    }
    guard next < CellReference.mostColumns else { throw damage("more than 16,384 columns") }
    if next <= column { isSorted = false }
    column = next
    let style = attributes.integer("s") ?? 0
    format = workbook.formats.indices.contains(style) ? workbook.formats[style] : .general
    type = try cellType(attributes.text("t") ?? "n")
    hasFormula = false
    hasValue = false
    value.removeAll(keepingCapacity: true)
  }

  private func cellType(_ text: String) throws -> CellType {
    switch text {
    case "n": .number
    case "s": .shared
    case "str": .text
    case "inlineStr": .inline
    case "b": .boolean
    case "e": .error
    case "d": .isoDate
    default: throw damage("a cell of type \"\(text)\"")
    }
  }

  private func endCell() throws {
    if value.isEmpty && (type != .text || !hasFormula) {
      // A formula that gave an empty text holds a value; one without any was not calculated.
      if hasFormula && type != .inline { append(.uncalculated, "") }
      return
    }
    switch type {
    case .shared: try appendShared()
    case .text where value.isEmpty && !hasValue: append(.uncalculated, "")
    case .text, .inline: try appendText(unescaped(value))
    case .boolean:
      append(.boolean, value == [0x31] || value == Array("true".utf8) ? "TRUE" : "FALSE")
    case .error: append(.error, valueText)
    case .isoDate: append(valueText.contains("T") ? .dateTime : .date, valueText)
    case .number: try appendNumber()
    }
  }

  private var valueText: String { String(decoding: value, as: UTF8.self) }

  private func append(_ kind: WorkbookCell.Kind, _ text: String) {
    cells.append(WorkbookCell(column: column, kind: kind, text: text, isFormula: hasFormula))
  }

  private func appendText(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    if bytes.count > Self.longestText, text.utf16.count > Self.longestText { throw tooLong() }
    if !text.isEmpty { append(.text, text) }
  }

  private func appendShared() throws {
    guard let index = Int(valueText), index >= 0, index < workbook.sharedStrings.count else {
      throw damage("shared text \(valueText) does not exist")
    }
    let text = workbook.sharedStrings.text(at: index)
    if text.utf8.count > Self.longestText, text.utf16.count > Self.longestText { throw tooLong() }
    if !text.isEmpty { append(.text, text) }
  }

  private func appendNumber() throws {
    let text = valueText.filter { !$0.isWhitespace }
    guard let number = parseNumber(text) else { throw damage("\"\(text)\" is no number") }
    if format != .general,
      let value = SerialDate.value(number, format, is1904: workbook.is1904)
    {
      append(value.kind, value.text)
    } else if abs(number) >= 1e15 {
      // Digits that stand in the file are kept as they stand, for the message.
      let isWhole = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      append(.longNumber, isWhole ? text : plainDecimal(number))
    } else {
      append(.number, plainDecimal(number))
    }
  }

  private func endRow() throws {
    isInRow = false
    if !isSorted {
      cells.sort { $0.column < $1.column }
      for (left, right) in zip(cells, cells.dropFirst()) where left.column == right.column {
        throw damage("cell \(columnLetters(left.column))\(row) occurs twice")
      }
    }
    try body(WorkbookRow(number: row, cells: cells, isHidden: isHidden))
  }

  private func merge(_ attributes: XMLAttributes) throws {
    let text = attributes.text("ref") ?? ""
    guard let range = CellRange(text) else { throw damage("merged range \"\(text)\"") }
    mergedRanges.append(range)
  }

  private func tooLong() -> Fault {
    Fault(
      .cellTooLong,
      at: Place(file: workbook.path, sheet: sheet, row: row, column: columnLetters(column)),
      ["most": "\(Self.longestText)"])
  }

  private func damage(_ reason: String) -> Fault {
    Fault(
      .damagedArchive, at: Place(file: workbook.path, sheet: sheet, row: row == 0 ? nil : row),
      ["entry": sheet, "reason": reason])
  }
}

extension Fault.Code {
  /// A cell holds more characters than Excel allows.
  public static let cellTooLong = Fault.Code("cell-too-long", .data)
}
