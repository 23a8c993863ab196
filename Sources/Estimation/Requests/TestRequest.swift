// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A test that is wanted of a table.
public struct TestRequest: Sendable {
  /// A test and its columns.
  public enum Test: Sendable, Hashable {
    /// Whether two columns are independent.
    case chiSquare(String, String, ChiSquareStatistic)
    /// Whether the mean of a column is the same in the two domains that others make.
    case tTest(String, by: [String])
    /// Whether two columns of the same two levels, such as two assessments, have the same shares.
    case mcNemar(String, String)
  }

  /// The test.
  public var test: Test
  /// Words that stand for a missing value, beside the empty text.
  public var missing: [String]

  /// A test that is wanted.
  public init(_ test: Test, missing: [String] = []) {
    self.test = test
    self.missing = missing
  }

  /// All columns that are named, some perhaps twice.
  public var names: [String] {
    switch test {
    case .chiSquare(let first, let second, _), .mcNemar(let first, let second): [first, second]
    case .tTest(let name, let by): [name] + by
    }
  }

  /// The result for a table.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - design: how they were drawn.
  ///   - mask: the rows that count; `nil` for all.
  /// - Returns: the result; for t, the second group minus the first in the order of their bytes; for McNemar,
  ///   the first column minus the second, for the level that comes last in the order of bytes.
  /// - Throws: what the columns of a ``Table`` throw; ``Fault/Code/tableTooLarge``;
  ///   ``Fault/Code/notTwoGroups``, ``Fault/Code/notTwoLevels``.
  /// - Complexity: as that of the tests, linear in rows.
  /// - Precondition: table, design and mask have equally many rows.
  public func result(
    of table: Table, design: SurveyDesign, where mask: [Bool]? = nil
  ) throws -> TestResult {
    switch test {
    case .chiSquare(let first, let second, let statistic):
      return try design.chiSquareTest(
        of: try table.codes(first, missing: missing), by: try table.codes(second, missing: missing),
        statistic: statistic, variable: Self.crossed(first, second), where: mask)
    case .tTest(let name, let by):
      let counts = design.rowsThatCount(where: mask)
      let groups = try DomainColumns(by, of: table, counting: counts, missing: missing)
      guard groups.parts.count == 2 else {
        throw Fault(
          .notTwoGroups,
          ["columns": by.joined(separator: "*"), "count": "\(groups.parts.count)"])
      }
      let means = design.mean(
        of: try table.numbers(name, missing: missing),
        in: Domains(design, by: groups.codes, where: mask))
      return design.tTest(of: means[0], and: means[1], variable: name)
    case .mcNemar(let first, let second):
      return try mcNemar(first, second, table, design, mask)
    }
  }

  private func mcNemar(
    _ first: String, _ second: String, _ table: Table, _ design: SurveyDesign, _ mask: [Bool]?
  ) throws -> TestResult {
    let columns = try [first, second].map { try table.codes($0, missing: missing) }
    let counts = design.rowsThatCount(where: mask)
    var levels: [String] = []
    for column in columns {
      var occurs = [Bool](repeating: false, count: column.labels.count)
      for row in column.codes.indices
      where counts[row] && columns.allSatisfy({ $0.codes[row] != CodedColumn.missing }) {
        occurs[Int(column.codes[row])] = true
      }
      for (code, label) in column.labels.enumerated() where occurs[code] {
        if !levels.contains(where: { bytesCompare($0, label) == 0 }) { levels.append(label) }
      }
    }
    levels.sort { bytesCompare($0, $1) < 0 }
    guard levels.count <= 2 else {
      throw Fault(
        .notTwoLevels, ["columns": Self.crossed(first, second), "count": "\(levels.count)"])
    }
    let variable = Self.crossed(first, second)
    guard levels.count == 2 else {
      return TestResult(
        "mcnemar", .f, variable: variable, statistic: nil, numerator: nil, denominator: nil,
        count: 0, missing: 0, rule: levels.isEmpty ? .emptyDomain : .oneLevel)
    }
    let indicators = columns.map { column in
      let code = column.labels.firstIndex { bytesCompare($0, levels[1]) == 0 }
      return column.indicator(of: UInt32(code ?? column.labels.count))
    }
    return design.mcNemarTest(
      of: indicators[0], and: indicators[1], variable: variable, where: mask)
  }

  /// Two names as they must be typed on either side of an asterisk.
  private static func crossed(_ first: String, _ second: String) -> String {
    [first, second].map { $0.utf8.contains(UInt8(ascii: "*")) ? Record.quoted($0) : $0 }
      .joined(separator: "*")
  }
}

extension SurveyDesign {
  /// Which rows are part of the sample and of a mask; those of who did not answer have no weight.
  func rowsThatCount(where mask: [Bool]?) -> [Bool] {
    unitOfRow.indices.map {
      unitOfRow[$0] != Self.outside && weights[$0] > 0 && mask?[$0] ?? true
    }
  }
}

extension Fault.Code {
  /// A test of two groups is wanted, and the rows make another number of them.
  public static let notTwoGroups = Fault.Code("not-two-groups", .usage)
  /// A test of two levels is wanted, and the columns hold more.
  public static let notTwoLevels = Fault.Code("not-two-levels", .usage)
}
