// SPDX-License-Identifier: GPL-3.0-or-later

/// Shares `total` in proportion to integer weights by the largest remainder (Hamilton); ties go to the
/// earlier position.
///
/// All is done in integers, so that every machine shares alike.
/// - Parameter limits: what each position may get at the most; what is above goes to the others.
/// - Precondition: the limits, if given, leave room for `total`.
/// - Complexity: n log n for each round; a round ends with at least one more position at its limit.
package func apportion(_ total: Int, weights: [Int], limits: [Int]? = nil) -> [Int] {
  var shares = [Int](repeating: 0, count: weights.count)
  var open = weights.indices.filter { weights[$0] > 0 }
  var rest = total
  while rest > 0 {
    let sum = open.reduce(0) { $0 + weights[$1] }
    precondition(sum > 0)
    var remainders: [(position: Int, remainder: Int)] = []
    var given = 0
    for position in open {
      let (quotient, remainder) = (rest * weights[position]).quotientAndRemainder(dividingBy: sum)
      shares[position] += quotient
      given += quotient
      remainders.append((position, remainder))
    }
    remainders.sort { ($1.remainder, $0.position) < ($0.remainder, $1.position) }
    for (position, _) in remainders.prefix(rest - given) { shares[position] += 1 }
    rest = 0
    guard let limits else { break }
    for position in open where shares[position] > limits[position] {
      rest += shares[position] - limits[position]
      shares[position] = limits[position]
    }
    open = open.filter { shares[$0] < limits[$0] }
  }
  return shares
}
