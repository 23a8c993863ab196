// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Estimation

extension ReportWriter {
  /// How the figures were computed, by name and source; only what this report used.
  var methodSection: PageSection {
    var facts = [
      fact(
        (zh: "官方口径", en: "Official figures"),
        zh: "按文件规定的算法由计数直接相除，用整数和分数精确计算，比较之前不四舍五入。",
        en:
          "The document's arithmetic on counts, in exact integers and fractions; nothing is rounded before it is compared."
      ),
      fact(
        (zh: "权数与估计", en: "Weights and estimates"),
        zh:
          "每份答卷的权数是各阶段 N/n 的乘积；比率 = Σ 权数×分子 ÷ Σ 权数×分母。格内未答单位由完成的答卷代表（n 取完成数，N 取名册数）；不属总体的单位以零值保留。",
        en:
          "The weight of an interview is the product of N/n over the stages; a rate is Σ weight × numerator / Σ weight × denominator. Completed interviews stand for those of their cell that did not answer (n completed, N of the register); ineligible units stay in as zeros."
      ),
      fact(
        (zh: "抽样误差", en: "Sampling error"),
        zh: "各阶段的泰勒线性化方差，含有限总体校正（Särndal、Swensson、Wretman，1992）。\(systematic.chinese)",
        en:
          "Taylor linearization over all stages with finite population corrections (Särndal, Swensson and Wretman 1992).\(systematic.english)"
      ),
      fact(
        (zh: "单独一户的格", en: "Cells with one unit"),
        zh: "格内只有一个单位时，方差取同一样本、同一第一阶段层内其他各格的合并方差；没有时取整个样本的合并方差。",
        en:
          "A unit alone in its cell takes the pooled variance within the other cells of its sample and first-stage stratum, or of its sample where there is none."
      ),
    ]
    facts += intervalNames.map { name in
      let method = Self.method(ofInterval: name, ceiling: ceiling)
      return fact(
        (zh: "区间：\(method.name.chinese)", en: "Interval: \(method.name.english)"),
        zh: method.text.chinese, en: method.text.english)
    }
    facts += [countBoundFact].compactMap { $0 }
    facts += [
      fact(
        (zh: "证据", en: "Evidence"),
        zh:
          "“证据充分”：单侧 \(confidence.percent) 界限与官方结果同在要求的一侧；“证据相反”：界限在另一侧；其余为“证据不足”。",
        en:
          "“Conclusive”: the one-sided \(confidence.percent) bound lies on the official result's side of the requirement; “evidence against it”: it lies on the other; otherwise “not conclusive”."
      ),
      fact(
        (zh: "总体结论", en: "Overall result"),
        zh: "每项要求都达标即通过。各项都证据充分时，通过的证据充分；按 Holm（1979）步骤至少拒绝一项时，未通过的证据充分。",
        en:
          "Passed if every requirement is met. The evidence for passing is conclusive if it is for each; for failing, if Holm's procedure (1979) rejects at least one."
      ),
      fact(
        (zh: "抽样的算法", en: "The draw"),
        zh:
          "规范 \(content.ceremony.specification)：SHA-256（FIPS 180-4）签号，名册摘要按 RFC 6962 第 2.1 节组成哈希树，盐值用 HMAC-SHA-256（RFC 2104）。",
        en:
          "Specification \(content.ceremony.specification): tickets by SHA-256 (FIPS 180-4), digests of the registers in a hash tree as in RFC 6962, section 2.1, salts by HMAC-SHA-256 (RFC 2104)."
      ),
    ]
    if content.isPublished { facts.append(published) }
    let names = NamesInRemarks(result)
    facts += result.notes.map {
      Block.Fact(
        term: say(zh: "说明", en: "Note"), text: names.sentence(for: $0, in: language))
    }
    return PageSection(
      id: "method", heading: say(zh: "方法", en: "Method"), blocks: [.facts(facts)])
  }

  /// What the published version leaves out.
  private var published: Block.Fact {
    let limit = ReportContent.smallestCell
    return fact(
      (zh: "公开版", en: "Published version"),
      zh: "不列任何单位和个人的名称、编号，不列人工填写的理由；不足 \(limit) 户的层和部分不单独列出数字。",
      en:
        "It names no unit and nobody, tells no typed reasons, and gives no figures of strata and parts of fewer than \(limit) households."
    )
  }

