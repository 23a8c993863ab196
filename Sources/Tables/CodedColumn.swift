// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of few distinct texts: a code for each row and a label for each code.
public struct CodedColumn: Sendable {
  /// The code of a missing value.
  public static let missing = UInt32.max

  /// The code of each row, or ``missing``.
  public var codes: [UInt32]
  /// The label of each code.
  public var labels: [String]

  /// A column from codes and their labels.
  /// - Precondition: every code is below the number of labels or ``missing``.
  public init(codes: [UInt32], labels: [String]) {
    self.codes = codes
    self.labels = labels
  }

  /// The number of rows.
  public var count: Int { codes.count }

  /// The label of a row, `nil` where it is missing.
  public subscript(row: Int) -> String? {
    codes[row] == Self.missing ? nil : labels[Int(codes[row])]
  }

  /// The same column with its codes in the order of the labels' bytes.
  /// - Complexity: linear in rows, and n log n in labels.
  public func sortedByLabel() -> CodedColumn {
    let order = labels.indices.sorted { bytesCompare(labels[$0], labels[$1]) < 0 }
    var rank = [UInt32](repeating: 0, count: labels.count)
    for (position, code) in order.enumerated() { rank[code] = UInt32(position) }
    return CodedColumn(
      codes: codes.map { $0 == Self.missing ? $0 : rank[Int($0)] }, labels: order.map { labels[$0] }
    )
  }

  /// The same column without some labels, whose rows become missing.
  /// - Complexity: linear in rows and labels.
  func droppingLabels(_ dropped: [String]) -> CodedColumn {
    let isDropped = labels.map { label in dropped.contains { bytesCompare($0, label) == 0 } }
    guard isDropped.contains(true) else { return self }
    var kept: [String] = []
    let newCodes = labels.indices.map { code -> UInt32 in
      if isDropped[code] { return Self.missing }
      kept.append(labels[code])
      return UInt32(kept.count - 1)
    }
    return CodedColumn(
      codes: codes.map { $0 == Self.missing ? $0 : newCodes[Int($0)] }, labels: kept)
  }

  /// The crossing of several columns of equal length: one code for each combination that occurs.
  ///
  /// A row with a missing value in any column is missing. The label joins the labels by `join`.
  /// - Complexity: linear in rows times columns.
  public static func crossing(
    _ columns: [CodedColumn], join: ([String]) -> String
  ) -> CodedColumn {
    precondition(!columns.isEmpty)
    if columns.count == 1 {
      return CodedColumn(codes: columns[0].codes, labels: columns[0].labels.map { join([$0]) })
    }
    var combined: [[UInt32]: UInt32] = [:]
    var labels: [String] = []
    let rows = columns[0].count
    var codes = [UInt32](repeating: missing, count: rows)
    var key = [UInt32](repeating: 0, count: columns.count)
    for row in 0..<rows {
      var isMissing = false
      for (index, column) in columns.enumerated() {
        key[index] = column.codes[row]
        isMissing = isMissing || key[index] == missing
      }
      if isMissing { continue }
      if let code = combined[key] {
        codes[row] = code
      } else {
        let code = UInt32(labels.count)
        combined[key] = code
        labels.append(join(columns.indices.map { columns[$0].labels[Int(key[$0])] }))
        codes[row] = code
      }
    }
    return CodedColumn(codes: codes, labels: labels)
  }
}

/// Turns texts into codes as they pass, without a `String` for each.
public struct DictionaryEncoder: Sendable {
  private var labels = ByteTable()
  private var codes: [UInt32] = []

  /// An encoder that has seen nothing.
  public init() {}

  /// Reserves room for `rows` codes.
  public mutating func reserveCapacity(_ rows: Int) {
    codes.reserveCapacity(rows)
  }

  /// The number of distinct texts so far.
  public var labelCount: Int { labels.count }

  /// The label of a code.
  public func label(_ code: UInt32) -> String { labels.text(Int(code)) }

  /// Appends a missing value.
  public mutating func appendMissing() { codes.append(CodedColumn.missing) }

  /// Appends a text.
  public mutating func append(_ value: UnsafeBufferPointer<UInt8>) {
    codes.append(code(for: value))
  }

  /// The code of a text, a new one if it was not seen before.
  /// - Complexity: amortized constant for each byte.
  public mutating func code(for value: UnsafeBufferPointer<UInt8>) -> UInt32 {
    UInt32(labels.index(of: value))
  }

  /// The column of all that was appended.
  public consuming func finish() -> CodedColumn {
    CodedColumn(codes: codes, labels: (0..<labels.count).map { labels.text($0) })
  }
}
