// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of numbers, each valid or missing.
public struct NumberColumn: Sendable {
  /// The numbers; where ``isValid`` is false the value has no meaning and is 0.
  public var values: [Double]
  /// Whether a row has a number.
  public var isValid: [Bool]

  /// A column whose rows all have a number.
  public init(_ values: [Double]) {
    self.values = values
    self.isValid = [Bool](repeating: true, count: values.count)
  }

  /// A column with missing values.
  public init(_ values: some Sequence<Double?>) {
    self.values = []
    self.isValid = []
    for value in values {
      self.values.append(value ?? 0)
      self.isValid.append(value != nil)
    }
  }

  /// The number of rows.
  public var count: Int { values.count }

  /// The number of a row, `nil` where it is missing.
  public subscript(row: Int) -> Double? { isValid[row] ? values[row] : nil }
}

/// Reads a decimal number as people and programs write it: an optional sign, digits with at most one
/// point, an optional exponent. No thousands separators, no hexadecimal, no infinity, no white space.
///
/// The result is the double nearest to the decimal.
/// - Returns: `nil` if the text is anything else.
public func parseNumber(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
  var index = 0
  var negative = false
  if let first = text.first, first == 0x2b || first == 0x2d {
    negative = first == 0x2d
    index = 1
  }
  var mantissa: UInt64 = 0
  var digits = 0
  var significant = 0
  var fraction = 0
  var sawPoint = false
  while index < text.count {
    let byte = text[index]
    if byte >= 0x30 && byte <= 0x39 {
      digits += 1
      if significant > 0 || byte != 0x30 { significant += 1 }
      if significant <= 15 { mantissa = mantissa * 10 + UInt64(byte - 0x30) }
      if sawPoint { fraction += 1 }
    } else if byte == 0x2e && !sawPoint {
      sawPoint = true
    } else {
      break
    }
    index += 1
  }
  guard digits > 0 else { return nil }
  if index == text.count && significant <= 15 && fraction <= 22 {
    // Both integers are exact doubles, so that one division rounds correctly (Clinger 1990).
    let value = Double(mantissa) / powersOfTen[fraction]
    return negative ? -value : value
  }
  if index < text.count {
    guard text[index] == 0x65 || text[index] == 0x45 else { return nil }
    index += 1
    if index < text.count, text[index] == 0x2b || text[index] == 0x2d { index += 1 }
    guard index < text.count, text[index...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
  }
  guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
    return nil
  }
  return value
}

/// Reads a decimal number from text; see ``parseNumber(_:)-(UnsafeBufferPointer<UInt8>)``.
public func parseNumber(_ text: String) -> Double? {
  var text = text
  return text.withUTF8 { parseNumber($0) }
}

private let powersOfTen: [Double] = (0...22).map { exponent in
  (0..<exponent).reduce(1.0) { power, _ in power * 10 }
}

/// The shortest decimal that reads back to the same double, without a needless `.0`; with an exponent where the
/// number is very large or small.
public func shortestDecimal(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}
