// SPDX-License-Identifier: GPL-3.0-or-later

/// The root of an increasing function: Newton's method inside a bracket that every step narrows.
///
/// A step that leaves the bracket, or follows a slope that is no positive number, is replaced by the middle
/// of the bracket, so that the root is found whatever the start. If the function is positive (negative)
/// on the whole bracket, its lower (upper) end is returned.
///
/// - Parameters:
///   - start: where to begin, inside the bracket.
///   - bracket: where the root lies.
///   - closeEnough: the size of a step after which no other is made; 0 to go on to the last digit.
///   - function: the value and the slope at a point.
/// - Throws: ``NumericError`` if 500 steps do not suffice.
package func increasingRoot(
  from start: Double, in bracket: ClosedRange<Double>, closeEnough: Double = 0,
  _ function: (Double) throws(NumericError) -> (value: Double, slope: Double)
) throws(NumericError) -> Double {
  var (low, high) = (bracket.lowerBound, bracket.upperBound)
  var x = start
  for _ in 0..<500 {
    let (value, slope) = try function(x)
    if value == 0 { return x }
    if value < 0 { low = x } else { high = x }
    var next = x - value / slope
    if !(next > low && next < high) { next = low + (high - low) / 2 }
    let tolerance = 2 * max(abs(x), 1e-2).ulp
    if abs(next - x) <= max(closeEnough, tolerance) || high - low <= tolerance { return next }
    x = next
  }
  throw NumericError(
    .noConvergence, "No root was found between \(bracket.lowerBound) and \(bracket.upperBound).")
}

/// A positive root that was found through its logarithm, after Newton steps in itself until they are too small
/// to matter: the logarithm of a small number holds fewer of its digits.
///
/// - Parameter function: the value at a point, and its slope over the logarithm of the point.
func refined(
  _ root: Double, _ function: (Double) -> (value: Double, slope: Double)
) -> Double {
  var root = root
  for _ in 0..<8 {
    let (value, slope) = function(root)
    let step = value / slope
    guard abs(step) < 1e-4 else { return root }
    root -= root * step
    // The next step would be about its square.
    if abs(step) < 1e-9 { return root }
  }
  return root
}