  private func fact(_ term: (zh: String, en: String), zh: String, en: String) -> Block.Fact {
    Block.Fact(term: say(zh: term.zh, en: term.en), text: say(zh: zh, en: en))
  }

  private var systematic: BilingualText {
    guard content.design.contains(where: { $0.stage == 1 && $0.method == "systematic" }) else {
      return BilingualText(zh: "", en: "")
    }
    return BilingualText(
      zh: "第一阶段为系统抽样，用相邻单位之差估计（Wolter，2007，v2）。",
      en:
        " The first stage is systematic: its variance comes from the differences of successive units (Wolter 2007, v2)."
    )
  }

  /// The methods of all intervals of this report, in the order of their first use.
  private var intervalNames: [String] {
    var names: [String] = []
    for indicator in result.indicators {
      for estimate in [indicator.estimate] + indicator.parts.map(\.estimate) {
        if let name = estimate?.interval, !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// The intra-class correlation that the default limits allow for.
  private var ceiling: Double {
    result.indicators.lazy.flatMap { [$0.estimate] + $0.parts.map(\.estimate) }
      .compactMap { $0?.iccCeiling }.first ?? StabilizedInterval.defaultCeiling
  }

  private var countBoundFact: Block.Fact? {
    guard result.indicators.contains(where: { $0.countBound != nil }) else { return nil }
    return fact(
      (zh: "个数的界限", en: "Bounds on counts"),
      zh: "以超几何分布精确计算，逐层相加；在给定置信度下，总体中的个数不超过该界限。",
      en:
        "Exact by the hypergeometric distribution, stratum by stratum; with the stated confidence the number in the population is not above the bound."
    )
  }

  /// What an interval's method is called and how it works; a method without words of its own is named.
  private static func method(
    ofInterval name: String, ceiling: Double
  ) -> (name: BilingualText, text: BilingualText) {
    let correlation = NumberText.shortest(ceiling)
    let share = NumberText.shortest((ceiling * 1000).rounded() / 10)
    return switch name {
    case "stabilized":
      (
        BilingualText(zh: "默认区间", en: "The default interval"),
        BilingualText(
          zh:
            "Korn-Graubard 区间，但设计效应不低于群内相关 \(correlation) 所对应的数值（也就是说：有错误的村平均约有 \(share)% 的户有错误）；样本中没有错误时，界限完全取决于这一假定。错误更集中时界限可能偏低。",
          en:
            "Korn and Graubard's limits with a design effect that never falls below the one of an intra-village correlation of \(correlation): they are valid if villages with errors are about \(share)% wrong on average. Without an error in the sample the limit rests on this ceiling. Where errors are more concentrated, it may be too low."
        )
      )
    case "korn-graubard":
      (
        BilingualText(zh: "Korn-Graubard", en: "Korn and Graubard"),
        BilingualText(
          zh:
            "用有效样本量计算的 Clopper-Pearson 区间（Korn 和 Graubard，1998），有效样本量不超过实际样本量；没有一例时界限只由样本量决定（美国国家卫生统计中心标准，2017）。",
          en:
            "Clopper-Pearson limits with the effective sample size (Korn and Graubard 1998), which is never above the real one; with no event the limit follows from the sample size alone (as in the standards of the National Center for Health Statistics, 2017)."
        )
      )
    case "mover":
      (
        BilingualText(zh: "MOVER", en: "MOVER"),
        BilingualText(
          zh: "综合数值由各组成比率的界限合成（Zou 和 Donner，2008）。",
          en:
            "The limits of a composite are combined from those of its parts (Zou and Donner 2008)."
        )
      )
    case "hypergeometric":
      (
        BilingualText(zh: "超几何分布", en: "hypergeometric"),
        BilingualText(
          zh: "有限总体中个数的精确界限。", en: "Exact limits of a count in a finite population.")
      )
    case "t":
      (
        BilingualText(zh: "t 分布", en: "t"),
        BilingualText(
          zh: "估计 ± t 分位数 × 标准误，自由度为第一阶段单位数减层数。",
          en:
            "The estimate ± the quantile of t × the standard error, with first-stage units minus strata as degrees of freedom."
        )
      )
    default:
      (
        BilingualText(zh: name, en: name),
        BilingualText(
          zh: "命令行中名为 \(name) 的方法，见 assay 文档。",
          en: "The method that the command line calls \(name); see the documentation of assay.")
      )
    }
  }
}
