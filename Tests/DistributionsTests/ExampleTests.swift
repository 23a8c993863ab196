// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

/// The examples of the documentation, as they stand there.
@Suite("Examples")
struct ExampleTests {
  @Test("The example of the front page gives the numbers that stand beside it")
  func frontPage() throws {
    let limits = try CountInterval.result(count: 5, of: 823)
    #expect("\(limits.lower)".hasPrefix("0.00197") && "\(limits.upper)".hasPrefix("0.01412"))
    let villages = CountInterval.result(count: 0, of: 17, population: 83)
    #expect(villages.oneSided.upperCount! == 12)
    let t = try StudentT(degreesOfFreedom: 10).quantile(0.975)
    #expect("\(t)".hasPrefix("2.228"))
  }

  @Test("The examples beside the declarations")
  func declarations() throws {
    #expect(abs(Normal.standard.quantile(0.975) - 1.959963984540054) < 1e-15)
    var sum = NeumaierSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.value == 2)
    let interval = try CountInterval.result(count: 5, of: 823)
    #expect(abs(interval.lower - 0.00198) < 5e-6)
    let exact = CountInterval.result(count: 0, of: 200, population: 1000)
    #expect(exact.upperCount == 16)
  }

  @Test("A beta quantile for which GSL has no answer")
  func whereGSLFails() throws {
    // Reference/continuous.py
    #expect(
      relativeError(try BetaDistribution(3, 316).quantile(0.95), 0.019664792443592503) < 1e-13)
    #expect(
      relativeError(try BetaDistribution(4, 771).quantile(0.95), 0.0099869188349700926) < 1e-13)
  }
}
