// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension TableRegister {
  /// The sizes of a sample's units as exact integers.
  ///
  /// Sizes are plain decimals, not negative. All of them are multiplied by one power of ten, whose
  /// exponent is the largest number of digits that any unit of the sample has after the point, zeros at
  /// the end included; so `2.50` and `1` are 250 and 100.
  ///
  /// - Returns: a size for each row; 0, without meaning, for rows that the mask leaves out.
  /// - Throws: ``Faults`` with every unit whose size is missing (``Fault/Code/sizeMeasureMissing``),
  ///   negative (``Fault/Code/sizeMeasureNegative``), no plain decimal (``Fault/Code/sizeMeasureNotDecimal``) or
  ///   too long (``Fault/Code/sizeMeasureTooLarge``); ``Fault/Code/unknownColumn``.
  /// - Complexity: linear in rows and bytes.
  func measures(_ column: String) throws -> [Int] {
    let texts = try table.text(column)
    var values = [Int](repeating: 0, count: table.rowCount)
    var decimals = [UInt8](repeating: 0, count: table.rowCount)
    var scale = leastDecimals
    var faults = Faults()
    for row in 0..<table.rowCount where mask?[row] ?? true {
      switch texts.withBytes(at: row, { PlainDecimal($0) }) {
      case .number(let digits, let count):
        values[row] = digits
        decimals[row] = count
        scale = max(scale, count)
      case .fault(let code): faults.append(measureFault(code, column, texts, row))
      }
    }
    try faults.throwIfAny()
    guard scale > 0 else { return values }
    for row in 0..<table.rowCount where mask?[row] ?? true {
      for _ in decimals[row]..<scale {
        let (scaled, overflow) = values[row].multipliedReportingOverflow(by: 10)
        if overflow {
          faults.append(measureFault(.sizeMeasureTooLarge, column, texts, row))
          break
        }
        values[row] = scaled
      }
    }
    try faults.throwIfAny()
    return values
  }

  /// The largest number of digits that a size has after the point.
  /// - Throws: as ``measures(_:)``.
  func decimals(of column: String) throws -> UInt8 {
    _ = try measures(column)
    let texts = try table.text(column)
    var most: UInt8 = 0
    for row in 0..<table.rowCount where mask?[row] ?? true {
      if case .number(_, let count) = texts.withBytes(at: row, { PlainDecimal($0) }) {
        most = max(most, count)
      }
    }
    return most
  }

  /// The values of columns as numbers, column by column.
  ///
  /// - Returns: a number for each row; 0, without meaning, for rows that the mask leaves out.
  /// - Throws: ``Faults`` with every unit whose value is missing (``Fault/Code/auxiliaryMissing``) or no
  ///   number (``Fault/Code/notANumber``); ``Fault/Code/unknownColumn``.
  /// - Complexity: linear in rows and bytes.
  func auxiliaries(_ columns: [String]) throws -> [[Double]] {
    var faults = Faults()
    let numbers = try columns.map { column in
      let texts = try table.text(column)
      var values = [Double](repeating: 0, count: table.rowCount)
      for row in 0..<table.rowCount where mask?[row] ?? true {
        if let value = texts.withBytes(at: row, { parseNumber($0) }) {
          values[row] = value
        } else if texts.isEmpty(row) {
          faults.append(measureFault(.auxiliaryMissing, column, texts, row))
        } else {
          faults.append(
            Fault(
              .notANumber, at: table.place(row: row, column: column),
              ["value": texts.text(at: row), "missing": ""]))
        }
      }
      return values
    }
    try faults.throwIfAny()
    return numbers
  }

  private func measureFault(
    _ code: Fault.Code, _ column: String, _ texts: TextColumn, _ row: Int
  ) -> Fault {
    Fault(
      code, at: table.place(row: row, column: column),
      ["column": column, "value": texts.text(at: row), "id": ids.text(at: row)])
  }
}

/// A size as it is typed: digits, with at most one point between or before them.
private enum PlainDecimal {
  /// The digits as an integer, and how many of them stand after the point.
  case number(Int, UInt8)
  /// What is wrong with the text.
  case fault(Fault.Code)

  init(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else {
      self = .fault(.sizeMeasureMissing)
      return
    }
    if first == 0x2d, (parseNumber(text) ?? 0) < 0 {
      self = .fault(.sizeMeasureNegative)
      return
    }
    var value = 0
    var digits = 0
    var decimals: UInt8?
    for byte in text {
      if byte == 0x2e && decimals == nil {
        decimals = 0
        continue
      }
      guard byte >= 0x30 && byte <= 0x39 else {
        self = .fault(.sizeMeasureNotDecimal)
        return
      }
      if value > 0 || byte != 0x30 { digits += 1 }
      guard digits <= 18 && (decimals ?? 0) < 18 else {
        self = .fault(.sizeMeasureTooLarge)
        return
      }
      value = value * 10 + Int(byte - 0x30)
      if decimals != nil { decimals! += 1 }
    }
    let endsWithPoint = text.last == 0x2e
    self = endsWithPoint ? .fault(.sizeMeasureNotDecimal) : .number(value, decimals ?? 0)
  }
}

extension Fault.Code {
  /// A unit has no size where the method draws in proportion to size.
  public static let sizeMeasureMissing = Fault.Code("size-measure-missing", .data)
  /// A size is below 0.
  public static let sizeMeasureNegative = Fault.Code("size-measure-negative", .data)
  /// A size is no plain decimal number.
  public static let sizeMeasureNotDecimal = Fault.Code("size-measure-not-decimal", .data)
  /// A size has more digits than an exact integer can hold.
  public static let sizeMeasureTooLarge = Fault.Code("size-measure-too-large", .data)
  /// A unit has no value in a column for balance or of coordinates.
  public static let auxiliaryMissing = Fault.Code("auxiliary-missing", .data)
}
