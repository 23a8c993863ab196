// SPDX-License-Identifier: GPL-3.0-or-later

/// The distribution of a Poisson sample given its size, by its characteristic function.
///
/// With units drawn independently with probabilities λ_k, the number drawn, S, has the characteristic
/// function Φ(θ) = Π(1 - λ_k + λ_k e^(iθ)). Then P(S = n) = (1/M) Σ_t Φ(θ_t) e^(-inθ_t) over M equally
/// spaced θ_t, exactly if M > N, and otherwise up to the probabilities that S is off by M or more
/// (Fernández and Williams 2010). Everything about the sample given S = n is such a sum: with
/// z_k = λ_k e^(iθ) / (1 - λ_k + λ_k e^(iθ)),
///
///     P(k | S = n) = Σ c_t z_k(θ_t),    P(k, l | S = n) = Σ c_t z_k(θ_t) z_l(θ_t)
///
/// with the weights c_t = Φ(θ_t) e^(-inθ_t) / Σ Φ e^(-inθ). Only frequencies where Φ is not negligible
/// count: a few dozen, whatever N. The angles are odd multiples of π/M, so that no denominator is 0, and
/// their sines come from half angles by square roots: nothing here depends on a mathematical library.
package struct PoissonSum: Sendable {
  /// λ_k, each above 0 and below 1, with sum near n.
  package let probabilities: [Double]
  /// cos θ_t.
  let cosines: [Double]
  /// sin θ_t.
  let sines: [Double]
  /// c_t for each angle and its negative together.
  private(set) var weights: [Complex]

  /// The distribution given the size.
  ///
  /// - Precondition: the probabilities lie strictly between 0 and 1 and their sum is n to within 1.
  /// - Complexity: linear in units, times the frequencies that count.
  package init(_ probabilities: [Double], size: Int) {
    self.probabilities = probabilities
    let variance = probabilities.reduce(0) { $0 + $1 * (1 - $1) }
    // Bernstein's inequality: S is off by this much with a probability below 1e-20.
    let reach = 34 + 10 * variance.squareRoot()
    let needed = Double(probabilities.count + 1) < reach ? probabilities.count + 1 : Int(reach) + 1
    var points = 2
    while points < needed { points *= 2 }
    let roots = RootsOfUnity(order: 2 * points)
    var cosines: [Double] = []
    var sines: [Double] = []
    var weights: [Complex] = []
    for step in 0..<(points / 2) {
      let angle = roots[2 * step + 1]
      var product = Complex.one
      for probability in probabilities {
        product =
          product
          * Complex(1 - probability + probability * angle.real, probability * angle.imaginary)
      }
      // |Φ| falls from angle to angle.
      if product.squaredLength < 1e-48 { break }
      let phase = (2 * step + 1) % (2 * points) * (size % (2 * points)) % (2 * points)
      cosines.append(angle.real)
      sines.append(angle.imaginary)
      weights.append(product * roots[phase].conjugate)
    }
    let sum = weights.reduce(0) { $0 + $1.real }
    self.cosines = cosines
    self.sines = sines
    self.weights = weights.map { Complex($0.real / sum, $0.imaginary / sum) }
  }

  /// z_k at a frequency.
  func term(_ probability: Double, _ frequency: Int) -> Complex {
    let rest = 1 - probability
    let (cosine, sine) = (cosines[frequency], sines[frequency])
    let scale = probability / (1 - 2 * probability * rest * (1 - cosine))
    return Complex(scale * (probability + rest * cosine), scale * rest * sine)
  }

  /// z_k at all frequencies.
  func terms(_ unit: Int) -> [Complex] {
    weights.indices.map { term(probabilities[unit], $0) }
  }

  /// Σ of marks times z_k at all frequencies.
  func markedTerms(_ marks: [Double]) -> [Complex] {
    weights.indices.map { frequency in
      var sum = Complex(0, 0)
      for (unit, mark) in marks.enumerated() {
        sum = sum + mark * term(probabilities[unit], frequency)
      }
      return sum
    }
  }

  /// P(k | S = n) of all units.
  /// - Complexity: linear in units, times the frequencies that count.
  package var inclusion: [Double] {
    probabilities.map { probability in
      var sum = 0.0
      for frequency in weights.indices {
        let term = term(probability, frequency)
        sum +=
          weights[frequency].real * term.real - weights[frequency].imaginary * term.imaginary
      }
      return sum
    }
  }

  /// The covariance matrix of the units' indicators times a vector.
  ///
  /// - Parameters:
  ///   - vector: a value for each unit.
  ///   - inclusion: ``inclusion``.
  /// - Complexity: linear in units, times the frequencies that count.
  func covariance(times vector: [Double], inclusion: [Double]) -> [Double] {
    var sums = [Complex](repeating: Complex(0, 0), count: weights.count)
    var mean = 0.0
    for (unit, value) in vector.enumerated() {
      mean += inclusion[unit] * value
      for frequency in weights.indices {
        let term = term(probabilities[unit], frequency)
        sums[frequency].real += value * term.real
        sums[frequency].imaginary += value * term.imaginary
      }
    }
    return vector.enumerated().map { unit, value in
      var sum = inclusion[unit] * (value - mean)
      for frequency in weights.indices {
        let term = term(probabilities[unit], frequency)
        let others = Complex(
          sums[frequency].real - value * term.real,
          sums[frequency].imaginary - value * term.imaginary)
        sum += (weights[frequency] * (term * others)).real
      }
      return sum
    }
  }
}

/// A complex number.
struct Complex: Sendable, Hashable {
  var real: Double
  var imaginary: Double

  static let one = Complex(1, 0)

  init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  var conjugate: Complex { Complex(real, -imaginary) }
  var squaredLength: Double { real * real + imaginary * imaginary }

  static func * (left: Complex, right: Complex) -> Complex {
    Complex(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real)
  }

  static func + (left: Complex, right: Complex) -> Complex {
    Complex(left.real + right.real, left.imaginary + right.imaginary)
  }

  static func * (factor: Double, right: Complex) -> Complex {
    Complex(factor * right.real, factor * right.imaginary)
  }
}

/// The complex roots of 1 of an order that is a power of 2, from half angles by square roots.
private struct RootsOfUnity {
  /// The roots whose exponents are powers of 2, from 1 on.
  private var powers: [Complex] = []

  init(order: Int) {
    precondition(order >= 4 && order.nonzeroBitCount == 1)
    // From the angle π/2 down to 2π/order.
    var halves = [Complex(-1, 0), Complex(0, 1)]
    while 1 << halves.count < order {
      let cosine = ((1 + halves.last!.real) / 2).squareRoot()
      halves.append(Complex(cosine, halves.last!.imaginary / (2 * cosine)))
    }
    powers = halves.reversed()
  }

  /// The root e^(2πi exponent / order).
  subscript(exponent: Int) -> Complex {
    var root = Complex.one
    for (bit, power) in powers.enumerated() where exponent >> bit & 1 == 1 { root = root * power }
    return root
  }
}
