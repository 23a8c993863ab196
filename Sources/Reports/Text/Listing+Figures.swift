// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Estimation

extension Listing {
  /// Figures as rows, with the keys that scripts rely on.
  public init(figures: [Figure]) {
    // Only differences have a second domain.
    let areDifferences = figures.contains { !$0.reference.isEmpty }
    let reference = Column("reference", BilingualText(zh: "减去", en: "minus"))
    let columns = [
      Column("parameter", BilingualText(zh: "参数", en: "parameter")),
      Column("variable", BilingualText(zh: "变量", en: "variable")),
      Column("level", BilingualText(zh: "取值", en: "level")),
      Column("probability", BilingualText(zh: "分位", en: "probability")),
      Column("domain", BilingualText(zh: "范围", en: "domain")),
      Column("estimate", BilingualText(zh: "估计值", en: "estimate")),
      Column("standardError", BilingualText(zh: "标准误", en: "std. error"), style: .significant(4)),
      Column("confidence", BilingualText(zh: "置信度", en: "confidence"), isShown: false),
      Column("lower", BilingualText(zh: "下限", en: "lower")),
      Column("upper", BilingualText(zh: "上限", en: "upper")),
      Column("lowerOneSided", BilingualText(zh: "单侧下限", en: "one-sided lower"), isShown: false),
      Column("upperOneSided", BilingualText(zh: "单侧上限", en: "one-sided upper"), isShown: false),
      Column("degreesOfFreedom", BilingualText(zh: "自由度", en: "df")),
      Column("designEffect", BilingualText(zh: "设计效应", en: "deff"), style: .significant(3)),
      Column(
        "coefficientOfVariation", BilingualText(zh: "变异系数", en: "cv"), style: .significant(3),
        isShown: false),
      Column("count", BilingualText(zh: "行数", en: "rows")),
      Column("missing", BilingualText(zh: "缺失", en: "missing")),
      Column("interval", BilingualText(zh: "区间方法", en: "interval")),
      Column("rule", BilingualText(zh: "规则", en: "rule")),
    ]
    self.init(columns: areDifferences ? columns[..<5] + [reference] + columns[5...] : columns)
    for figure in figures {
      var row = Self.row(figure)
      if areDifferences { row.insert(Self.domain(figure.reference), at: 5) }
      append(row)
    }
  }

  /// One line for each rule that some figures rest on; no text if there are none.
  public static func rules(of figures: [Figure], in language: Language) -> String {
    FigureRule.allCases.filter { rule in figures.contains { $0.rule == rule } }
      .map { "\($0.rawValue): \(RuleWording.sentence($0).text(in: language))\n" }.joined()
  }

  private static func domain(_ parts: [Figure.DomainPart]) -> Cell {
    .object(parts.map { (name: $0.column, value: $0.label) })
  }

  private static func row(_ figure: Figure) -> [Cell] {
    [
      .text(figure.parameter.rawValue),
      .text(figure.variable),
      .optional(figure.level),
      .optional(figure.probability),
      domain(figure.domain),
      .optional(figure.estimate),
      .optional(figure.standardError),
      .number(figure.confidence),
      .optional(figure.lower),
      .optional(figure.upper),
      .optional(figure.lowerOneSided),
      .optional(figure.upperOneSided),
      .integer(figure.degreesOfFreedom),
      .optional(figure.designEffect),
      .optional(figure.coefficientOfVariation),
      .integer(figure.count),
      .integer(figure.missing),
      .text(figure.interval),
      .optional(figure.rule?.rawValue),
    ]
  }
}
