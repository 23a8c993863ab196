// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension ReportWriter {
  /// What was asked: the task, the population and the requirements with their sources.
  var taskSection: PageSection {
    var facts: [Block.Fact] = [
      Block.Fact(term: say(zh: "评估", en: "Assessment"), text: content.title.text(in: language)),
      Block.Fact(term: say(zh: "方案", en: "Profile"), text: content.profile.text(in: language)),
      Block.Fact(term: say(zh: "轮次", en: "Round"), text: content.round),
    ]
    if let task = content.task {
      facts.append(
        Block.Fact(term: say(zh: "委托内容", en: "Commission"), text: task.text(in: language)))
    }
    facts.append(
      Block.Fact(
        term: say(zh: "对象", en: "Population"),
        text: joined(content.registers.map(population))))
    facts.append(
      Block.Fact(
        term: say(zh: "要求的样本", en: "Sample asked for"),
        text: DesignWording(design: content.design, language: language).requests
          .joined(separator: say(zh: "；", en: "; "))))
    if let fieldWork = content.fieldWork {
      facts.append(
        Block.Fact(term: say(zh: "入户调查", en: "Interviews"), text: dates.span(fieldWork)))
    }
    let required = result.indicators.compactMap { indicator -> DataTable.Row? in
      let wording = IndicatorWording(result: indicator, language: language)
      guard let threshold = indicator.threshold, let requirement = wording.requirement else {
        return nil
      }
      return DataTable.Row(cells: [
        wording.label, wording.target, requirement, threshold.source,
      ])
    }
    var blocks: [Block] = [.facts(facts)]
    if required.isEmpty {
      blocks.append(
        .paragraph(
          say(
            zh: "本方案没有规定要求，只报告数值。",
            en: "The profile sets no requirements; figures are reported alone.")))
    } else {
      blocks.append(
        .table(
          DataTable(
            caption: say(zh: "要求", en: "Requirements"),
            columns: [
              .text(say(zh: "指标", en: "Indicator")),
              .text(say(zh: "目标人群", en: "Target population")),
              .text(say(zh: "要求", en: "Requirement")), .text(say(zh: "依据", en: "Source")),
            ], rows: required)))
    }
    return PageSection(id: "task", heading: say(zh: "评估任务", en: "What was asked"), blocks: blocks)
  }

  private func population(_ register: RegisterSummary) -> String {
    let rows = NumberText.grouped(register.rows)
    let name = register.label?.inSentence(in: language) ?? register.name
    guard let persons = register.persons.map(NumberText.grouped) else {
      return say(zh: "\(name) \(rows)", en: "\(rows) \(name)")
    }
    return say(zh: "\(name) \(rows)（\(persons) 人）", en: "\(rows) \(name) (\(persons) persons)")
  }
}
