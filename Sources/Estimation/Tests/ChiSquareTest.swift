// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
public import Tables

/// What Pearson's statistic of a table is compared with, by R's names (`svychisq(statistic = )`).
public enum ChiSquareStatistic: String, Sendable, Hashable, CaseIterable {
  /// F = X²/tr Δ with d and d·ν degrees of freedom, d = (tr Δ)²/tr Δ²: the second-order correction of Rao and
  /// Scott (1984) in the F form of Thomas and Rao (1987).
  case f = "F"
  /// X² over the mean of Δ's diagonal as chi-square with (r - 1)(c - 1) degrees of freedom: the first-order
  /// correction of Rao and Scott (1981). The statistic shown is X² itself.
  case chisq = "Chisq"

  /// The statistic of a name.
  /// - Throws: ``Fault/Code/unknownChiSquareStatistic``, which lists the names.
  public init(name: String) throws {
    guard let statistic = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) })
    else {
      throw Fault(
        .unknownChiSquareStatistic,
        ["name": name, "available": Self.allCases.map(\.rawValue).joined(separator: ", ")])
    }
    self = statistic
  }
}

extension SurveyDesign {
  /// Tests whether two variables are independent: the corrected chi-square test of Rao and Scott.
  ///
  /// With the estimated shares p of the cells of the r by c table of the levels that occur, their covariance
  /// matrix V from the design, the diagonal matrix D of p and a basis C of the contrasts that sum to zero over rows
  /// and columns,
  ///
  ///     X² = n Σ (p - p₊ p₊')²/(p₊ p₊'),   Δ = n (Cᵀ D⁻¹ C)⁻¹ (Cᵀ D⁻¹ V D⁻¹ C),
  ///
  /// n being the rows used and 1/0 taken as 0 for empty cells, as R does. ν are the degrees of freedom of the
  /// rows, those with missing values too.
  ///
  /// Without a statistic, ``TestResult/rule`` is ``FigureRule/oneLevel`` where a variable has fewer than two
  /// levels, ``FigureRule/emptyDomain`` without rows, ``FigureRule/singularCovariance`` where empty cells leave
  /// no inverse, ``FigureRule/noVariation`` where Δ is zero.
  /// - Parameters:
  ///   - variable: what the result calls the table.
  ///   - mask: the rows that count; rows in which either is missing are left out, and counted.
  /// - Throws: ``Fault/Code/tableTooLarge`` for more than 400 cells.
  /// - Complexity: linear in rows times cells and in units times squared cells.
  public func chiSquareTest(
    of first: CodedColumn, by second: CodedColumn, statistic: ChiSquareStatistic = .f,
    variable: String = "", where mask: [Bool]? = nil
  ) throws -> TestResult {
    let table = try CrossTable(self, first, second, mask)
    let method: TestResult.Method = statistic == .f ? .f : .chisq
    func nothing(_ rule: FigureRule) -> TestResult {
      TestResult(
        "chi-square", method, variable: variable, statistic: nil, numerator: nil, denominator: nil,
        count: table.count, missing: table.missing, rule: rule)
    }
    guard table.count > 0 else { return nothing(.emptyDomain) }
    guard table.rows > 1, table.columns > 1 else { return nothing(.oneLevel) }
    let domains = Domains(self, where: mask)
    let cells = (0..<table.rows * table.columns).map {
      proportion(of: table.codes, level: UInt32($0), in: domains)[0]
    }
    if let rule = cells.lazy.filter({ $0.variance == nil }).first?.rules.first {
      return nothing(rule)
    }
    let joint = covariance(of: cells)
    guard let delta = table.delta(joint) else { return nothing(.singularCovariance) }
    let order = (table.rows - 1) * (table.columns - 1)
    var (trace, squares) = (0.0, 0.0)
    for i in 0..<order {
      trace += delta[i * order + i]
      for j in 0..<order { squares += delta[i * order + j] * delta[j * order + i] }
    }
    guard trace > 1e-20 else { return nothing(isCensus ? .census : .noVariation) }
    let pearson = table.pearson(joint.values)
    let nu = Double(cells[0].degreesOfFreedom)
    let rule = cells.lazy.flatMap(\.rules).first
    if statistic == .f {
      let d = trace * trace / squares
      return TestResult(
        "chi-square", .f, variable: variable, statistic: pearson / trace, numerator: d,
        denominator: d * nu, count: table.count, missing: table.missing, rule: rule)
    }
    let corrected = pearson / (trace / Double(order))
    return TestResult(
      "chi-square", .chisq, variable: variable, statistic: pearson, numerator: Double(order),
      denominator: nil, p: ChiSquare(degreesOfFreedom: Double(order)).upperTail(corrected),
      count: table.count, missing: table.missing, rule: rule)
  }
}

