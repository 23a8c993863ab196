// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Workspaces

extension ReportWriter {
  /// Which share of each target population had a chance to be drawn.
  var coverageSection: PageSection {
    let complete = result.indicators.allSatisfy(\.coverage.isComplete)
    let rows = result.indicators.map { indicator in
      let coverage = indicator.coverage
      return DataTable.Row(cells: [
        indicator.label.text(in: language), indicator.target.text(in: language),
        pair(coverage.units), share(coverage.units),
        coverage.persons.map(pair) ?? "–", coverage.persons.map(share) ?? "–",
      ])
    }
    return PageSection(
      id: "coverage", heading: say(zh: "覆盖范围", en: "Coverage"),
      blocks: [
        .paragraph(
          complete
            ? say(
              zh: "每项指标的目标人群全部有入样机会。",
              en: "The whole target population of every indicator had a chance to be drawn.")
            : say(
              zh: "覆盖率是目标人群中有入样机会的部分所占的比例。低于 100% 的指标只说明抽样框内的部分。",
              en:
                "Coverage is the share of the target population with a chance to be drawn. Where it is below 100%, the figure speaks of that part alone."
            )),
        .table(
          DataTable(
            caption: say(
              zh: "各指标的覆盖范围（可入样 / 全部）", en: "Coverage by indicator: could be drawn, of all"),
            columns: [
              .text(say(zh: "指标", en: "Indicator")),
              .text(say(zh: "目标人群", en: "Target population")),
              .number(say(zh: "单位", en: "Units")), .number(say(zh: "比例", en: "Share")),
              .number(say(zh: "人", en: "Persons")), .number(say(zh: "比例", en: "Share")),
            ], rows: rows)),
      ] + unsampledBlocks)
  }

  /// Units of the registers that no sample takes: they belong to no target population, so that no coverage tells
  /// of them.
  private var unsampledBlocks: [Block] {
    guard !content.unsampled.isEmpty else { return [] }
    let sentences = content.unsampled.map { unsampled in
      let label =
        content.registers.first { $0.name == unsampled.register }?.label?.text(in: language)
        ?? unsampled.register
      let units =
        content.isPublished && unsampled.units < ReportContent.smallestCell
        ? "<\(ReportContent.smallestCell)" : NumberText.grouped(unsampled.units)
      let rows = NumberText.grouped(unsampled.rows)
      return say(
        zh: "名册“\(label)”的 \(rows) 个单位中有 \(units) 个不属于任何样本，不可能入样，也不在任何指标的目标人群之内。",
        en:
          "Of the \(rows) units in the register “\(label)” \(units) belong to no sample: they could not be drawn, and no indicator's target population holds them."
      )
    }
    let rows = content.unsampled.flatMap { unsampled in
      unsampled.groups.map { group in
        DataTable.Row(cells: [
          unsampled.register,
          zip(unsampled.columns, group.values).map { "\($0) = “\($1)”" }.joined(separator: "; "),
          NumberText.grouped(group.units),
        ])
      }
    }
    let table = DataTable(
      caption: say(zh: "不属于任何样本的单位", en: "Units that no sample takes"),
      columns: [
        .text(say(zh: "名册", en: "Register")), .text(say(zh: "各列的值", en: "Values")),
        .number(say(zh: "单位", en: "Units")),
      ], rows: rows)
    return [.list(sentences)] + (rows.isEmpty ? [] : [.table(table)])
  }

  private func pair(_ counts: (covered: Int, all: Int)) -> String {
    "\(NumberText.grouped(counts.covered)) / \(NumberText.grouped(counts.all))"
  }

  private func share(_ counts: (covered: Int, all: Int)) -> String {
    FigureText.share(counts.covered, of: counts.all) ?? "–"
  }

  /// How the drawn units responded.
  var responseSection: PageSection {
    var rows = result.response.map { row($0.label.text(in: language), ResponseCounts($0)) }
    if result.response.count > 1 {
      var total = row(
        say(zh: "合计", en: "All samples"),
        ResponseCounts.sum(result.response.map(ResponseCounts.init)))
      total.isTotal = true
      rows.append(total)
    }
    return PageSection(
      id: "response", heading: say(zh: "应答情况", en: "Response"),
      blocks: [
        .table(
          DataTable(
            caption: say(zh: "抽中单位的访问结果", en: "How the drawn units responded"),
            columns: [
              .text(say(zh: "样本", en: "Sample")), .number(say(zh: "抽中", en: "Drawn")),
              .number(say(zh: "完成", en: "Completed")), .number(say(zh: "拒访", en: "Refused")),
              .number(say(zh: "未遇", en: "Not met")), .number(say(zh: "不属总体", en: "Ineligible")),
              .number(say(zh: "尚无答卷", en: "No answer yet")),
              .number(say(zh: "应答率", en: "Response rate")),
              .number(say(zh: "启用备用", en: "Substitutes")),
              .number(say(zh: "替换率", en: "Substitution rate")),
            ], rows: rows)),
        .remark(
          say(
            zh:
              "应答率 = 完成 ÷（抽中 − 不属总体），只计原抽中的单位；替换率 = 启用的备用单位 ÷ 抽中。一户有几次访问的，取最好的一次。不属总体的单位（如已死亡、合并）以零值留在样本中；未答的单位由同格内已完成的单位代表。",
            en:
              "Response rate = completed / (drawn − ineligible), of the units that were drawn first; substitution rate = opened reserves / drawn. Of several visits to a unit the best counts. Ineligible units, such as households that died out or merged, stay in as zeros; completed interviews stand for those of their cell that did not answer."
          )),
      ] + substituteRemarks)
  }

  /// How opened reserves count.
  private var substituteRemarks: [Block] {
    let all = ResponseCounts.sum(result.response.map(ResponseCounts.init))
    guard all.opened > 0 else {
      return [.remark(say(zh: "没有启用备用单位。", en: "No reserve was opened."))]
    }
    var remarks: [Block] = []
    if result.response.contains(where: { $0.substitutes.opened > 0 && !$0.substitutes.takeWeights })
    {
      remarks.append(
        .remark(
          say(
            zh:
              "备用单位随样本一同抽出，按签号次序启用，每次启用都记明理由。在简单随机抽样的格中，原样本与启用的备用单位合为 n + r 个单位的简单随机样本，每个代表 N ÷ (n + r) 个单位。",
            en:
              "Reserves were drawn with the sample and opened in the order of their tickets, each with a reason on record. In cells of simple random samples the units drawn first and the opened reserves together are a simple random sample of n + r, of which each stands for N / (n + r) units."
          )))
    }
    let imputed = result.response.filter(\.substitutes.takeWeights).map {
      $0.label.text(in: language)
    }
    if !imputed.isEmpty {
      let names = joined(imputed)
      remarks.append(
        .remark(
          say(
            zh: "\(names)：启用的备用单位沿用被替换单位的权数，即以同格中随机的另一单位插补其答案；区间不含插补带来的误差。",
            en:
              "\(names): an opened reserve takes the weight of the unit that it replaces. This is imputation of that unit's answer by a random unit of its cell; the limits do not account for it."
          )))
    }
    return remarks
  }

  private func row(_ label: String, _ counts: ResponseCounts) -> DataTable.Row {
    DataTable.Row(
      cells: [label]
        + [
          counts.drawn, counts.completed, counts.refused, counts.noncontact, counts.ineligible,
          counts.outstanding,
        ].map(NumberText.grouped) + [
          counts.rate ?? "–", NumberText.grouped(counts.opened), counts.substitutionRate ?? "–",
        ])
  }
}
