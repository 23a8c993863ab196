// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Workspaces

extension ReportWriter {
  /// Leads in numbers, apart from everything that was drawn.
  private var leadText: String {
    let leads = result.leads
    let kinds = leads.findings.map { kind in
      let label = kind.label.text(in: language)
      return say(
        zh: "\(label)：认定 \(kind.confirmed)、排除 \(kind.cleared)、疑似 \(kind.suspected)",
        en:
          "\(label): \(kind.confirmed) confirmed, \(kind.cleared) cleared, \(kind.suspected) suspected"
      )
    }
    return say(
      zh: "另有实地线索 \(leads.recorded) 户（已访 \(leads.interviewed) 户），未经抽样，不计入任何比率。",
      en:
        "Besides, \(leads.recorded) leads were followed in the field (\(leads.interviewed) interviewed). They were not drawn and enter no rate."
    )
      + (kinds.isEmpty
        ? "" : say(zh: "", en: " ") + kinds.joined(separator: "; ") + say(zh: "。", en: "."))
  }

  /// What was found, by kind and by state.
  var findingSection: PageSection {
    let rows = result.findings.map { finding in
      DataTable.Row(
        cells: [finding.label.text(in: language)]
          + [finding.confirmed, finding.cleared, finding.suspected].flatMap {
            [NumberText.grouped($0.units), NumberText.grouped($0.persons)]
          })
    }
    var blocks: [Block] = []
    if isProvisional {
      blocks.append(
        .note(
          Block.Note(
            title: say(zh: "暂定。", en: "Provisional."),
            text: say(
              zh: "疑似问题尚未全部认定，本报告的数值不是最终结果。",
              en:
                "Not all suspected findings are decided, so the figures of this report are not final."
            ))))
    }
    if rows.isEmpty {
      blocks.append(
        .paragraph(say(zh: "本方案没有规定问题类别。", en: "The profile defines no kinds of findings.")))
    } else {
      blocks += [
        .paragraph(
          say(
            zh:
              "规则从答卷中找出疑似问题；每一条都经具名复核人查证，认定或排除并写明理由。只有认定的计入各项数值。",
            en:
              "Rules raise suspected findings from the answers; each is examined by a named reviewer, who confirms or clears it with a reason. Only confirmed findings enter the figures."
          )),
        .table(
          DataTable(
            caption: say(zh: "各类问题的处理结果", en: "Findings by kind and state"),
            groups: [
              .init(title: "", span: 1), .init(title: say(zh: "认定", en: "Confirmed"), span: 2),
              .init(title: say(zh: "排除", en: "Cleared"), span: 2),
              .init(title: say(zh: "疑似未决", en: "Suspected, undecided"), span: 2),
            ],
            columns: [.text(say(zh: "类别", en: "Kind"))]
              + (0..<3).flatMap { _ in
                [
                  DataTable.Column.number(say(zh: "单位", en: "units")),
                  .number(say(zh: "人", en: "persons")),
                ]
              }, rows: rows)),
      ]
    }
    if let readings = content.readings, readings.agreement.count > 0 {
      blocks.append(.paragraph(ReviewText.agreement(readings).text(in: language)))
    }
    if result.leads.recorded > 0 { blocks.append(.remark(leadText)) }
    return PageSection(
      id: "findings",
      heading: isProvisional
        ? say(zh: "发现的问题（暂定）", en: "Findings (provisional)") : say(zh: "发现的问题", en: "Findings"),
      blocks: blocks)
  }

  /// Second visits to households in which nothing was found.
  var revisitSection: PageSection {
    var blocks: [Block] = []
    if let revisits = content.revisits {
      blocks.append(
        .paragraph(
          say(
            zh:
              "从没有发现问题的户中按签号抽取一部分，由其他调查员在不知道第一次结果的情况下再访：列入 \(NumberText.grouped(revisits.listed)) 户，已再访 \(NumberText.grouped(revisits.visited)) 户。",
            en:
              "Of the households in which nothing was found some were taken by ticket and visited again by other interviewers who did not know the first result: \(NumberText.grouped(revisits.listed)) listed, \(NumberText.grouped(revisits.visited)) visited so far."
          )))
      if revisits.visited > 0 { blocks.append(.paragraph(outcome(of: revisits))) }
      if let bound = revisits.bound {
        blocks.append(.paragraph(ReviewText.missed(bound).text(in: language)))
      }
    } else {
      blocks.append(
        .paragraph(say(zh: "本轮没有安排再访。", en: "No second visits were listed in this round.")))
    }
    return PageSection(
      id: "revisits", heading: say(zh: "盲法再访", en: "Blind second visits"), blocks: blocks)
  }

