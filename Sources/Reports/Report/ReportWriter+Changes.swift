// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension ReportWriter {
  /// How the indicators differ from an earlier round; no section if none is compared.
  var changeSection: PageSection? {
    guard let compared = content.changes else { return nil }
    let rows = compared.changes.map { change in
      let wording = ChangeWording(change: change, language: language)
      return DataTable.Row(cells: [
        change.later.label.text(in: language), wording.value(change.earlier),
        wording.value(change.later), wording.difference ?? "–", wording.limits ?? "–",
        wording.verdict,
      ])
    }
    let proven = compared.changes.filter { $0.verdict == .rose || $0.verdict == .fell }
    let names = proven.map { $0.later.label.text(in: language) }
    let sentence =
      proven.isEmpty
      ? say(
        zh: "与轮次 \(compared.earlier) 相比，没有一项指标出现确凿的变化。",
        en: "Compared with round \(compared.earlier), no indicator has changed beyond doubt.")
      : say(
        zh: "与轮次 \(compared.earlier) 相比，有确凿变化的指标：\(joined(names))。",
        en: "Compared with round \(compared.earlier), these have changed: \(joined(names)).")
    return PageSection(
      id: "changes", heading: say(zh: "与上一轮相比", en: "Compared with an earlier round"),
      blocks: [
        .paragraph(sentence),
        .table(
          DataTable(
            caption: say(zh: "两轮的估计及其差", en: "Estimates of both rounds, and their difference"),
            columns: [
              .text(say(zh: "指标", en: "Indicator")), .number(compared.earlier),
              .number(content.round), .number(say(zh: "差（百分点）", en: "Difference (points)")),
              .number(ChangeWording.limits(of: compared.changes).text(in: language)),
              .text(say(zh: "判断", en: "Verdict")),
            ], rows: rows)), .remark(ChangeWording.explanation(in: language)),
      ])
  }
}
