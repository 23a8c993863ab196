// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Estimation

extension Listing {
  /// Figures as rows, with the keys that scripts rely on. Differences have a second domain, and methods that
  /// count units have counts beside their limits.
  public init(figures: [Figure]) {
    let areDifferences = figures.contains { !$0.reference.isEmpty }
    let areCounted = figures.contains {
      [StratifiedExactInterval.name, ConservativeInterval.name].contains($0.interval)
    }
    let columns = Self.figureColumns.filter {
      switch $0.column.key {
      case "reference": areDifferences
      case "lowerCount", "upperCount": areCounted
      default: true
      }
    }
    self.init(columns: columns.map(\.column))
    for figure in figures { append(columns.map { $0.cell(figure) }) }
  }

  /// One line for each rule that some figures rest on, and what the default interval of rates assumes; no
  /// text if there are neither.
  public static func rules(of figures: [Figure], in language: Language) -> String {
    let rules = FigureRule.allCases.filter { rule in figures.contains { $0.rule == rule } }
      .map { "\($0.rawValue): \(RuleWording.sentence($0).text(in: language))\n" }.joined()
    guard let ceiling = figures.lazy.compactMap(\.iccCeiling).first else { return rules }
    var text = rules + "stabilized: \(CeilingWording.sentence(ceiling).text(in: language))\n"
    // A line for each figure is for people only as long as they can read them.
    let whole = figures.filter { $0.limitOfWholeClusters != nil }
    for figure in whole where whole.count <= 12 {
      text += "\(CeilingWording.wholeClusters(figure).text(in: language))\n"
    }
    return text
  }

  /// A column and what stands in it.
  private struct FigureColumn: Sendable {
    let column: Column
    let cell: @Sendable (Figure) -> Cell

    init(
      _ key: String, _ title: BilingualText, style: Style = .significant(6), isShown: Bool = true,
      _ cell: @escaping @Sendable (Figure) -> Cell
    ) {
      column = Column(key, title, style: style, isShown: isShown)
      self.cell = cell
    }
  }

  private static func domain(_ parts: [Figure.DomainPart]) -> Cell {
    .object(parts.map { (name: $0.column, value: $0.label) })
  }

  /// All columns in their order.
  private static let figureColumns: [FigureColumn] = [
    FigureColumn("parameter", BilingualText(zh: "参数", en: "parameter")) {
      .text($0.parameter.rawValue)
    },
    FigureColumn("variable", BilingualText(zh: "变量", en: "variable")) { .text($0.variable) },
    FigureColumn("level", BilingualText(zh: "取值", en: "level")) { .optional($0.level) },
    FigureColumn("probability", BilingualText(zh: "分位", en: "probability")) {
      .optional($0.probability)
    },
    FigureColumn("domain", BilingualText(zh: "范围", en: "domain")) { domain($0.domain) },
    FigureColumn("reference", BilingualText(zh: "减去", en: "minus")) { domain($0.reference) },
    FigureColumn("estimate", BilingualText(zh: "估计值", en: "estimate")) { .optional($0.estimate) },
    FigureColumn(
      "standardError", BilingualText(zh: "标准误", en: "std. error"), style: .significant(4)
    ) { .optional($0.standardError) },
    FigureColumn("confidence", BilingualText(zh: "置信度", en: "confidence"), isShown: false) {
      .number($0.confidence)
    },
    FigureColumn("lower", BilingualText(zh: "下限", en: "lower")) { .optional($0.lower) },
    FigureColumn("upper", BilingualText(zh: "上限", en: "upper")) { .optional($0.upper) },
    FigureColumn("lowerCount", BilingualText(zh: "至少（个）", en: "at least")) {
      .optional($0.lowerCount)
    },
    FigureColumn("upperCount", BilingualText(zh: "至多（个）", en: "at most")) {
      .optional($0.upperCount)
    },
    FigureColumn(
      "lowerOneSided", BilingualText(zh: "单侧下限", en: "one-sided lower"), isShown: false
    ) { .optional($0.lowerOneSided) },
    FigureColumn(
      "upperOneSided", BilingualText(zh: "单侧上限", en: "one-sided upper"), isShown: false
    ) { .optional($0.upperOneSided) },
    FigureColumn("degreesOfFreedom", BilingualText(zh: "自由度", en: "df")) {
      .integer($0.degreesOfFreedom)
    },
    FigureColumn(
      "designEffect", BilingualText(zh: "设计效应", en: "deff"), style: .significant(3)
    ) { .optional($0.designEffect) },
    FigureColumn(
      "coefficientOfVariation", BilingualText(zh: "变异系数", en: "cv"), style: .significant(3),
      isShown: false
    ) { .optional($0.coefficientOfVariation) },
    FigureColumn("count", BilingualText(zh: "行数", en: "rows")) { .integer($0.count) },
    FigureColumn("missing", BilingualText(zh: "缺失", en: "missing")) { .integer($0.missing) },
    FigureColumn("interval", BilingualText(zh: "区间方法", en: "interval")) { .text($0.interval) },
    FigureColumn("rule", BilingualText(zh: "规则", en: "rule")) { .optional($0.rule?.rawValue) },
    FigureColumn(
      "iccCeiling", BilingualText(zh: "群内相关上限", en: "icc ceiling"), style: .significant(3),
      isShown: false
    ) { .optional($0.iccCeiling) },
    FigureColumn(
      "limitOfWholeClusters", BilingualText(zh: "整群出错的界限", en: "limit of whole clusters"),
      isShown: false
    ) { .optional($0.limitOfWholeClusters) },
  ]
}
