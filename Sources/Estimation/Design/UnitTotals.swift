// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
package import Tables

/// The weighted totals of some variables in each last-stage unit, for one domain.
///
/// This is all that estimators, linearization and variance need of the rows. Only units with a row of
/// the domain are listed; the others are zero.
package struct UnitTotals: Sendable {
  /// The rows used: those of the domain in which no variable is missing.
  package private(set) var rows: [UInt32] = []
  /// The rows of the domain in which a variable is missing.
  package private(set) var missing = 0
  /// The last-stage units that hold the rows used, ascending.
  package private(set) var units: [UInt32] = []
  /// The number of variables.
  package let width: Int
  /// The totals Σ w y of unit `i` are `sums[i * width..<(i + 1) * width]`.
  package private(set) var sums: [Double] = []
  /// The variables, where the totals were made from rows; `nil` is the constant 1.
  let variables: [NumberColumn?]

  /// Totals by last-stage unit, from one pass over the domain's rows.
  ///
  /// - Parameters:
  ///   - variables: the variables; `nil` is the constant 1, whose total estimates the number of elements.
  ///   - domain: which of the domains.
  /// - Complexity: linear in the domain's rows.
  package init(
    _ design: SurveyDesign, _ variables: [NumberColumn?], _ domains: Domains, domain: Int = 0
  ) {
    precondition(variables.allSatisfy { $0?.count ?? design.rowCount == design.rowCount })
    width = variables.count
    self.variables = variables
    let range = domains.starts[domain]..<domains.starts[domain + 1]
    var rows = Array(domains.rows[range])
    for variable in variables {
      guard let variable else { continue }
      variable.isValid.withUnsafeBufferPointer { isValid in
        rows.removeAll { !isValid[Int($0)] }
      }
    }
    missing = range.count - rows.count
    // The slot of each row among the units that are listed.
    var slots = [UInt32](repeating: 0, count: rows.count)
    var units: [UInt32] = []
    units.reserveCapacity(rows.count)
    design.unitOfRow.withUnsafeBufferPointer { unitOfRow in
      var last = SurveyDesign.outside
      for index in rows.indices {
        let unit = unitOfRow[Int(rows[index])]
        if unit != last { units.append(unit) }
        last = unit
        slots[index] = UInt32(units.count - 1)
      }
    }
    sums = [Double](repeating: 0, count: units.count * width)
    for (column, variable) in variables.enumerated() {
      Self.add(variable, design.weights, rows, slots, to: &sums, column, width)
    }
    self.rows = rows
    self.units = units
  }

  /// Adds w y of each row to its unit's total.
  private static func add(
    _ variable: NumberColumn?, _ weights: [Double], _ rows: [UInt32], _ slots: [UInt32],
    to sums: inout [Double], _ column: Int, _ width: Int
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      if let variable {
        for index in rows.indices {
          let row = Int(rows[index])
          sums[Int(slots[index]) * width + column] += weights[row] * variable.values[row]
        }
      } else {
        for index in rows.indices {
          sums[Int(slots[index]) * width + column] += weights[Int(rows[index])]
        }
      }
    }
  }

  /// Totals from units and sums that were computed otherwise, such as linear combinations.
  package init(units: [UInt32], sums: [Double], width: Int) {
    precondition(sums.count == units.count * width)
    self.units = units
    self.sums = sums
    self.width = width
    variables = []
  }

  /// The sum of one variable over all units, compensated.
  package func total(_ column: Int) -> Double {
    var sum = NeumaierSum()
    for unit in units.indices { sum.add(sums[unit * width + column]) }
    return sum.value
  }

  /// The same units with the linear combination Σ aⱼ·totalⱼ of their totals as the only variable.
  package func combined(_ coefficients: [Double]) -> UnitTotals {
    precondition(coefficients.count == width)
    var combined = [Double](repeating: 0, count: units.count)
    for unit in units.indices {
      var sum = 0.0
      for column in 0..<width { sum += coefficients[column] * sums[unit * width + column] }
      combined[unit] = sum
    }
    return UnitTotals(units: units, sums: combined, width: 1)
  }

  /// Several totals of one variable each as the variables of one, over all their units.
  /// - Complexity: linear in units times the number of totals.
  package static func joined(_ parts: [UnitTotals]) -> UnitTotals {
    precondition(parts.allSatisfy { $0.width == 1 })
    var next = [Int](repeating: 0, count: parts.count)
    var units: [UInt32] = []
    var sums: [Double] = []
    while true {
      var unit = UInt32.max
      for (part, index) in zip(parts, next) where index < part.units.count {
        unit = min(unit, part.units[index])
      }
      if unit == UInt32.max { break }
      units.append(unit)
      for part in parts.indices {
        let index = next[part]
        if index < parts[part].units.count && parts[part].units[index] == unit {
          sums.append(parts[part].sums[index])
          next[part] += 1
        } else {
          sums.append(0)
        }
      }
    }
    return UnitTotals(units: units, sums: sums, width: parts.count)
  }
}
