// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

extension ReportWriter {
  /// Every indicator with its figures, requirement, result, evidence and chart.
  var indicatorSection: PageSection {
    PageSection(
      id: "indicators",
      heading: isProvisional
        ? say(zh: "各项指标（暂定）", en: "Indicators (provisional)")
        : say(zh: "各项指标", en: "Indicators"),
      blocks: [
        .paragraph(
          say(
            zh: "官方口径是文件规定的算法（多为不加权的计数），直接与要求比较；估计按抽样设计加权，推断全部目标人群，并附抽样误差。",
            en:
              "The official figure is the document's own arithmetic, mostly plain counts, and is compared with the requirement as it is. The estimate is weighted by the design, speaks of the whole target population, and comes with its sampling error."
          )),
        .indicators(
          IndicatorTable(
            caption: say(zh: "指标、要求与抽样证据", en: "Indicators, requirements and evidence"),
            headings: [
              say(zh: "指标", en: "Indicator"), say(zh: "官方口径", en: "Official figure"),
              say(zh: "要求与结果", en: "Requirement and result"),
              say(
                zh: "估计及 \(confidence.percent) 区间",
                en: "Estimate with \(confidence.percent) limits"),
            ],
            legend: legend, rows: result.indicators.map(row))),
      ])
  }

  private func row(_ indicator: IndicatorResult) -> IndicatorTable.Row {
    let wording = IndicatorWording(
      result: indicator, language: language, names: NamesInRemarks(result))
    let scale = IntervalPlot.scale(for: indicator)
    let plot = { (official: OfficialFigure?, estimate: EstimatedFigure?, hasAxis: Bool) -> String in
      // Without any figure there is nothing to draw; the words say why.
      guard official != nil || estimate != nil else { return "" }
      return IntervalPlot(
        scale: scale, official: official?.value.doubleValue, estimate: estimate,
        threshold: indicator.threshold, isShare: indicator.isShare, hasAxis: hasAxis,
        label: wording.chartLabel(official, estimate)
      ).svg()
    }
    return IndicatorTable.Row(
      label: wording.title, detail: indicator.coverage.isComplete ? [wording.target] : [],
      official: .init(
        value: wording.value(indicator.official), detail: wording.counts(indicator.official)),
      requirement: wording.requirement ?? say(zh: "无要求", en: "no requirement"),
      result: wording.resultWord.map {
        .init(
          tone: indicator.isMet.map { $0 ? .good : .bad } ?? .open, word: $0,
          evidence: indicator.evidence == nil
            ? "" : say(zh: "证据\(wording.evidenceWord)", en: "evidence \(wording.evidenceWord)"))
      },
      estimate: .init(
        value: wording.value(indicator.estimate), detail: wording.limits(indicator.estimate)),
      plot: plot(indicator.official, indicator.estimate, true), sentences: wording.sentences,
      parts: indicator.parts.map { part in
        .init(
          label: part.label.text(in: language),
          official: .init(
            value: wording.value(part.official), detail: wording.counts(part.official)),
          estimate: .init(
            value: wording.value(part.estimate), detail: wording.limits(part.estimate)),
          plot: plot(part.official, part.estimate, false))
      })
  }

  private var legend: [IndicatorTable.LegendEntry] {
    let drawing = { (content: String) in
      """
      <svg viewBox="0 0 30 14" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">\(content)</svg>
      """
    }
    return [
      .init(
        drawing: drawing("<path class=\"official\" d=\"M10.5 3h9L15 11z\"/>"),
        text: say(zh: "官方口径", en: "official figure")),
      .init(
        drawing: drawing("<circle class=\"estimate\" cx=\"15\" cy=\"7\" r=\"4\"/>"),
        text: say(zh: "估计", en: "estimate")),
      .init(
        drawing: drawing("<rect class=\"thick\" x=\"2\" y=\"3.5\" width=\"26\" height=\"7\"/>"),
        text: say(
          zh: "\(confidence.inner) 区间（两端即单侧 \(confidence.percent) 界限）",
          en:
            "\(confidence.inner) interval (its ends are the one-sided \(confidence.percent) bounds)"
        )),
      .init(
        drawing: drawing(
          "<path class=\"thin\" d=\"M2 7h26M2 3v8M28 3v8\" fill=\"none\"/>"),
        text: say(zh: "\(confidence.percent) 区间", en: "\(confidence.percent) interval")),
      .init(
        drawing: drawing(
          "<rect class=\"failing\" x=\"15\" y=\"0\" width=\"15\" height=\"14\"/><line class=\"limit\" x1=\"15\" y1=\"0\" x2=\"15\" y2=\"14\"/>"
        ),
        text: say(zh: "要求；阴影一侧不达标", en: "requirement; not met on the shaded side")),
    ]
  }
}
