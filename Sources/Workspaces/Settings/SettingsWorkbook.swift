// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
public import Tables

/// The words of `settings.xlsx`, by which it is recognized, and its reading.
///
/// It has one sheet with a row for each setting: what it is, what `assessment.yaml` says, a cell to fill in,
/// an explanation, and the key. Rows may be moved, deleted and added; only cells that are filled in count.
/// Other sheets are their owner's.
enum SettingsWorkbook {
  /// The file beside `assessment.yaml`.
  static let file = "settings.xlsx"
  /// What Excel and WPS lay beside it while it is open.
  static let lockFile = "~$settings.xlsx"
  /// The name of the sheet.
  static let sheet = BilingualText(zh: "设置", en: "settings")

  /// A column of the sheet.
  enum Column: CaseIterable {
    case what, present, value, explanation, key

    /// What stands in the header.
    var title: BilingualText {
      switch self {
      case .what: BilingualText(zh: "设置项", en: "Setting")
      case .present:
        BilingualText(
          zh: "空着时适用（assessment.yaml）", en: "Where yours is empty (assessment.yaml)")
      case .value: BilingualText(zh: "您的值", en: "Your value")
      case .explanation: BilingualText(zh: "说明", en: "Explanation")
      case .key: BilingualText(zh: "键", en: "Key")
      }
    }

    var width: Double {
      switch self {
      case .what: 34
      case .present, .value: 26
      case .explanation: 60
      case .key: 18
      }
    }

    var index: Int { Self.allCases.firstIndex(of: self)! }
  }

  /// Reads what is filled in.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - name: the file as faults should name it.
  /// - Throws: ``Faults`` with every cell that cannot be read; ``Fault/Code/settingsSheet``;
  ///   ``Fault/Code/settingsColumns``; the faults of ``Files/Workbook``.
  /// - Complexity: linear in the sheet.
  static func read(_ path: String, as name: String) throws -> [FilledSetting] {
    do {
      let workbook = try Workbook(path: path)
      let names = Language.allCases.map { sheet.text(in: $0) }
      let sheets = workbook.sheetNames.filter { name in
        names.contains { bytesCompare($0, name) == 0 }
      }
      guard sheets.count == 1 else {
        let visible = workbook.sheets.filter { !$0.isHidden }.map(\.name)
        throw Fault(
          .settingsSheet, at: Place(file: name), ["sheets": visible.joined(separator: ", ")])
      }
      return try filled(workbook, sheets[0], as: name)
    } catch var fault as Fault {
      fault.place.file = name
      throw fault
    }
  }

  private static func filled(
    _ workbook: Workbook, _ sheet: String, as name: String
  ) throws -> [FilledSetting] {
    var reader = Reader(file: name, sheet: sheet)
    let layout = try workbook.forEachRow(of: sheet) { reader.take($0) }
    return try reader.finish(layout)
  }

  /// Takes the rows of the sheet.
  private struct Reader {
    let file: String
    let sheet: String
    /// Where the cells and their keys stand, once the header was met.
    private var header: (row: Int, title: String, value: Int, key: Int)?
    private var settings: [FilledSetting] = []
    private var faults = Faults()

    init(file: String, sheet: String) {
      self.file = file
      self.sheet = sheet
    }

    mutating func take(_ row: WorkbookRow) {
      guard let header else { return takeHeader(row) }
      guard let cell = row[header.value] else { return }
      let place = place(row.number)
      let position = columnLetters(header.value)
      if let code = cell.kind.fault {
        faults.append(Fault(code, at: place, ["value": cell.text]))
        return
      }
      let text = cell.text.trimmed()
      guard !text.isEmpty else { return }
      let name = (row[header.key]?.text ?? "").trimmed()
      guard let key = try? SettingKey(name) else {
        faults.append(
          Fault(
            .settingWithoutKey, at: place,
            ["value": text, "key": name, "letters": columnLetters(header.key)]))
        return
      }
      settings.append(FilledSetting(key: key, text: text, place: place, position: position))
    }

    private mutating func takeHeader(_ row: WorkbookRow) {
      for language in Language.allCases {
        func cell(_ column: Column) -> WorkbookCell? {
          row.cells.first { bytesCompare($0.text, column.title.text(in: language)) == 0 }
        }
        if let value = cell(.value), let key = cell(.key) {
          header = (row.number, value.text, value.column, key.column)
        }
      }
    }

    private func place(_ row: Int) -> Place {
      Place(file: file, sheet: sheet, row: row, column: header?.title)
    }

    mutating func finish(_ layout: Workbook.SheetLayout) throws -> [FilledSetting] {
      guard let header else {
        throw Fault(.settingsColumns, at: Place(file: file, sheet: sheet))
      }
      for range in layout.mergedRanges
      where range.rows.upperBound > header.row
        && (range.columns.contains(header.value) || range.columns.contains(header.key))
      {
        faults.append(
          Fault(.mergedCells, at: place(range.rows.lowerBound), ["range": range.name]))
      }
      try faults.throwIfAny()
      return settings
    }
  }
}

extension WorkbookCell.Kind {
  /// Why a cell's text is not what somebody wrote.
  fileprivate var fault: Fault.Code? {
    switch self {
    case .longNumber: .longNumber
    case .error: .formulaError
    case .uncalculated: .formulaNotCalculated
    default: nil
    }
  }
}

extension Fault.Code {
  /// The workbook of settings lacks its sheet, or has it twice.
  public static let settingsSheet = Fault.Code("settings-sheet", .configuration)
  /// The sheet of settings lacks the columns of values or keys.
  public static let settingsColumns = Fault.Code("settings-columns", .configuration)
  /// A cell is filled in beside which no key stands.
  public static let settingWithoutKey = Fault.Code("setting-without-key", .configuration)
  /// The workbook of settings is open in Excel.
  public static let settingsOpen = Fault.Code("settings-open", .inUse)
}
