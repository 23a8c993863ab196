// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension SampleDesign {
  /// The word that marks the strata of units that are taken whole.
  public static let takeAllMark = "take-all"

  /// Whether a stratum holds the units that ``takeAll`` names: its record has the mark as one more field
  /// than the design has columns of strata, so that no value of a column can be mistaken for it.
  public func takesWhole(_ stratum: String) -> Bool {
    guard takeAll != nil else { return false }
    if strata.isEmpty { return bytesCompare(stratum, Self.takeAllMark) == 0 }
    return Record.fields(stratum).count > strata.count
  }

  /// The allocation that spreads a number of units, if it is another than in proportion to units.
  var spread: Allocation? { allocation?.method == .proportional ? nil : allocation }

  /// The method that draws a stratum: one that is taken whole needs no other than tickets for its order.
  func method(of stratum: String) -> SelectionMethod {
    takesWhole(stratum) ? .simpleRandom : method
  }
}
