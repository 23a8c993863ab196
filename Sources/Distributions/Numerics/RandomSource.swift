// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// Pseudorandom numbers that a text determines: GSL's Mersenne Twister (Matsumoto and Nishimura 1998).
///
/// For resampling and simulation. Samples are never drawn with it; theirs is the draw by tickets.
public final class RandomSource {
  private let generator: UnsafeMutablePointer<gsl_rng>

  /// The numbers of a seed, the same on every machine: the generator starts from the 64 bits of the
  /// text's FNV-1a hash (Fowler, Noll and Vo 1991).
  public init(seed: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in seed.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    generator = mersenne_twister()
    gsl_rng_set(generator, UInt(hash ^ hash >> 32))
  }

  deinit { gsl_rng_free(generator) }

  /// A whole number from 0 to `bound` - 1, each with the same probability.
  /// - Precondition: 0 < bound < 2³².
  public func index(below bound: Int) -> Int {
    Int(gsl_rng_uniform_int(generator, UInt(bound)))
  }

  /// A number in [0, 1).
  public func uniform() -> Double { gsl_rng_uniform(generator) }

  /// A number of the gamma distribution of a shape and mean 1.
  public func gamma(shape: Double) -> Double { gsl_ran_gamma(generator, shape, 1 / shape) }

  /// A number of the beta distribution.
  public func beta(_ a: Double, _ b: Double) -> Double { gsl_ran_beta(generator, a, b) }

  /// The successes in `n` trials of probability `p`.
  public func binomial(_ n: Int, _ p: Double) -> Int {
    Int(gsl_ran_binomial(generator, p, UInt32(n)))
  }

  /// How many of `marked` among `population` are in a simple random sample of `n` without replacement.
  public func hypergeometric(marked: Int, of population: Int, sample n: Int) -> Int {
    Int(
      gsl_ran_hypergeometric(
        generator, UInt32(marked), UInt32(population - marked), UInt32(n)))
  }

  /// `n` of the numbers 0 ..< `population`, ascending: a simple random sample without replacement.
  public func sample(_ n: Int, of population: Int) -> [Int] {
    var sample: [Int] = []
    sample.reserveCapacity(n)
    for number in 0..<population where sample.count < n {
      if uniform() * Double(population - number) < Double(n - sample.count) {
        sample.append(number)
      }
    }
    return sample
  }
}
