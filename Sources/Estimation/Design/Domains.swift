// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The rows of each domain of a design, in hierarchical order.
///
/// A domain is a part of the population for which figures are wanted: a group by a coded column, within
/// the rows of a mask. It never changes the design: all units stay in it, those without a row of the
/// domain with a total of zero.
public struct Domains: Sendable {
  /// The label of each domain: the label of its code, or the empty text for the whole.
  public let labels: [String]
  /// Rows of domain `d` are `rows[starts[d]..<starts[d + 1]]`.
  let starts: [Int]
  /// Rows by domain, then by last-stage unit.
  let rows: [UInt32]
  /// First-stage units minus strata of each domain, both with a row in it.
  let degreesOfFreedom: [Int]

  /// The number of domains.
  public var count: Int { labels.count }

  /// The domains of a coded column within the rows of a mask.
  ///
  /// Rows whose code is missing are in no domain.
  /// - Parameters:
  ///   - design: the design that the rows belong to.
  ///   - codes: the group of each row; `nil` for one domain.
  ///   - mask: the rows that count; `nil` for all.
  /// - Complexity: linear in rows and labels.
  /// - Precondition: codes and mask are as long as the design has rows.
  public init(_ design: SurveyDesign, by codes: CodedColumn? = nil, where mask: [Bool]? = nil) {
    precondition(codes?.count ?? design.rowCount == design.rowCount)
    precondition(mask?.count ?? design.rowCount == design.rowCount)
    labels = codes?.labels ?? [""]
    var order = design.rowOrder ?? (0..<UInt32(design.rowCount)).map { $0 }
    if design.adjustment?.adjustment.response != nil {
      // Who did not answer has no weight, and belongs to no domain.
      order.removeAll { design.weights[Int($0)] == 0 }
    }
    if let mask { order.removeAll { !mask[Int($0)] } }
    guard let codes else {
      starts = [0, order.count]
      rows = order
      degreesOfFreedom = [design.degreesOfFreedom(of: order[...])]
      return
    }
    var starts = [Int](repeating: 0, count: labels.count + 1)
    for row in order {
      let code = codes.codes[Int(row)]
      if code != CodedColumn.missing { starts[Int(code) + 1] += 1 }
    }
    for domain in labels.indices { starts[domain + 1] += starts[domain] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: starts[labels.count])
    for row in order {
      let code = codes.codes[Int(row)]
      guard code != CodedColumn.missing else { continue }
      rows[next[Int(code)]] = row
      next[Int(code)] += 1
    }
    self.starts = starts
    self.rows = rows
    degreesOfFreedom = labels.indices.map {
      design.degreesOfFreedom(of: rows[starts[$0]..<starts[$0 + 1]])
    }
  }
}

extension SurveyDesign {
  /// First-stage units minus strata that have one of the rows, as R's `degf` counts them: certainty
  /// strata are counted, units and strata without a row are not.
  ///
  /// - Parameter rows: rows in the order of their units.
  fileprivate func degreesOfFreedom(of rows: ArraySlice<UInt32>) -> Int {
    var primaryUnits = 0
    var strata = 0
    var lastUnit = UInt32.max
    var lastPrimary = UInt32.max
    var lastStratum = UInt32.max
    for row in rows {
      var unit = unitOfRow[Int(row)]
      if unit == lastUnit { continue }
      lastUnit = unit
      for level in levels.dropFirst().reversed() {
        unit = level.parentOfCell[Int(level.cellOfUnit[Int(unit)])]
      }
      if unit == lastPrimary { continue }
      lastPrimary = unit
      primaryUnits += 1
      let stratum = levels[0].cellOfUnit[Int(unit)]
      if stratum != lastStratum { strata += 1 }
      lastStratum = stratum
    }
    return primaryUnits - strata
  }
}
