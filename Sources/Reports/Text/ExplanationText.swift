// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import Sampling
import Tables
public import Workspaces

/// What `assay explain` prints: from a figure down to the questionnaires behind its errors.
public struct ExplanationText {
  private let figure: ExplainedFigure
  private let profile: Profile
  private let language: Language

  /// The text of a figure in a language; it ends with a line end.
  public static func text(
    _ figure: ExplainedFigure, profile: Profile, in language: Language
  ) -> String {
    let text = ExplanationText(figure: figure, profile: profile, language: language)
    return text.lines.joined(separator: "\n") + "\n"
  }

  private func say(_ zh: String, _ en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  private var lines: [String] {
    let result = figure.explanation.result
    let wording = IndicatorWording(result: result, language: language)
    var lines = ["\(wording.label) (\(result.name)) — \(wording.target)"]
    lines.append(
      say("官方口径：", "Official: ") + wording.value(result.official) + "  "
        + wording.counts(result.official))
    lines.append(
      say("估计：", "Estimate: ") + wording.value(result.estimate) + "  "
        + wording.limits(result.estimate))
    lines += composite
    for rate in figure.explanation.rates { lines += [""] + self.lines(of: rate) }
    return lines
  }

  /// The formula of a composite.
  private var composite: [String] {
    guard let sum = figure.explanation.composite else { return [] }
    let number = { (value: Rational) in NumberText.text(value.doubleValue, .significant(6)) }
    let terms =
      [number(sum.constant)] + sum.rates.map { "\(number($0.factor)) × \($0.rate)" }
    return [
      say("公式：", "Formula: ") + terms.joined(separator: " + "),
      say(
        "第一项是名册中的已知数，其余各项的系数是名册总数之比。",
        "The first term is what registers know; the others' factors are quotients of registers' totals."
      ),
    ]
  }

  private func lines(of rate: Explanation.Rate) -> [String] {
    guard case .ratio(let ratio) = rate.indicator.measure else { return [] }
    var lines = ["[\(rate.indicator.name)] \(rate.indicator.label.text(in: language))"]
    lines.append(
      say("公式：", "Formula: ")
        + "Σ w · (\(ratio.numerator.source)) / Σ w · (\(ratio.denominator.source))"
        + (ratio.condition.map { say("，仅限 ", ", where ") + $0.source } ?? ""))
    if let row = ratio.numerator.place.row, let file = ratio.numerator.place.file {
      lines.append(say("定义：\(file) 第 \(row) 行", "Defined in \(file), line \(row)"))
    }
    lines += table(of: rate).lines()
    if let estimate = rate.estimate {
      lines.append(say("加权比值：", "Weighted quotient: ") + shortestDecimal(estimate))
    }
    lines.append(
      rate.listsNumerators
        ? say(
          "计入分子的单位（\(rate.units.count) 个）：",
          "Units that count above the line (\(rate.units.count)):")
        : say(
          "未全部计入分子的单位（\(rate.units.count) 个）：",
          "Units that do not count above the line in full (\(rate.units.count)):"))
    for unit in rate.units { lines += self.lines(of: unit) }
    return lines
  }

  private func table(of rate: Explanation.Rate) -> TextTable {
    var table = TextTable(
      header: [
        say("样本", "Sample"), say("行数", "Rows"), "Σ y", "Σ x", "Σ w·y", "Σ w·x",
        say("权数", "Weights"),
      ], alignments: [.left, .right, .right, .right, .right, .right, .right])
    for sample in rate.samples {
      let weights = sample.weights.map {
        NumberText.fixed($0.lowerBound, 2) + "–" + NumberText.fixed($0.upperBound, 2)
      }
      table.append([
        sample.label.text(in: language), NumberText.grouped(sample.units),
        FigureText.count(sample.numerator), FigureText.count(sample.denominator),
        NumberText.fixed(sample.weightedNumerator, 2),
        NumberText.fixed(sample.weightedDenominator, 2), weights ?? "–",
      ])
    }
    return table
  }

  private func lines(of unit: Explanation.Unit) -> [String] {
    let weight = unit.weight.map { NumberText.fixed($0, 4) } ?? "–"
    var lines = [
      "",
      "● \(unit.path.text)  y = \(shortestDecimal(unit.numerator)), x = \(shortestDecimal(unit.denominator)), w = \(weight)",
    ]
    for finding in unit.findings { lines += self.lines(of: finding) }
    let history = figure.history[unit.path] ?? []
    if !history.isEmpty { lines.append(say("  名册规则的历史：", "  What rules over registers said:")) }
    lines += history.map {
      "    " + ProblemHistoryListing.line($0, profile: profile, in: language)
    }
    for questionnaire in figure.questionnaires[unit.path] ?? [] {
      lines += self.lines(of: questionnaire)
    }
    return lines
  }

  private func lines(of finding: Finding) -> [String] {
    let kind = profile.finding(finding.kind)?.label.text(in: language) ?? finding.kind
    let state =
      switch finding.state {
      case .suspected: say("疑似，未决", "suspected, undecided")
      case .confirmed: say("已认定", "confirmed")
      case .cleared: say("已排除", "cleared")
      }
    let reasons = profile.reasons.confirm + profile.reasons.clear
    let reason = finding.reason.map { name in
      reasons.first { bytesCompare($0.name, name) == 0 }?.label.text(in: language) ?? name
    }
    let by = finding.reviewer.map { say("，复核人 \($0)", ", reviewed by \($0)") } ?? ""
    return [
      "  " + kind + say("：", ": ") + state + by
        + (reason.map { say("，理由：", ", reason: ") + $0 } ?? "")
    ]
      + finding.rules.compactMap { id in
        profile.rules.first { bytesCompare($0.id, id) == 0 }.map {
          "    \(id) " + $0.label.text(in: language) + " (\($0.when.source))"
        }
      }
  }

  private func lines(of questionnaire: ExplainedFigure.Questionnaire) -> [String] {
    let submission = questionnaire.submission
    let label = profile.form(questionnaire.name)?.label.text(in: language) ?? questionnaire.name
    let place =
      submission.place.file.map { file in
        " (\(file)" + (submission.place.row.map { ":\($0)" } ?? "") + ")"
      } ?? ""
    let head =
      "  \(label) \(submission.key) "
      + say("第 \(submission.version) 版", "version \(submission.version)") + place
    let code = language == .chinese ? "zh" : "en"
    let answers = questionnaire.answers.map { answer -> String in
      let text = answer.question.label.text(in: code).map { " " + $0 } ?? ""
      let choices = questionnaire.form.choices(of: answer.question)?.choices
      let meaning = choices?.first { bytesCompare($0.name, answer.text) == 0 }?.label.text(in: code)
      return "    \(answer.question.name)\(text): \(answer.text)"
        + (meaning.map { " = \($0)" } ?? "")
    }
    let withheld = questionnaire.withheld
    return [head] + answers
      + (withheld == 0
        ? []
        : [
          "    "
            + say(
              "另有 \(withheld) 项个人信息未显示（--personal 显示）",
              "\(withheld) personal answers are not shown (--personal shows them)")
        ])
  }

  /// The same as rows for programs: one for each answer of each unit in error, and one for a unit without a
  /// questionnaire.
  public static func listing(_ figure: ExplainedFigure) -> Listing {
    let keys = [
      "indicator", "rate", "unit", "sample", "numerator", "denominator", "weight", "findings",
      "reviewers", "form", "key", "question", "answer",
    ]
    var listing = Listing(
      columns: keys.map { Listing.Column($0, BilingualText(zh: $0, en: $0)) })
    for rate in figure.explanation.rates {
      for unit in rate.units {
        let findings = unit.findings.map { "\($0.kind)=\($0.state.rawValue)" }
        let start: [Listing.Cell] = [
          .text(figure.explanation.indicator.name), .text(rate.indicator.name),
          .text(unit.path.text), .text(unit.sample), .number(unit.numerator),
          .number(unit.denominator), .optional(unit.weight),
          .text(findings.joined(separator: " ")),
          .text(unit.findings.compactMap(\.reviewer).joined(separator: " ")),
        ]
        let questionnaires = figure.questionnaires[unit.path] ?? []
        if questionnaires.allSatisfy(\.answers.isEmpty) {
          listing.append(start + [.none, .none, .none, .none])
        }
        for questionnaire in questionnaires {
          for answer in questionnaire.answers {
            listing.append(
              start + [
                .text(questionnaire.name), .text(questionnaire.submission.key),
                .text(answer.question.name), .text(answer.text),
              ])
          }
        }
      }
    }
    return listing
  }
}
