// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// Adds a multiple of some numbers to others, y ← y + a x: the step of a convolution, by BLAS.
///
/// - Parameters:
///   - factor: a.
///   - numbers: x; `range` of them is used.
///   - sum: y, from `start` on.
/// - Precondition: `sum` holds as many numbers from `start` on as the range has.
/// - Complexity: linear in the range.
public func addScaled(
  _ factor: Double, _ numbers: [Double], _ range: Range<Int>, to sum: inout [Double],
  from start: Int
) {
  precondition(range.lowerBound >= 0 && range.upperBound <= numbers.count)
  precondition(start >= 0 && start + range.count <= sum.count)
  numbers.withUnsafeBufferPointer { numbers in
    sum.withUnsafeMutableBufferPointer { sum in
      guard let x = numbers.baseAddress, let y = sum.baseAddress else { return }
      cblas_daxpy(Int32(range.count), factor, x + range.lowerBound, 1, y + start, 1)
    }
  }
}
