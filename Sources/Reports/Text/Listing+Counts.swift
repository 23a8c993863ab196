// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Distributions
public import Planning

extension Listing {
  /// An interval of a count as one object.
  ///
  /// - Parameter isOneSided: whether `lower` and `upper` are the one-sided limits, each at the stated
  ///   confidence, instead of the two-sided ones.
  public init(_ result: CountInterval.Result, isOneSided: Bool) {
    let limits = isOneSided ? result.oneSided : result.twoSided
    var cells: [(column: Column, cell: Cell)] = [
      (.share("estimate", "估计", "Estimate"), .number(result.estimate)),
      (.share("lower", "下限", "Lower"), .number(limits.lower)),
      (.share("upper", "上限", "Upper"), .number(limits.upper)),
    ]
    if let lowerCount = limits.lowerCount, let upperCount = limits.upperCount {
      cells += [
        (Column("lowerCount", BilingualText(zh: "至少（个）", en: "At least")), .integer(lowerCount)),
        (Column("upperCount", BilingualText(zh: "至多（个）", en: "At most")), .integer(upperCount)),
      ]
    }
    cells += [
      (
        .share("lowerOneSided", "单侧下限", "Lower, one-sided", isShown: !isOneSided),
        .number(result.lowerOneSided)
      ),
      (
        .share("upperOneSided", "单侧上限", "Upper, one-sided", isShown: !isOneSided),
        .number(result.upperOneSided)
      ),
      (
        Column("sides", BilingualText(zh: "单双侧", en: "Sides"), isShown: isOneSided),
        .text(isOneSided ? "one" : "two")
      ),
      (
        Column("confidence", BilingualText(zh: "置信度", en: "Confidence"), style: .percent(2)),
        .number(result.confidence)
      ),
      (Column("interval", BilingualText(zh: "方法", en: "Method")), .text(result.method.rawValue)),
    ]
    self.init(cells)
  }

  /// The size for a proportion as one object.
  public init(_ answer: ProportionSize) {
    self.init([
      (Column("size", BilingualText(zh: "应抽单位数", en: "To draw")), .integer(answer.size)),
      (Column("answers", BilingualText(zh: "所需回答数", en: "Answers")), .integer(answer.answers)),
      (
        Column(
          "simpleRandomSize", BilingualText(zh: "简单随机样本", en: "Simple random"), style: .decimals(1)),
        .number(answer.simpleRandomSize)
      ),
      (
        Column(
          "largePopulationSize", BilingualText(zh: "无限总体", en: "Large population"),
          style: .decimals(1)),
        .number(answer.largePopulationSize)
      ),
      (
        Column(
          "designEffect", BilingualText(zh: "设计效应", en: "Design effect"), style: .significant(4)),
        .number(answer.designEffect)
      ),
      (
        Column("responseRate", BilingualText(zh: "回答率", en: "Response rate"), style: .percent(2)),
        .number(answer.responseRate)
      ),
      (
        Column("population", BilingualText(zh: "总体", en: "Population")),
        .optional(answer.population)
      ),
      (
        Column("confidence", BilingualText(zh: "置信度", en: "Confidence"), style: .percent(2)),
        .number(answer.confidence)
      ),
    ])
  }

  /// The size for an audit as one object.
  public init(_ answer: AuditSize) {
    self.init([
      (Column("size", BilingualText(zh: "应抽单位数", en: "To draw")), .integer(answer.size)),
      (
        Column("errorsAllowed", BilingualText(zh: "允许错误数", en: "Errors allowed")),
        .integer(answer.errorsAllowed)
      ),
      (
        Column("tolerableCount", BilingualText(zh: "出错须少于（个）", en: "Rules out")),
        .optional(answer.tolerableCount)
      ),
      (.share("tolerable", "出错须低于", "Rules out share"), .number(answer.tolerable)),
      (.share("risk", "误判风险", "Risk"), .number(answer.risk)),
      (
        Column("population", BilingualText(zh: "总体", en: "Population")),
        .optional(answer.population)
      ),
      (
        Column("confidence", BilingualText(zh: "置信度", en: "Confidence"), style: .percent(2)),
        .number(answer.confidence)
      ),
    ])
  }

  /// A listing of one object.
  private init(_ cells: [(column: Column, cell: Cell)]) {
    self.init(columns: cells.map(\.column), isSingle: true)
    append(cells.map(\.cell))
  }
}

extension Listing.Column {
  /// A share, shown as a percentage.
  fileprivate static func share(
    _ key: String, _ chinese: String, _ english: String, isShown: Bool = true
  ) -> Listing.Column {
    Listing.Column(
      key, BilingualText(zh: chinese, en: english), style: .percent(4), isShown: isShown)
  }
}
