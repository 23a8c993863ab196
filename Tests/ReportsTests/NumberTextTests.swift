// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Sampling
import Tables
import Testing

@Suite("Decimals are rounded half up, as documents round them")
struct NumberTextTests {
  @Test(
    "Halves of the shortest decimal go away from zero, whatever the double's bits are",
    arguments: [
      (48.845, 2, "48.85"), (95.975, 2, "95.98"), (34.325, 2, "34.33"), (0.125, 2, "0.13"),
      (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.49, 0, "0"),
      (-0.004, 2, "0.00"), (99.995, 2, "100.00"), (9.999, 1, "10.0"), (0.05, 0, "0"),
      (1e21, 1, "1000000000000000000000.0"), (1.25e-7, 8, "0.00000013"), (0, 2, "0.00"),
      (12, 3, "12.000"), (1_234.5, 0, "1235"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test(
    "A percentage is rounded from the share and not from a product of doubles",
    arguments: [
      (0.00125, 2, "0.13%"), (0.34325, 2, "34.33%"), (0.48845, 2, "48.85%"), (1, 0, "100%"),
      (0.285, 0, "29%"), (-0.00125, 2, "-0.13%"), (0.999_96, 2, "100.00%"),
    ])
  func percent(value: Double, decimals: Int, text: String) {
    #expect(NumberText.text(value, .percent(decimals)) == text)
  }

  @Test(
    "Significant digits are rounded in the same way",
    arguments: [
      (0.0123455, 5, "0.012346"), (1_234_565, 6, "1234565"), (2.5, 1, "3"), (0, 6, "0"),
      (1.25e-9, 2, "1.3e-09"), (1.5e-120, 3, "1.50e-120"),
    ])
  func significant(value: Double, digits: Int, text: String) {
    #expect(NumberText.text(value, .significant(digits)) == text)
  }

  @Test("Exact fractions are rounded exactly, near halves too")
  func exact() {
    // Just below a half, and nearer to it than doubles can tell.
    let below = Rational(124_999_999_999_999_999, 1_000_000_000_000_000_000)
    #expect(FigureText.count(Rational(125, 100)) == "1.3")
    #expect(FigureText.count(Rational(-125, 100)) == "-1.3")
    #expect(FigureText.limit(below, isShare: false) == "0.125000000")
    #expect(FigureText.share(1, of: 800) == "0.1%" && FigureText.share(1, of: 400) == "0.3%")
  }

  @Test("Published figures are told as they are rounded, and unlike a limit that they miss")
  func published() throws {
    let file = try FigureFile(
      text: """
        checks:
          - {id: A, share: {part: 1, whole: 800, published: 0.13%}}
          - {id: B, limit: {part: 2001, whole: 100000, at_most: 2%}}
          - {id: C, limit: {part: 2000, whole: 100000, at_most: 2%}}
          - {id: D, sum: {parts: [0.25, 0.2], total: 0.46}}
        """, file: "f.yaml"
    ) { _ in throw Fault(.notFigures) }
    #expect(
      file.checks.map { FigureWording.sentence($0.result).english } == [
        "1 / 800 = 0.13%, rounded to 0.13%",
        "2,001 / 100,000 = 2.001%; required: at most 2%",
        "2,000 / 100,000 = 2.00%; required: at most 2%",
        "0.25 + 0.2 = 0.45, not 0.46: a gap of 0.01 is not explained",
      ])
  }
}
