// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension ReportWriter {
  /// The terms of the report in both languages: the profile's own words, then those of sampling.
  var glossarySection: PageSection {
    var rows: [DataTable.Row] = []
    let other: Language = language == .chinese ? .english : .chinese
    let add = { (term: BilingualText, meaning: String) in
      rows.append(
        DataTable.Row(cells: [term.text(in: language), term.text(in: other), meaning]))
    }
    for indicator in result.indicators {
      add(
        indicator.label,
        say(
          zh: "指标；目标人群：\(indicator.target.chinese)",
          en: "indicator on \(indicator.target.english)"))
    }
    for finding in result.findings { add(finding.label, say(zh: "问题类别", en: "kind of finding")) }
    for sample in result.response { add(sample.label, say(zh: "样本", en: "sample")) }
    for (term, meaning) in terms { add(term, meaning.text(in: language)) }
    return PageSection(
      id: "glossary", heading: say(zh: "术语", en: "Terms"),
      blocks: [
        .table(
          DataTable(
            caption: say(zh: "术语对照", en: "Terms in both languages"),
            columns: [
              .text(say(zh: "中文", en: "English")), .text(say(zh: "英文", en: "Chinese")),
              .text(say(zh: "含义", en: "Meaning")),
            ], rows: rows))
      ])
  }

  private var terms: [(BilingualText, BilingualText)] {
    let percent = confidence.percent
    return [
      (
        BilingualText(zh: "官方口径", en: "official figure"),
        BilingualText(
          zh: "按文件规定的算法得出、与要求比较的数值",
          en: "the document's own arithmetic, compared with the requirement")
      ),
      (
        BilingualText(zh: "估计", en: "estimate"),
        BilingualText(
          zh: "按抽样设计加权、推断全部目标人群的数值",
          en: "a figure weighted by the design, for the whole target population")
      ),
      (
        BilingualText(zh: "\(percent) 区间", en: "\(percent) interval"),
        BilingualText(
          zh: "由样本推断总体数值所在的范围，\(percent) 的样本会得到包含总体数值的范围",
          en: "a range for the true figure; \(percent) of samples give a range that holds it")
      ),
      (
        BilingualText(zh: "单侧 \(percent) 界限", en: "one-sided \(percent) bound"),
        BilingualText(
          zh: "有 \(percent) 的把握认为总体数值不超过（或不低于）的值",
          en: "a value that the true figure does not pass, with \(percent) confidence")
      ),
      (
        BilingualText(zh: "抽样框", en: "sampling frame"),
        BilingualText(zh: "有入样机会的全部单位", en: "all units with a chance to be drawn")
      ),
      (
        BilingualText(zh: "疑似／认定／排除", en: "suspected, confirmed, cleared"),
        BilingualText(
          zh: "规则提出的问题、复核认定的问题、复核排除的问题",
          en: "raised by a rule; upheld by a reviewer; dismissed by a reviewer")
      ),
      (
        BilingualText(zh: "封存与承诺值", en: "seal and commitment"),
        BilingualText(
          zh: "抽样之前把名册和设计固定下来，并公布其哈希",
          en: "registers and design fixed before the draw, and the hash that was published of them")
      ),
      (
        BilingualText(zh: "种子", en: "seed"),
        BilingualText(
          zh: "封存之后公开产生的文字，抽样由它推算",
          en: "a text made in public after the seal, from which the draw follows")
      ),
      (
        BilingualText(zh: "密钥", en: "key"),
        BilingualText(
          zh: "评估方事先承诺、入户调查之后公布的秘密数字",
          en:
            "the evaluator's secret number, committed to beforehand and revealed after the field work"
        )
      ),
      (
        BilingualText(zh: "签号", en: "ticket"),
        BilingualText(
          zh: "种子哈希与单位编号的 SHA-256，决定谁入样",
          en: "the SHA-256 of seed hash and identifier, which decides who is drawn")
      ),
    ]
  }
}
