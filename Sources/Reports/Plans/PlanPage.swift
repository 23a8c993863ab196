// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Planning
import Sampling
import Tables

/// A plan's sizes and the risk of its decisions as one page for people.
public enum PlanPage {
  /// The page in a language.
  ///
  /// - Parameters:
  ///   - profile: names samples and rates.
  ///   - title: that of the assessment.
  ///   - tool: the program with its version.
  /// - Returns: HTML that is well-formed XML, too.
  public static func render(
    _ plan: Plan, profile: Profile, title: BilingualText, tool: String, in language: Language
  ) -> String {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    var sections = [
      PageSection(
        id: "sizes", heading: say("样本量", "Sample sizes"),
        blocks: [
          .table(
            DataTable(
              caption: say("各样本", "Samples"),
              columns: [
                .text(say("样本", "Sample")), .number(say("总数", "Units")),
                .number(say("抽取", "Drawn")), .number(say("覆盖率", "Coverage")),
                .number(say("零错误上限", "Limit without errors")),
              ],
              rows: plan.samples.map { sample in
                let all = sample.all
                return DataTable.Row(cells: [
                  profile.sample(sample.key)?.label.text(in: language) ?? sample.key,
                  NumberText.grouped(all.population), NumberText.groupedFixed(all.size.mean, 0),
                  FigureText.share(all.coverage.units, of: all.coverage.population) ?? "–",
                  all.zeroErrors.map { FigureText.text($0.limit, isShare: true) } ?? "–",
                ])
              }))
        ])
    ]
    let label = { (name: String) in profile.indicators.first { $0.name == name }?.label }
    for decision in plan.decisions {
      sections.append(
        DecisionSection(decision: decision, label: label(decision.name), language: language)
          .section(id: decision.name))
    }
    let notes =
      DecisionWording.legend(plan.decisions, in: language)
      + DecisionText.lines(plan.undecided, labels: label, in: language).map {
        String($0.dropFirst(2))
      }
    if !notes.isEmpty {
      sections.append(
        PageSection(id: "notes", heading: say("说明", "Notes"), blocks: [.list(notes)]))
    }
    return PageTemplates.render(
      Page(
        language: language, title: title.text(in: language), kicker: say("抽样方案", "Sampling plan"),
        subtitle: [], sections: sections,
        colophon: say(
          "由 \(tool) 生成；同样的名册和方案得到同样的数字。",
          "Made by \(tool); the same registers and design give the same figures."),
        kind: "report", stamp: nil))
  }
}