/// The rows of a design in the cells of a two-way table of the levels that occur.
private struct CrossTable {
  /// The cell of each row, row of the table times columns plus column; missing where either variable is.
  let codes: CodedColumn
  /// The levels of the first variable that occur.
  let rows: Int
  /// Those of the second.
  let columns: Int
  /// The rows of the design used.
  let count: Int
  /// The rows of the domain left out.
  let missing: Int

  init(_ design: SurveyDesign, _ first: CodedColumn, _ second: CodedColumn, _ mask: [Bool]?) throws
  {
    precondition(first.count == design.rowCount && second.count == design.rowCount)
    var occurs = (
      [Bool](repeating: false, count: first.labels.count),
      [Bool](repeating: false, count: second.labels.count)
    )
    var (count, missing) = (0, 0)
    let counts = design.rowsThatCount(where: mask)
    for row in first.codes.indices where counts[row] {
      let (a, b) = (first.codes[row], second.codes[row])
      guard a != CodedColumn.missing, b != CodedColumn.missing else {
        missing += 1
        continue
      }
      count += 1
      occurs.0[Int(a)] = true
      occurs.1[Int(b)] = true
    }
    func places(_ occurs: [Bool]) -> (place: [UInt32], count: Int) {
      var place: [UInt32] = []
      var count = 0
      for does in occurs {
        place.append(UInt32(count))
        if does { count += 1 }
      }
      return (place, count)
    }
    let (a, b) = (places(occurs.0), places(occurs.1))
    guard a.count * b.count <= 400 else {
      throw Fault(.tableTooLarge, ["rows": "\(a.count)", "columns": "\(b.count)"])
    }
    rows = a.count
    columns = b.count
    self.count = count
    self.missing = missing
    codes = CodedColumn(
      codes: first.codes.indices.map { row in
        let (x, y) = (first.codes[row], second.codes[row])
        return x == CodedColumn.missing || y == CodedColumn.missing
          ? CodedColumn.missing : a.place[Int(x)] * UInt32(b.count) + b.place[Int(y)]
      },
      labels: (0..<a.count * b.count).map { "\($0)" })
  }

  /// Pearson's statistic of n shares.
  func pearson(_ shares: [Double]) -> Double {
    let rowSums = (0..<rows).map { i in (0..<columns).reduce(0) { $0 + shares[i * columns + $1] } }
    let columnSums = (0..<columns).map { j in (0..<rows).reduce(0) { $0 + shares[$1 * columns + j] }
    }
    var sum = NeumaierSum()
    for cell in shares.indices {
      let expected = rowSums[cell / columns] * columnSums[cell % columns]
      sum.add((shares[cell] - expected) * (shares[cell] - expected) / expected)
    }
    return Double(count) * sum.value
  }

  /// Δ, row by row, or `nil` without an inverse.
  func delta(_ shares: JointEstimates) -> [Double]? {
    let order = (rows - 1) * (columns - 1)
    // Each contrast is 1 at its cell and in the last corner, -1 at the ends of its row and column.
    let contrasts = (0..<order).map { index -> [(cell: Int, sign: Double)] in
      let (i, j) = (index / (columns - 1), index % (columns - 1))
      return [
        (i * columns + j, 1), (i * columns + columns - 1, -1), ((rows - 1) * columns + j, -1),
        (rows * columns - 1, 1),
      ]
    }
    let reciprocal = shares.values.map { $0 > 0 ? 1 / $0 : 0 }
    var simple = [Double](repeating: 0, count: order * order)
    var actual = simple
    for a in 0..<order {
      for b in 0..<order {
        for (cell, sign) in contrasts[a] {
          for (other, otherSign) in contrasts[b] {
            let both = sign * otherSign
            if cell == other { simple[a * order + b] += both * reciprocal[cell] }
            actual[a * order + b] +=
              both * reciprocal[cell] * reciprocal[other] * shares.covariance(cell, other)
          }
        }
      }
    }
    let inverse = SymmetricInverse(of: simple, order: order)
    guard inverse.rank == order else { return nil }
    var delta = [Double](repeating: 0, count: order * order)
    for column in 0..<order {
      let solution = inverse((0..<order).map { actual[$0 * order + column] })
      for row in 0..<order { delta[row * order + column] = Double(count) * solution[row] }
    }
    return delta
  }
}

extension Fault.Code {
  /// A chi-square statistic that does not exist was named.
  public static let unknownChiSquareStatistic = Fault.Code("unknown-chi-square-statistic", .usage)
  /// A table to be tested has too many cells.
  public static let tableTooLarge = Fault.Code("table-too-large", .usage)
}
