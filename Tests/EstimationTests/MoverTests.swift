// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Foundation
import Testing

@Suite("MOVER")
struct MoverTests {
  /// A case of the reference file, which its script made with SciPy.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let constant: Double
    let factors: [Double]
    let counts: [Double]
    let sizes: [Double]
    let correlations: [Double]
    let tail: Double
    let lower: Double
    let upper: Double

    var testDescription: String { "\(name) at \(tail)" }
  }

  private static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/mover.csv")
    let lines = try! String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    return lines.map { line in
      let fields = line.split(separator: ",").map(String.init)
      let numbers = { (text: String) in text.split(separator: " ").map { Double($0)! } }
      return Case(
        name: fields[0], constant: Double(fields[1])!, factors: numbers(fields[2]),
        counts: numbers(fields[3]), sizes: numbers(fields[4]), correlations: numbers(fields[5]),
        tail: Double(fields[6])!, lower: Double(fields[8])!, upper: Double(fields[9])!)
    }
  }()

  @Test("Limits agree with an independent program", arguments: cases)
  func reference(_ expected: Case) throws {
    let terms = expected.factors.indices.map {
      Mover.Term(
        factor: expected.factors[$0], value: expected.counts[$0] / expected.sizes[$0])
    }
    for (end, value) in [(IntervalEnd.lower, expected.lower), (.upper, expected.upper)] {
      let limit = try Mover.limit(
        end, constant: expected.constant, terms: terms,
        correlation: { expected.correlations[$0 * terms.count + $1] }
      ) { term, end in
        let limits = try ClopperPearson.limits(
          x: expected.counts[term], n: expected.sizes[term], lowerTail: expected.tail,
          upperTail: expected.tail)
        return end == .lower ? limits.lower : limits.upper
      }
      #expect(abs(limit - value) < 1e-12)
    }
  }

  @Test("The difference of two proportions with score limits is Newcombe's method 10")
  func newcombe() throws {
    // Newcombe (1998), Statistics in Medicine 17, 873-890, example (a): 56/70 - 48/80.
    let data = [(56.0, 70.0), (48.0, 80.0)]
    let terms = [
      Mover.Term(factor: 1, value: data[0].0 / data[0].1),
      Mover.Term(factor: -1, value: data[1].0 / data[1].1),
    ]
    let limit = { (end: IntervalEnd) in
      try Mover.limit(end, constant: 0, terms: terms, correlation: { _, _ in 0 }) { term, end in
        let limits = try Wilson.limits(
          x: data[term].0, n: data[term].1, lowerTail: 0.025, upperTail: 0.025)
        return end == .lower ? limits.lower : limits.upper
      }
    }
    #expect(abs(try limit(.lower) - 0.0524) < 5e-5)
    #expect(abs(try limit(.upper) - 0.3339) < 5e-5)
  }
}
