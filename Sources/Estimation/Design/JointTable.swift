// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A file of joint probabilities, as `assay sample --joint` writes it: `stage` (from 1), `stratum`
/// (its record), `id1`, `id2` (paths: below the first stage the cluster, `/`, and the unit) and
/// `probability`, of drawing both, below the first stage given that their cluster is drawn.
///
/// Pairs of units that are not in the sample are passed over. A pair may stand twice, in both
/// orders, if both rows agree; a unit paired with itself has its own probability.
struct JointTable {
  let table: Table

  /// Probabilities that are written twice may differ by this part of them.
  private static let tolerance = 1e-6

  /// The pairs of a stage's units.
  ///
  /// - Parameters:
  ///   - keys: stratum and path of each unit, as ``key(stratum:path:)`` makes them.
  ///   - probabilities: those of the units.
  /// - Throws: ``Fault/Code/jointUnitAmbiguous``; in ``Faults`` ``Fault/Code/missingDesignValue``,
  ///   ``Fault/Code/jointDiffers``, ``Fault/Code/jointMarginalDiffers``,
  ///   ``Fault/Code/jointOutOfRange``; what the columns of a ``Table`` throw.
  /// - Complexity: linear in rows and units.
  func pairs(
    stage: Int, keys: [UnitID], probabilities: [Double]
  ) throws -> [PairProbability] {
    var unit: [UnitID: Int] = [:]
    for (index, key) in keys.enumerated() {
      guard unit.updateValue(index, forKey: key) == nil else {
        throw Fault(.jointUnitAmbiguous, ["stage": "\(stage)", "unit": key.text])
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
    return pairs
  }

  /// What a unit is known by within its stage.
  static func key(stratum: String, path: String) -> UnitID {
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