  private func outcome(of revisits: Revisits) -> String {
    let count = revisits.differing.count
    guard count > 0 else {
      return say(
        zh: "再访没有发现第一次遗漏的问题。",
        en: "None of the second visits raised a finding that the first had missed.")
    }
    let share = FigureText.share(count, of: revisits.visited) ?? ""
    let which =
      content.isPublished
      ? "" : say(zh: "：\(names(revisits.differing))", en: ": \(names(revisits.differing))")
    return say(
      zh:
        "其中 \(NumberText.grouped(count)) 户（\(share)）的再访发现了第一次没有发现的问题\(which)。",
      en:
        "In \(NumberText.grouped(count)) of them (\(share)) the second visit raised a finding that the first had missed\(which)."
    )
  }

  /// Where nobody answered, and which questions stayed open.
  var unansweredSection: PageSection {
    var blocks: [Block] = []
    if result.emptyCells.isEmpty {
      blocks.append(
        .paragraph(
          say(
            zh: "样本的每一格内至少完成一户访问。",
            en: "At least one interview was completed in every cell of the sample.")))
    } else {
      blocks += [
        .paragraph(
          say(
            zh: "下列各格内没有完成任何访问；其单位数由同层其他各格按比例代表。",
            en:
              "Nobody was interviewed in these cells; the other cells of their stratum stand for their units in proportion."
          )),
        .table(emptyCells),
      ]
    }
    if result.unknowns.isEmpty {
      blocks.append(
        .paragraph(
          say(
            zh: "完成的答卷中，问到的问题都有回答。",
            en: "In the completed interviews every question that was asked has an answer.")))
    } else {
      blocks += [
        .paragraph(
          say(
            zh: "下列问题问到而未答，不能判断是否有问题，按未知列出。",
            en: "These questions were asked and not answered; what they would show is unknown.")),
        .table(unknowns),
      ]
    }
    return PageSection(
      id: "unanswered", heading: say(zh: "未答与未知", en: "What stayed unanswered"), blocks: blocks)
  }

  /// The cells without an interview; where they are is not published.
  private var emptyCells: DataTable {
    var table = DataTable(
      caption: say(zh: "无人应答的格", en: "Cells without an interview"),
      columns: [
        .text(say(zh: "样本", en: "Sample")), .text(say(zh: "层", en: "Stratum")),
        .number(say(zh: "单位数", en: "Units")),
      ],
      rows: result.emptyCells.map {
        DataTable.Row(cells: [
          sampleLabel($0.sample), stratumLabel($0.stratum, sample: $0.sample),
          content.isPublished && $0.population < ReportContent.smallestCell
            ? "<\(ReportContent.smallestCell)" : NumberText.grouped($0.population),
        ])
      })
    if !content.isPublished {
      table.insert(
        .text(say(zh: "所在单位", en: "Within")), cells: result.emptyCells.map(\.parent), at: 1)
    }
    return table
  }

  /// The questions that stayed open; by whom is not published.
  private var unknowns: DataTable {
    var table = DataTable(
      caption: say(zh: "问到而未答的问题", en: "Questions asked and not answered"),
      columns: [
        .text(say(zh: "问题", en: "Question")), .number(say(zh: "户数", en: "Units")),
      ],
      rows: result.unknowns.map {
        DataTable.Row(cells: [$0.question, NumberText.grouped($0.units.count)])
      })
    if !content.isPublished {
      table.insert(
        .text(say(zh: "单位", en: "Which")), cells: result.unknowns.map { names($0.units) }, at: 2)
    }
    return table
  }

  /// What a stratum is called, by the row of the design that it belongs to.
  private func stratumLabel(_ record: String, sample: String) -> String {
    if record.isEmpty { return "–" }
    // The sample of the first stage has no name in the design.
    let hasName = content.design.contains { bytesCompare($0.sample, sample) == 0 }
    let row = content.design.first {
      bytesCompare($0.sample, hasName ? sample : "") == 0 && bytesCompare($0.record, record) == 0
    }
    return row?.stratum?.text(in: language) ?? record
  }

  private func sampleLabel(_ name: String) -> String {
    result.response.first { $0.sample == name }?.label.text(in: language) ?? name
  }

  /// Up to ten names, and how many more there are.
  private func names(_ all: [String]) -> String {
    let shown = joined(Array(all.prefix(10)))
    guard all.count > 10 else { return shown }
    let more = NumberText.grouped(all.count - 10)
    return say(zh: "\(shown)，以及另外 \(more) 个", en: "\(shown), and \(more) more")
  }
}
