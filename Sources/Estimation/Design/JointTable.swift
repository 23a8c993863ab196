// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A file of joint probabilities, as `assay sample --joint` writes it: `stage` (from 1), `stratum`
/// (its record), `id1`, `id2` (paths: below the first stage the cluster, `/`, and the unit) and
/// `probability`, of drawing both, below the first stage given that their cluster is drawn.
///
/// Pairs of units that are not in the sample, or not of one cell, are passed over. A pair may stand twice, in both
/// orders, if both rows agree; a unit paired with itself has its own probability.
struct JointTable {
  let table: Table

  /// Probabilities that are written twice may differ by this part of them.
  private static let tolerance = 1e-6

  /// What a unit is known by within its stage, and the cell that it was drawn in.
  struct Unit {
    let stratum: String
    let path: String
    let cell: UInt32

    fileprivate var key: UnitID { JointTable.key(stratum: stratum, path: path) }
  }

  /// The pairs of a stage's units.
  ///
  /// - Parameters:
  ///   - units: the units of the stage.
  ///   - probabilities: those of the units.
  ///   - needsPairs: whether all pairs of a cell are needed.
  /// - Throws: ``Fault/Code/jointUnitAmbiguous``, ``Fault/Code/jointPairMissing``; in ``Faults`` ``Fault/Code/missingDesignValue``,
  ///   ``Fault/Code/jointDiffers``, ``Fault/Code/jointMarginalDiffers``,
  ///   ``Fault/Code/jointOutOfRange``; what the columns of a ``Table`` throw.
  /// - Complexity: linear in rows and units.
  func pairs(
    stage: Int, units: [Unit], probabilities: [Double], needsPairs: (_ cell: Int) -> Bool
  ) throws -> [PairProbability] {
    var unit: [UnitID: Int] = [:]
    for (index, known) in units.enumerated() {
      guard unit.updateValue(index, forKey: known.key) == nil else {
        throw Fault(.jointUnitAmbiguous, ["stage": "\(stage)", "unit": known.key.text])
      }
    }
    let stages = try table.text("stage")
    let strata = try table.text("stratum")
    let (first, second) = (try table.text("id1"), try table.text("id2"))
    let values = try table.numbers("probability")
    let number = "\(stage)"
    var coder = PairCoder()
    var pairs: [PairProbability] = []
    var rows: [Int] = []
    var faults = Faults()
    for row in 0..<table.rowCount where stages.text(at: row) == number {
      let stratum = strata.text(at: row)
      guard let a = unit[Self.key(stratum: stratum, path: first.text(at: row))],
        let b = unit[Self.key(stratum: stratum, path: second.text(at: row))]
      else { continue }
      // Units of two cells are drawn independently; nothing is to be told of them.
      guard units[a].cell == units[b].cell else { continue }
      let place = table.place(row: row, column: "probability")
      guard values.isValid[row] else {
        faults.append(Fault(.missingDesignValue, at: place, ["missing": ""]))
        continue
      }
      let value = values.values[row]
      let text = try table.text("probability").text(at: row)
      if a == b {
        if abs(value - probabilities[a]) > Self.tolerance * probabilities[a] {
          faults.append(
            Fault(
              .jointMarginalDiffers, at: place,
              ["unit": first.text(at: row), "value": text, "expected": "\(probabilities[a])"]))
        }
        continue
      }
      let count = coder.count
      let code = Int(coder.code(UInt32(min(a, b)), UInt32(max(a, b))))
      if code == count {
        if !PairCovariances.isPossible(value, probabilities[a], probabilities[b]) {
          faults.append(
            Fault(
              .jointOutOfRange, at: place,
              [
                "stage": number, "first": first.text(at: row), "second": second.text(at: row),
                "value": text, "firstProbability": "\(probabilities[a])",
                "secondProbability": "\(probabilities[b])",
              ]))
        }
        pairs.append(PairProbability(UInt32(a), UInt32(b), value))
        rows.append(row)
      } else if abs(value - pairs[code].probability) > Self.tolerance * pairs[code].probability {
        faults.append(
          Fault(
            .jointDiffers, at: place,
            [
              "first": first.text(at: row), "second": second.text(at: row), "value": text,
              "other": "\(pairs[code].probability)", "otherRow": "\(table.lines[rows[code]])",
            ]))
      }
    }
    try faults.throwIfAny()
    try refuseMissing(pairs, stage: stage, units: units, needsPairs)
    return pairs
  }

  /// Refuses a file without a pair of some cell that needs it.
  private func refuseMissing(
    _ pairs: [PairProbability], stage: Int, units: [Unit], _ needsPairs: (Int) -> Bool
  ) throws {
    var unitsOfCell: [UInt32: [Int]] = [:]
    for (index, unit) in units.enumerated() where needsPairs(Int(unit.cell)) {
      unitsOfCell[unit.cell, default: []].append(index)
    }
    var count: [UInt32: Int] = [:]
    for pair in pairs { count[units[Int(pair.first)].cell, default: 0] += 1 }
    for cell in unitsOfCell.keys.sorted() {
      let inside = unitsOfCell[cell]!
      let missing = inside.count * (inside.count - 1) / 2 - (count[cell] ?? 0)
      guard missing > 0 else { continue }
      var known: Set<[UInt32]> = []
      for pair in pairs where units[Int(pair.first)].cell == cell {
        known.insert([min(pair.first, pair.second), max(pair.first, pair.second)])
      }
      for (position, second) in inside.enumerated() {
        for first in inside.prefix(position)
        where !known.contains([UInt32(first), UInt32(second)]) {
          throw Fault(
            .jointPairMissing, at: Place(file: table.file),
            [
              "stage": "\(stage)", "stratum": units[first].stratum, "count": "\(missing)",
              "first": units[first].path, "second": units[second].path,
            ])
        }
      }
    }
  }

  /// Stratum and path as one text.
  private static func key(stratum: String, path: String) -> UnitID {
    UnitID(Record.text([stratum, path]))
  }
}

extension Fault.Code {
  /// Joint probabilities are given twice for a pair and differ.
  public static let jointDiffers = Fault.Code("joint-differs", .data)
  /// A file of joint probabilities gives a unit another probability than the sample.
  public static let jointMarginalDiffers = Fault.Code("joint-marginal-differs", .data)
  /// Two units of a stage cannot be told apart in a file of joint probabilities.
  public static let jointUnitAmbiguous = Fault.Code("joint-unit-ambiguous", .data)
  /// Joint probabilities are given, and no column names the units.
  public static let jointNeedsUnits = Fault.Code("joint-needs-units", .usage)
}
