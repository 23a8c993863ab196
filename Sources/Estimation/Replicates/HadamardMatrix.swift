// SPDX-License-Identifier: GPL-3.0-or-later

/// A matrix of +1 and -1 with orthogonal rows and columns, whose first row and column are +1.
///
/// Built by Sylvester's doubling (1867) from the matrices of Paley (1933) for primes q = 3 (mod 4), of
/// order q + 1, and the trivial ones.
package struct HadamardMatrix: Sendable {
  package let order: Int
  private let positive: [Bool]

  /// The smallest matrix of these constructions whose order exceeds `size`.
  package init(orderAbove size: Int) {
    var order = size + 1
    while Self.base(of: order) == nil { order += 1 }
    self.order = order
    let (prime, doublings) = Self.base(of: order)!
    var elements = prime.map(Self.paley) ?? [true]
    var width = order >> doublings
    for _ in 0..<doublings {
      var doubled = [Bool](repeating: true, count: 4 * width * width)
      for row in 0..<2 * width {
        for column in 0..<2 * width {
          let element = elements[row % width * width + column % width]
          doubled[row * 2 * width + column] = row >= width && column >= width ? !element : element
        }
      }
      elements = doubled
      width *= 2
    }
    positive = Self.normalized(elements, order)
  }

  /// Whether an element is +1.
  package func isPositive(_ row: Int, _ column: Int) -> Bool { positive[row * order + column] }

  /// The prime and the number of doublings that make an order; no prime for powers of two.
  private static func base(of order: Int) -> (prime: Int?, doublings: Int)? {
    let doublings = order.trailingZeroBitCount
    if order == 1 << doublings { return (nil, doublings) }
    for kept in stride(from: doublings, through: 2, by: -1) {
      let prime = (order >> (doublings - kept)) - 1
      if prime % 4 == 3 && isPrime(prime) { return (prime, doublings - kept) }
    }
    return nil
  }

  private static func isPrime(_ number: Int) -> Bool {
    guard number > 1 else { return false }
    var divisor = 2
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }

  /// Paley's matrix I + S, S having the quadratic residues of a prime in its core.
  private static func paley(_ prime: Int) -> [Bool] {
    var isResidue = [Bool](repeating: false, count: prime)
    for number in 1..<prime { isResidue[number * number % prime] = true }
    let order = prime + 1
    var elements = [Bool](repeating: true, count: order * order)
    for row in 1..<order {
      elements[row * order] = false
      for column in 1..<order where row != column {
        elements[row * order + column] = isResidue[(row - column + prime) % prime]
      }
    }
    return elements
  }

  /// The same matrix with columns and rows turned so that the first of each is +1.
  private static func normalized(_ elements: [Bool], _ order: Int) -> [Bool] {
    var elements = elements
    for column in 0..<order where !elements[column] {
      for row in 0..<order { elements[row * order + column].toggle() }
    }
    for row in 0..<order where !elements[row * order] {
      for column in 0..<order { elements[row * order + column].toggle() }
    }
    return elements
  }
}
