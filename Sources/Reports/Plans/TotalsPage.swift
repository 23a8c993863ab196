// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Planning
import Sampling

/// A plan from a bulletin's totals on one page, to be attached to a contract.
public enum TotalsPage {
  /// The page in a language.
  ///
  /// - Parameters:
  ///   - tool: the program with its version.
  /// - Returns: HTML that is well-formed XML, too; on A4 it takes one page for one requirement.
  public static func render(
    _ plan: TotalsPlan, tool: String, in language: Language
  ) -> String {
    PageTemplates.render(
      TotalsWriter(plan: plan, tool: tool, language: language).page())
  }

  /// The same for people at a terminal.
  public static func text(
    _ plan: TotalsPlan, in language: Language
  ) -> String {
    let writer = TotalsWriter(plan: plan, tool: "", language: language)
    var table = TextTable(
      header: writer.strataColumns,
      alignments: [.left] + writer.strataColumns.dropFirst().map { _ in .right })
    for row in writer.strataRows { table.append(row) }
    var lines = table.lines()
    lines += [""] + writer.facts.map { "\($0.term)\(writer.colon)\($0.text)" }
    lines += DecisionText.lines(plan.decisions, labels: { _ in nil }, in: language)
    lines += [""] + writer.assumptions.map { "- \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Turns a plan from totals into its page.
private struct TotalsWriter {
  let plan: TotalsPlan
  let tool: String
  let language: Language

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  var colon: String { say(zh: "：", en: ": ") }

  func page() -> Page {
    var sections = [
      PageSection(
        id: "plan", heading: say(zh: "总体与方案", en: "County and plan"),
        blocks: [
          .table(
            DataTable(
              caption: say(zh: "各层总数与抽取村数", en: "Totals and villages drawn"),
              columns: [.text(strataColumns[0])] + strataColumns.dropFirst().map { .number($0) },
              rows: strataRows.enumerated().map {
                DataTable.Row(
                  cells: $0.element,
                  isTotal: strataRows.count > 1 && $0.offset == strataRows.count - 1)
              })),
          .facts(facts),
        ])
    ]
    for (index, decision) in plan.decisions.enumerated() {
      sections.append(
        DecisionSection(decision: decision, label: nil, language: language)
          .section(id: "decision-\(index + 1)"))
    }
    sections.append(
      PageSection(
        id: "assumptions", heading: say(zh: "说明", en: "Notes"),
        blocks: [.list(assumptions + DecisionWording.legend(plan.decisions, in: language))]))
    return Page(
      language: language, title: say(zh: "抽样方案与判定风险", en: "Sampling plan and risk of decisions"),
      kicker: say(zh: "按公报总数制定，尚无名册", en: "From published totals, before there is a register"),
      subtitle: [], sections: sections,
      colophon: say(
        zh: "由 \(tool) 生成；同样的总数和选项得到同样的数字。",
        en: "Made by \(tool); the same totals and options give the same figures."),
      kind: "minutes", stamp: nil)
  }

  private var hasPersons: Bool { plan.county.persons != nil }

  var strataColumns: [String] {
    [say(zh: "层", en: "Stratum"), say(zh: "村", en: "Villages"), say(zh: "户", en: "Households")]
      + (hasPersons ? [say(zh: "人", en: "Persons")] : [])
      + [say(zh: "抽取村", en: "Villages drawn")]
  }

  var strataRows: [[String]] {
    let county = plan.county
    var rows = zip(county.strata, plan.draw.villages).map { stratum, drawn in
      [
        stratum.name, NumberText.grouped(stratum.villages), NumberText.grouped(stratum.households),
      ] + (hasPersons ? [stratum.persons.map { NumberText.grouped($0) } ?? "–"] : [])
        + [NumberText.grouped(drawn)]
    }
    if rows.count > 1 {
      rows.append(
        [
          say(zh: "合计", en: "all"), NumberText.grouped(county.villages),
          NumberText.grouped(county.households),
        ] + (hasPersons ? [county.persons.map { NumberText.grouped($0) } ?? "–"] : [])
          + [NumberText.grouped(plan.draw.villageCount)])
    }
    return rows
  }

  var facts: [Block.Fact] {
    let households = NumberText.grouped(Int(plan.households.rounded()))
    let each = NumberText.fixed(plan.households / Double(plan.draw.villageCount), 1)
    var facts = [
      Block.Fact(
        term: say(zh: "入户", en: "Interviews"),
        text: say(
          zh: "约 \(households) 户，每村平均 \(each) 户", en: "about \(households), \(each) in a village"))
    ]
    if let days = plan.days, let pace = plan.effort.householdsPerDay, let pairs = plan.effort.pairs
    {
      facts.append(
        Block.Fact(
          term: say(zh: "现场天数", en: "Days in the field"),
          text: say(
            zh: "\(days) 天（\(pairs) 组调查员，每组每天 \(NumberText.shortest(pace)) 户，不含路途）",
            en:
              "\(days) (\(pairs) pairs of interviewers, \(NumberText.shortest(pace)) households a day each; travel not counted)"
          )))
    }
    if let cost = plan.cost, let village = plan.effort.costPerVillage,
      let household = plan.effort.costPerHousehold
    {
      facts.append(
        Block.Fact(
          term: say(zh: "费用", en: "Cost"),
          text: say(
            zh:
              "\(NumberText.groupedFixed(cost, 0))（每村 \(NumberText.shortest(village))，每户 \(NumberText.shortest(household))）",
            en:
              "\(NumberText.groupedFixed(cost, 0)) (\(NumberText.shortest(village)) a village, \(NumberText.shortest(household)) a household)"
          )))
    }
    return facts
  }

  var assumptions: [String] {
    let variation = NumberText.shortest(plan.county.variation)
    return [
      say(
        zh: "名册未有，各村户数按变异系数 \(variation) 的伽马分布估定，合计等于总数。各层内村和户均为简单随机抽样。",
        en:
          "Without a register, villages are taken to differ in households as a gamma distribution of variation \(variation) that adds up to the totals. Villages and households are simple random samples within strata."
      )
    ]
      + (hasPersons
        ? [
          say(
            zh: "比率按人数计；每户人数为 1 加泊松数，均值与总数一致。",
            en:
              "Rates are of persons; a household has one person and a Poisson number of others, of the totals' mean."
          )
        ] : [])
  }
}

/// One requirement on a page: table, curves, and what would settle it.
struct DecisionSection {
  let decision: PlannedDecision
  let label: BilingualText?
  let language: Language

  func section(id: String) -> PageSection {
    let wording = DecisionWording(decision: decision, label: label, language: language)
    let correlations = decision.characteristic.correlations
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    let words = [say("达标", "met"), say("证明达标", "shown met"), say("证明不达标", "shown missed")]
    return PageSection(
      id: id, heading: wording.title,
      blocks: [
        .chart(
          Block.Chart(
            drawing: OperatingCurves(
              decision: decision,
              label: say("判定概率曲线：\(wording.title)", "Probabilities of decisions: \(wording.title)"),
              language: language
            ).svg(), legend: OperatingCurves.legend(in: language))),
        .table(
          DataTable(
            caption: say("真实水平与各种结果的概率", "True rates and probabilities of results"),
            groups: [DataTable.Group(title: "", span: 1)]
              + correlations.map {
                DataTable.Group(
                  title: say(
                    "群内相关 \(NumberText.shortest($0))", "correlation \(NumberText.shortest($0))"),
                  span: 3)
              },
            columns: [.number(say("真实水平", "True rate"))]
              + correlations.flatMap { _ in words.map { .number($0) } },
            rows: wording.rows.map { DataTable.Row(cells: $0) })),
        .list(wording.settling),
      ])
  }
}
