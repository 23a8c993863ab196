// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Tables
import Testing

@Suite("Numbers of profiles and assessments that cannot be")
struct NumberRangeTests {
  /// The fault of an example in which one line has another value.
  private func refusal(
    _ schema: ConfigurationSchema, line: String, instead value: String
  ) throws -> Fault? {
    let file = "surveys/\(schema.rawValue).example.yaml"
    let text = try String(contentsOf: repository.appending(path: file), encoding: .utf8)
    let start = try #require(text.firstRange(of: line), "\(line)")
    let changed = text.replacingCharacters(in: start, with: value)
    #expect(changed != text)
    do {
      _ = try schema.shape(of: [(text: changed, file: file)])
      return nil
    } catch let fault as Fault {
      let row = text[..<start.lowerBound].utf8.count { $0 == 0x0a } + 1
      let last = row + value.utf8.count { $0 == 0x0a }
      #expect((row...last).contains(fault.place.row ?? 0), "\(line): \(fault.place)")
      return fault
    }
  }

  @Test(
    "Each number of a profile has its range; what lies outside is refused on its line",
    arguments: [
      ("at_most: 0.02", "at_most: 2", Fault.Code.notAShare, "0 ≤ x ≤ 1"),
      ("at_least: 0.9 ", "at_least: -0.1 ", .notAShare, "0 ≤ x ≤ 1"),
      ("at_least: 0.5", "at_least: 50", .notAShare, "0 ≤ x ≤ 1"),
      ("iqr: 1.5", "iqr: -1.5", .yamlOutOfRange, "x > 0"),
      ("sd: 3", "sd: 0", .yamlOutOfRange, "x > 0"),
      ("missing: 0.10", "missing: 10", .notAShare, "0 ≤ x ≤ 1"),
      ("hours: [6, 22]", "hours: [6, 25]", .yamlOutOfRange, "0, 1, …, 24"),
      ("village_distance: 5000", "village_distance: -1", .yamlOutOfRange, "x > 0"),
      ("accuracy: 100", "accuracy: 0", .yamlOutOfRange, "x > 0"),
      ("household: [15, 120]", "household: [-15, 120]", .yamlOutOfRange, "0, 1, …"),
      ("full: 20 ", "full: -40 ", .yamlOutOfRange, "x > 0"),
      ("full: 100", "full: 0", .yamlOutOfRange, "x > 0"),
      ("share: 0.4 ", "share: 0 ", .yamlOutOfRange, "0 < x ≤ 1"),
      ("from: 90", "from: 101", .yamlOutOfRange, "0 ≤ x ≤ 100"),
      ("from: 90", "from: -1", .yamlOutOfRange, "x ≥ 0"),
      ("step: 0.1", "step: 0", .yamlOutOfRange, "x > 0"),
      ("points: 1 ", "points: -1 ", .yamlOutOfRange, "x > 0"),
      ("points: -2", "points: 0", .yamlOutOfRange, "x ≠ 0"),
      ("target: \"100\"", "target: \"100.5\"", .yamlOutOfRange, "0 ≤ x ≤ 100"),
      ("target: \"100\"", "target: \"0\"", .yamlOutOfRange, "x > 0"),
      ("fraction: 0.05", "fraction: 5", .notAShare, "0 ≤ x ≤ 1"),
      ("readers: 2", "readers: 3", .yamlOutOfRange, "1, 2"),
      ("confidence: 0.95", "confidence: 95", .yamlOutOfRange, "0 < x < 1"),
      ("confidence: 0.95", "confidence: 0.5", .yamlOutOfRange, "0.5 < x < 1"),
      ("icc_ceiling: 0.10", "icc_ceiling: -0.1", .notAShare, "0 ≤ x ≤ 1"),
      ("bounds: [0.3, 3]", "bounds: [-0.3, 3]", .yamlOutOfRange, "0 ≤ x < 1"),
      ("bounds: [0.3, 3]", "bounds: [0.3, 1]", .yamlOutOfRange, "x > 1"),
      ("villages: 2 ", "villages: 0 ", .yamlOutOfRange, "1, 2, …"),
      ("units: 30", "units: -30", .yamlOutOfRange, "1, 2, …"),
      ("naming: 0.95", "naming: 0.4", .yamlOutOfRange, "0.5 < x ≤ 1"),
      ("days: 30 ", "days: 0 ", .yamlOutOfRange, "1, 2, …"),
      ("months: 2 ", "months: -2 ", .yamlOutOfRange, "1, 2, …"),
      ("days: 30  # 超期", "days: -3  # 超期", .yamlOutOfRange, "1, 2, …"),
      ("months: 1 ", "months: -1 ", .yamlOutOfRange, "0, 1, …"),
      ("days: 15", "days: -15", .yamlOutOfRange, "0, 1, …"),
      ("by: 5", "by: 32", .yamlOutOfRange, "1, 2, …, 31"),
      ("times: 1", "times: 0", .yamlOutOfRange, "1, 2, …"),
      ("visits: 2", "visits: 0", .yamlOutOfRange, "1, 2, …"),
      ("decimals: 2", "decimals: -1", .yamlOutOfRange, "0, 1, …, 10"),
      ("rows: 10", "rows: -10", .yamlOutOfRange, "0, 1, …"),
    ])
  func profile(line: String, value: String, code: Fault.Code, range: String) throws {
    let fault = try #require(try refusal(.profile, line: line, instead: value), "\(value)")
    #expect(fault.code == code && fault.values["range"] == range, "\(fault)")
  }

  @Test(
    "A denominator that is 0 for all rows is refused, and so are empty texts and reversed limits",
    arguments: [
      ("denominator: \"1\"  # 每行", "denominator: \"0\"  # 每行", Fault.Code.constantDenominator),
      ("denominator: \"1\"  # 每个", "denominator: \"false()\"  # 每个", .constantDenominator),
      ("denominator: \"persons\"  # 分母", "denominator: \"1 - 1\"  # 分母", .constantDenominator),
      ("denominator: \"persons\"  # 换用", "denominator: \"-1\"  # 换用", .constantDenominator),
      ("unit: 县扶贫办", "unit: \"\"", .yamlEmpty), ("unit: 县扶贫办", "unit:", .yamlEmpty),
      ("leader: 张三", "leader: \" \"", .yamlEmpty), ("zh: 示例", "zh: \"\"", .yamlEmpty),
      ("hours: [6, 22]", "hours: [22, 6]", .boundsReversed),
      ("household: [15, 120]", "household: [120, 15]", .boundsReversed),
    ])
  func empty(line: String, value: String, code: Fault.Code) throws {
    let fault = try #require(try refusal(.profile, line: line, instead: value), "\(value)")
    #expect(fault.code == code, "\(fault)")
  }

  @Test("Editors are told the same limits")
  func schema() throws {
    let text = try String(
      contentsOf: repository.appending(path: "surveys/profile.schema.json"), encoding: .utf8)
    for limits in [
      "\"exclusiveMinimum\": 0", "\"exclusiveMaximum\": 1", "\"maximum\": 24", "\"maximum\": 2",
    ] { #expect(text.contains(limits), "\(limits)") }
  }
}
