// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Estimation

extension Listing {
  /// Tests as rows, with the keys that scripts rely on first; one test is one object.
  public init(tests: [TestResult]) {
    self.init(
      columns: [
        Column("test", BilingualText(zh: "检验", en: "test")),
        Column("statistic", BilingualText(zh: "统计量", en: "statistic")),
        Column(
          "numeratorDegreesOfFreedom", BilingualText(zh: "分子自由度", en: "df"),
          style: .significant(5)),
        Column(
          "denominatorDegreesOfFreedom", BilingualText(zh: "分母自由度", en: "denominator df"),
          style: .significant(5)),
        Column("p", BilingualText(zh: "p 值", en: "p"), style: .significant(4)),
        Column("method", BilingualText(zh: "分布", en: "distribution")),
        Column("variable", BilingualText(zh: "变量", en: "variable")),
        Column("level", BilingualText(zh: "取值", en: "level")),
        Column("estimate", BilingualText(zh: "差值", en: "difference")),
        Column("standardError", BilingualText(zh: "标准误", en: "std. error"), style: .significant(4)),
        Column("count", BilingualText(zh: "行数", en: "rows")),
        Column("missing", BilingualText(zh: "缺失", en: "missing")),
        Column("rule", BilingualText(zh: "规则", en: "rule")),
      ], isSingle: tests.count == 1)
    for test in tests {
      append([
        .text(test.test), .optional(test.statistic), .optional(test.numeratorDegreesOfFreedom),
        .optional(test.denominatorDegreesOfFreedom), .optional(test.p), .text(test.method),
        .text(test.variable), .optional(test.level), .optional(test.estimate),
        .optional(test.standardError), .integer(test.count), .integer(test.missing),
        .optional(test.rule?.rawValue),
      ])
    }
  }

  /// One line for each rule that some tests rest on; no text if there are none.
  public static func rules(of tests: [TestResult], in language: Language) -> String {
    FigureRule.allCases.filter { rule in tests.contains { $0.rule == rule } }
      .map { "\($0.rawValue): \(RuleWording.sentence($0).text(in: language))\n" }.joined()
  }
}
