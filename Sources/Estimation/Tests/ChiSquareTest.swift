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
  /// F = W/d with d = (r - 1)(c - 1) and ν degrees of freedom, W being the Wald statistic of the d residuals that
  /// independence makes zero (Koch, Freeman and Freeman 1975).
  case wald = "Wald"
  /// The same with F = W (ν - d + 1)/(d ν) and d and ν - d + 1 degrees of freedom, for few first-stage units.
  case adjustedWald = "adjWald"

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
  /// rows, those with missing values too. ``ChiSquareStatistic/wald`` tests the residuals T - T₊T₊'/T₊₊ of the
  /// cells' estimated totals T with their linearized covariance matrix instead.
  ///
  /// Without a statistic, ``TestResult/rule`` is ``FigureRule/oneLevel`` where a variable has fewer than two
  /// levels, ``FigureRule/emptyDomain`` without rows, ``FigureRule/singularCovariance`` where empty cells leave
  /// no inverse, ``FigureRule/noVariation`` where Δ is zero.
  /// - Parameters:
  ///   - variable: what the result calls the table.
  ///   - mask: the rows that count; rows in which either is missing are left out, and counted.
  /// - Throws: ``Fault/Code/tableTooLarge`` for more than 400 cells; ``Fault/Code/totalWithoutWeights`` for the
  ///   Wald statistics, which are of totals, if the weights lack their scale.
  /// - Complexity: linear in rows times cells and in units times squared cells.
  public func chiSquareTest(
    of first: CodedColumn, by second: CodedColumn, statistic: ChiSquareStatistic = .f,
    variable: String = "", where mask: [Bool]? = nil
  ) throws -> TestResult {
    let table = try CrossTable(self, first, second, mask)
    let method: TestResult.Method = statistic == .chisq ? .chisq : .f
    func nothing(_ rule: FigureRule) -> TestResult {
      TestResult(
        "chi-square", method, variable: variable, statistic: nil, numerator: nil, denominator: nil,
        count: table.count, missing: table.missing, rule: rule)
    }
    guard table.count > 0 else { return nothing(.emptyDomain) }
    guard table.rows > 1, table.columns > 1 else { return nothing(.oneLevel) }
    if statistic == .wald || statistic == .adjustedWald {
      return try waldTest(of: table, statistic, variable: variable, where: mask)
    }
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

extension SurveyDesign {
  /// The Wald test of the residuals that independence makes zero, without those of the first row and column.
  fileprivate func waldTest(
    of table: CrossTable, _ statistic: ChiSquareStatistic, variable: String, where mask: [Bool]?
  ) throws -> TestResult {
    let cells = table.rows * table.columns
    let totals = try self.totals(
      of: (0..<cells).map { table.codes.indicator(of: UInt32($0)) }, where: mask)
    let (residuals, jacobian) = table.residuals(totals.values)
    let order = residuals.count
    var matrix = [Double](repeating: 0, count: order * order)
    for a in 0..<order {
      let row = (0..<cells).map { cell in
        (0..<cells).reduce(0) { $0 + jacobian[a * cells + $1] * totals.covariance($1, cell) }
      }
      for b in 0..<order {
        matrix[a * order + b] = (0..<cells).reduce(0) { $0 + row[$1] * jacobian[b * cells + $1] }
      }
    }
    let nu = Double(Domains(self, where: mask).degreesOfFreedom[0])
    let inverse = SymmetricInverse(of: matrix, order: order)
    let size = Double(order)
    let isAdjusted = statistic == .adjustedWald
    let denominator = isAdjusted ? nu - size + 1 : nu
    func result(_ value: Double?, _ rule: FigureRule?) -> TestResult {
      TestResult(
        "chi-square", .f, variable: variable, statistic: value,
        numerator: value.map { _ in size }, denominator: value.map { _ in denominator },
        count: table.count, missing: table.missing, rule: rule)
    }
    if isCensus { return result(nil, .census) }
    guard hasVariance else { return result(nil, .noVariance) }
    guard inverse.rank == order else { return result(nil, .singularCovariance) }
    let form = zip(residuals, inverse(residuals)).reduce(0) { $0 + $1.0 * $1.1 }
    return result(isAdjusted ? form * denominator / (size * nu) : form / size, nil)
  }
}

extension Fault.Code {
  /// A chi-square statistic that does not exist was named.
  public static let unknownChiSquareStatistic = Fault.Code("unknown-chi-square-statistic", .usage)
  /// A table to be tested has too many cells.
  public static let tableTooLarge = Fault.Code("table-too-large", .usage)
}
