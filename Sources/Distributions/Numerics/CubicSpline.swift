// SPDX-License-Identifier: GPL-3.0-or-later

/// The cubic spline through points whose third derivative at each end is that of the cubic through the four
/// points there (Forsythe, Malcolm and Moler 1977, section 4.4); R's `spline(method = "fmm")`.
///
/// With s the second derivatives over 6, h the distances and d the slopes of the chords, the inner points give
/// h₋s₋ + 2(h₋ + h)s + h s₊ = d - d₋, and the ends -h s + h s₊ = h² times the third divided difference.
package struct CubicSpline: Sendable {
  private let x: [Double]
  private let y: [Double]
  private let curvature: [Double]

  /// A spline.
  /// - Precondition: at least three points, `x` ascending strictly.
  /// - Complexity: linear in the points.
  package init(x: [Double], y: [Double]) {
    let n = x.count
    precondition(n >= 3 && y.count == n && zip(x, x.dropFirst()).allSatisfy { $0 < $1 })
    self.x = x
    self.y = y
    let h = (0..<n - 1).map { x[$0 + 1] - x[$0] }
    let chord = (0..<n - 1).map { (y[$0 + 1] - y[$0]) / h[$0] }
    // Rows of a symmetric tridiagonal system with off-diagonal h.
    var diagonal = [Double](repeating: 0, count: n)
    var right = [Double](repeating: 0, count: n)
    for i in 1..<n - 1 {
      diagonal[i] = 2 * (h[i - 1] + h[i])
      right[i] = chord[i] - chord[i - 1]
    }
    diagonal[0] = -h[0]
    diagonal[n - 1] = -h[n - 2]
    if n > 3 {
      func second(_ i: Int) -> Double { (chord[i] - chord[i - 1]) / (x[i + 1] - x[i - 1]) }
      right[0] = h[0] * h[0] * (second(2) - second(1)) / (x[3] - x[0])
      right[n - 1] =
        -h[n - 2] * h[n - 2] * (second(n - 2) - second(n - 3)) / (x[n - 1] - x[n - 4])
    }
    for i in 1..<n {
      let factor = h[i - 1] / diagonal[i - 1]
      diagonal[i] -= factor * h[i - 1]
      right[i] -= factor * right[i - 1]
    }
    var curvature = [Double](repeating: 0, count: n)
    curvature[n - 1] = right[n - 1] / diagonal[n - 1]
    for i in stride(from: n - 2, through: 0, by: -1) {
      curvature[i] = (right[i] - h[i] * curvature[i + 1]) / diagonal[i]
    }
    self.curvature = curvature
  }

  /// The spline at a place; beyond the ends, that of the last piece.
  /// - Complexity: logarithmic in the points.
  package func value(at place: Double) -> Double {
    var (low, high) = (0, x.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if place < x[middle] { high = middle } else { low = middle }
    }
    let h = x[high] - x[low]
    let from = place - x[low]
    let slope = (y[high] - y[low]) / h - h * (curvature[high] + 2 * curvature[low])
    let cubic = (curvature[high] - curvature[low]) / h
    return y[low] + from * (slope + from * (3 * curvature[low] + from * cubic))
  }
}
