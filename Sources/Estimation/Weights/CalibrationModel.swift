// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Auxiliary variables whose population totals are known.
///
/// Rows with the same values are one class, so that fitting weights, their linearization and their
/// repetition in replicates need the totals of classes only.
public struct CalibrationModel: Sendable {
  /// One auxiliary variable and its total in the population.
  public struct Term: Sendable {
    /// What the variable is.
    public enum Variable: Sendable {
      /// The constant 1, whose total is the number of elements.
      case count
      /// A column of numbers.
      case number(NumberColumn)
      /// 1 at one level of a column, 0 at others.
      case level(CodedColumn, code: UInt32)
    }

    /// The variable.
    public var variable: Variable
    /// Its total in the population.
    public var total: Double
    /// What messages call it.
    public var name: String

    /// A variable and its total.
    public init(_ variable: Variable, total: Double, name: String) {
      self.variable = variable
      self.total = total
      self.name = name
    }
  }

  /// The class of each row.
  let classOfRow: [UInt32]
  /// The number of classes.
  let classCount: Int
  /// The variables of class `c` are `vectors[c * width..<(c + 1) * width]`.
  let vectors: [Double]
  /// The totals in the population.
  let totals: [Double]
  /// What to call the variables.
  let names: [String]

  /// The number of variables.
  var width: Int { totals.count }

  /// A model of several variables.
  /// - Complexity: linear in rows times variables.
  /// - Precondition: there is a variable; columns are equally long and nowhere missing.
  public init(_ terms: [Term], rowCount: Int) {
    precondition(!terms.isEmpty)
    var classes = [UInt32](repeating: 0, count: rowCount)
    for term in terms {
      let codes: [UInt32]
      switch term.variable {
      case .count: continue
      case .level(let column, let code): codes = column.codes.map { $0 == code ? 1 : 0 }
      case .number(let column): codes = Self.codes(of: column.values)
      }
      classes = PairCoder.codes(classes, codes).codes
    }
    classOfRow = classes
    classCount = classes.max().map { Int($0) + 1 } ?? 0
    totals = terms.map(\.total)
    names = terms.map(\.name)
    var vectors = [Double](repeating: 0, count: classCount * terms.count)
    for row in 0..<rowCount {
      let base = Int(classes[row]) * terms.count
      for (index, term) in terms.enumerated() {
        switch term.variable {
        case .count: vectors[base + index] = 1
        case .level(let column, let code): vectors[base + index] = column.codes[row] == code ? 1 : 0
        case .number(let column): vectors[base + index] = column.values[row]
        }
      }
    }
    self.vectors = vectors
  }

  /// A code for each distinct number.
  private static func codes(of values: [Double]) -> [UInt32] {
    var coder = PairCoder()
    return values.map {
      let bits = ($0 + 0).bitPattern
      return coder.code(UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
    }
  }

  /// Σ over classes of their variables, each class weighted.
  func weightedTotals(_ weightOfClass: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    for (index, weight) in weightOfClass.enumerated() where weight != 0 {
      let base = index * width
      for column in 0..<width { sums[column] += weight * vectors[base + column] }
    }
    return sums
  }

  /// Σ over classes of the products of their variables, each class weighted.
  func weightedProducts(_ weightOfClass: [Double]) -> [Double] {
    var products = [Double](repeating: 0, count: width * width)
    for (index, weight) in weightOfClass.enumerated() where weight != 0 {
      let base = index * width
      for row in 0..<width {
        let left = weight * vectors[base + row]
        if left == 0 { continue }
        for column in 0..<width {
          products[row * width + column] += left * vectors[base + column]
        }
      }
    }
    return products
  }

  /// The inner product of a class's variables and some coefficients.
  func product(_ index: Int, _ coefficients: [Double]) -> Double {
    var sum = 0.0
    for column in 0..<width { sum += vectors[index * width + column] * coefficients[column] }
    return sum
  }
}
