// SPDX-License-Identifier: GPL-3.0-or-later

extension CellTotals {
  /// Adds factor · Σ(tᵢ - tᵢ₊₁)(tᵢ - tᵢ₊₁)ᵀ over neighbours in a systematic draw.
  ///
  /// Wolter (2007, section 8.2) calls the estimator with factor (1 - f) n/(2 (n - 1)) v2. The sequence is
  /// not closed to a circle. Units without rows are zeros in it, of which only those beside others matter.
  /// - Parameters:
  ///   - factor: (1 - f) n/(2 (n - 1)).
  ///   - drawn: the numbers of all units of the cell, in the order of the draw.
  func addDifferences(to covariance: inout [Double], factor: Double, drawn: Range<Int>) {
    let zero = [Double](repeating: 0, count: width)
    var last = zero
    var lastUnit: Int?
    func step(to next: [Double]) {
      let difference = (0..<width).map { next[$0] - last[$0] }
      Self.addProduct(of: difference, factor, to: &covariance)
    }
    for (position, unit) in units.enumerated() {
      let base = sums.startIndex + position * width
      let totals = Array(sums[base..<base + width])
      if let lastUnit, lastUnit + 1 < Int(unit) {
        step(to: zero)
        last = zero
      }
      if Int(unit) > drawn.lowerBound { step(to: totals) }
      last = totals
      lastUnit = Int(unit)
    }
    if let lastUnit, lastUnit + 1 < drawn.upperBound { step(to: zero) }
  }
}
