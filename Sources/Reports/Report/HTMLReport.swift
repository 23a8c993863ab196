// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Foundation
import Tables

/// The report of a round as one page that needs nothing but itself.
///
/// Its order is that in which an official reads: the result in one sentence, the figures, what was asked,
/// how the sample was drawn and can be checked, whom it covers, who answered, what was found, how it was
/// computed. It holds no script, loads nothing, and prints on A4.
public enum HTMLReport {
  /// The page in a language.
  /// - Returns: HTML that is well-formed XML, too.
  /// - Complexity: linear in the size of the content.
  public static func render(_ content: ReportContent, in language: Language) -> String {
    PageTemplates.render(ReportWriter(content: content, language: language).page())
  }
}

/// Turns a report's values into the sections of its page.
struct ReportWriter {
  let content: ReportContent
  let language: Language
  let dates: DateText

  init(content: ReportContent, language: Language) {
    self.content = content
    self.language = language
    dates = DateText(timeZone: content.timeZone, language: language)
  }

  func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }

  /// Texts joined as a list is in the language.
  func joined(_ texts: [String]) -> String { texts.joined(separator: say(zh: "、", en: ", ")) }

  var result: AssessmentResult { content.result }
  var isProvisional: Bool { result.overall.isProvisional }
  var confidence: ConfidenceText { ConfidenceText(result.confidence) }

  func page() -> Page {
    Page(
      language: language, title: content.title.text(in: language),
      kicker: content.isPublished
        ? say(zh: "评估报告（公开版）", en: "Assessment report, published version")
        : say(zh: "评估报告", en: "Assessment report"),
      subtitle: subtitle,
      sections: [
        resultSection, indicatorSection, taskSection, drawSection, coverageSection,
        responseSection, sensitivitySection, changeSection, findingSection, revisitSection,
        unansweredSection,
        methodSection,
        glossarySection,
      ].compactMap { $0 },
      colophon: colophon, kind: "report",
      stamp: isProvisional ? say(zh: "暂定结果", en: "Provisional results") : nil)
  }

  private var subtitle: [String] {
    var lines = [
      joined([
        content.profile.text(in: language),
        say(zh: "轮次 \(content.round)", en: "round \(content.round)"),
      ])
    ]
    if let fieldWork = content.fieldWork {
      lines.append(
        say(zh: "入户调查：\(dates.span(fieldWork))", en: "Interviews: \(dates.span(fieldWork))"))
    }
    lines.append(
      say(zh: "报告日期：\(dates.day(content.made))", en: "Report of \(dates.day(content.made))"))
    return lines
  }

  private var colophon: String {
    say(
      zh:
        "由 \(content.tool) 于\(dates.moment(content.made))生成。全部语句和图表均由同一组记录生成；同一内容的另一语言版本数字相同。",
      en:
        "Made by \(content.tool) on \(dates.moment(content.made)). All sentences and charts come from one set of records; the same report in the other language holds the same figures."
    )
  }
}
