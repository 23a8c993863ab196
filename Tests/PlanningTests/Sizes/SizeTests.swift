// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Planning
import Tables
import Testing

@Suite("Sizes of samples")
struct SizeTests {
  @Test(
    "Proportions: sizes before and after the finite population",
    arguments: [
      // z = √2 erf⁻¹(0.95) and the formulas, with mpmath at 30 digits
      (0.5, 0.05, 384.145882069412595, 367.043695463963968, 368),
      (0.5, 0.03, 1067.07189463725672, 944.608060862125108, 945),
      (0.02, 0.01, 752.925928856048688, 689.845237950887215, 690),
    ])
  func proportion(
    expected: Double, margin: Double, large: Double, finite: Double, size: Int
  ) throws {
    let answer = try ProportionSize(expected: expected, margin: margin, population: 8223)
    #expect(abs(answer.largePopulationSize - large) < 1e-9)
    #expect(abs(answer.simpleRandomSize - finite) < 1e-9)
    #expect(answer.size == size && answer.answers == size && !answer.isCensus)
  }

  @Test("A large population, a design effect and answers that are missing")
  func factors() throws {
    #expect(try ProportionSize(expected: 0.8, margin: 0.1).size == 62)
    let effect = try ProportionSize.designEffect(intraclassCorrelation: 0.05, take: 11)
    #expect(effect == 1.5)
    let answer = try ProportionSize(
      expected: 0.8, margin: 0.1, designEffect: effect, responseRate: 0.8)
    #expect(answer.answers == 93 && answer.size == 117)
    let exact = try ProportionSize(
      expected: 0.5, margin: 0.1, population: 350, designEffect: 100, responseRate: 1)
    #expect(exact.answers == 350 && exact.isCensus && exact.size == 350)
    #expect(
      try ProportionSize(expected: 0.5, margin: 0.05, confidence: 0.99, responseRate: 0.7).size
        == 949)
  }

  @Test("Rounding error alone never asks for one unit more")
  func rounding() throws {
    // z²/4E² is made 350 exactly but for rounding, and 350 / 0.7 is a little above 500 in binary.
    let z = Normal.standard.upperQuantile(0.025)
    let margin = z / 2 / 350.0.squareRoot()
    let answer = try ProportionSize(expected: 0.5, margin: margin, responseRate: 0.7)
    #expect(answer.answers == 350 && answer.size == 500)
  }

  @Test(
    "Audits: sizes of published tables",
    arguments: [
      (0.05, 0.9, 5000, [45, 76, 105, 131, 157]), (0.05, 0.9, nil, [45, 77, 105, 132, 158]),
      (0.02, 0.95, 500, [129, 196, 253]), (0.02, 0.95, 2000, [143, 225, 297]),
      (0.02, 0.95, 10_000, [148, 234, 310]), (0.02, 0.95, nil, [149, 236, 313]),
    ] as [(Double, Double, Int?, [Int])])
  func audit(tolerable: Double, confidence: Double, population: Int?, sizes: [Int]) throws {
    for (allowed, size) in sizes.enumerated() {
      let answer = try AuditSize(
        tolerable: tolerable, confidence: confidence, population: population,
        errorsAllowed: allowed)
      #expect(answer.size == size, "\(allowed) allowed")
      #expect(answer.risk <= (1 - confidence) * (1 + 1e-12))
      #expect(answer.tolerableCount == population.map { Int((Double($0) * tolerable).rounded()) })
    }
  }

  @Test("An audit's size shows exactly what the exact limit of its sample shows")
  func agreesWithLimits() throws {
    for population in [60, 83, 307] {
      for allowed in 0...2 {
        let answer = try AuditSize(
          tolerable: 0.1, confidence: 0.95, population: population, errorsAllowed: allowed)
        let count = try #require(answer.tolerableCount)
        #expect(Double(count) / Double(population) >= 0.1)
        #expect(Double(count - 1) / Double(population) < 0.1)
        for (size, shows) in [(answer.size, true), (answer.size - 1, false)]
        where size >= allowed && size > 0 {
          let limit = HypergeometricLimits.upperCount(
            found: allowed, of: size, population: population, tail: 0.05)
          #expect((limit < count) == shows, "\(size) of \(population)")
        }
      }
    }
  }

  @Test("A whole population is enough, and its last unit may be needed")
  func ends() throws {
    // One unit in error is ruled out by a census alone.
    #expect(try AuditSize(tolerable: 0.001, confidence: 0.99, population: 50).size == 50)
    #expect(try AuditSize(tolerable: 0.9, confidence: 0.5, population: 1).size == 1)
    #expect(try AuditSize(tolerable: 1e-9, confidence: 0.95).size == 2_995_732_273)
    #expect(try AuditSize(tolerable: 0.02, confidence: 0.95, population: 3_000_000_000).size == 149)
  }

  @Test("What cannot be is refused with the option and its range")
  func refusals() throws {
    func code(_ make: () throws -> some Any) -> String? {
      do {
        _ = try make()
        return nil
      } catch {
        return (error as? Fault)?.code.name
      }
    }
    for bad in [0, 1, -0.1, Double.nan, 1.5] {
      #expect(code { try ProportionSize(expected: bad, margin: 0.05) } == "option-out-of-range")
      #expect(code { try ProportionSize(expected: 0.5, margin: bad) } == "option-out-of-range")
      #expect(
        code { try ProportionSize(expected: 0.5, margin: 0.1, confidence: bad) }
          == "option-out-of-range")
      #expect(code { try AuditSize(tolerable: bad, confidence: 0.9) } == "option-out-of-range")
    }
    #expect(
      code { try ProportionSize(expected: 0.5, margin: 0.1, population: 0) }
        == "option-out-of-range")
    #expect(
      code { try ProportionSize(expected: 0.5, margin: 0.1, designEffect: .infinity) }
        == "option-out-of-range")
    #expect(
      code { try ProportionSize(expected: 0.5, margin: 0.1, responseRate: 0) }
        == "option-out-of-range")
    #expect(
      code { try ProportionSize(expected: 0.5, margin: 0.01, population: 100, responseRate: 0.8) }
        == "too-few-units-for-response")
    #expect(code { try ProportionSize(expected: 0.5, margin: 1e-12) } == "size-too-large")
    #expect(
      code { try ProportionSize.designEffect(intraclassCorrelation: 0.1, take: 0.5) }
        == "option-out-of-range")
    #expect(
      code { try AuditSize(tolerable: 0.02, confidence: 0.95, population: 100, errorsAllowed: 2) }
        == "all-errors-allowed")
    #expect(
      code { try AuditSize(tolerable: 0.02, confidence: 0.95, errorsAllowed: -1) }
        == "option-out-of-range")
    #expect(code { try AuditSize(tolerable: 1e-17, confidence: 0.95) } == "size-too-large")
  }
}
