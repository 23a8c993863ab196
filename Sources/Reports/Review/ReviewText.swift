// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Workspaces

/// What the review came to, in sentences.
public enum ReviewText {
  /// How far people who read the same cases agree.
  public static func agreement(_ progress: ReadingProgress) -> BilingualText {
    let agreement = progress.agreement
    let share = FigureText.share(agreement.equal, of: agreement.count) ?? ""
    let kappa = agreement.kappa.map { NumberText.text($0, .decimals(2)) } ?? "–"
    return BilingualText(
      zh:
        "两人各自独立审阅 \(NumberText.grouped(agreement.count)) 条，结论一致 \(NumberText.grouped(agreement.equal)) 条（\(share)，Kappa \(kappa)）；不一致的由第三人定，已定 \(NumberText.grouped(progress.decidedByThird)) 条，待定 \(NumberText.grouped(progress.disputed)) 条。",
      en:
        "Two people read \(NumberText.grouped(agreement.count)) cases independently and agreed in \(NumberText.grouped(agreement.equal)) (\(share), kappa \(kappa)); where they differ a third decides: \(NumberText.grouped(progress.decidedByThird)) decided, \(NumberText.grouped(progress.disputed)) open."
    )
  }

  /// What was recorded of a file of decisions.
  public static func recorded(_ outcome: ReviewOutcome) -> BilingualText {
    guard let readings = outcome.readings else {
      return BilingualText(
        zh: "已记录 \(outcome.decided) 项决定", en: "recorded \(outcome.decided) decisions")
    }
    let waiting = outcome.waiting
    return BilingualText(
      zh: "已记录 \(readings) 条审阅意见，\(outcome.decided) 条因此认定或排除"
        + (waiting > 0 ? "；另 \(waiting) 条待另一人审阅" : ""),
      en: "recorded \(readings) readings, by which \(outcome.decided) cases are decided"
        + (waiting > 0 ? "; \(waiting) more wait for another reader" : ""))
  }

  /// How many errors first visits may have missed.
  public static func missed(_ bound: CountBound) -> BilingualText {
    let (population, most) = (
      NumberText.grouped(bound.population), NumberText.grouped(bound.atMost)
    )
    let percent = NumberText.text(bound.confidence, .percent(0))
    return BilingualText(
      zh: "无问题户共 \(population) 户；以 \(percent) 的把握，其中漏查不超过 \(most) 户。",
      en:
        "Of \(population) clean households, with \(percent) confidence, at most \(most) hold an error that the first visit missed."
    )
  }

  /// What the second visits so far came to.
  public static func missed(_ missed: MissedErrors) -> BilingualText {
    let share = FigureText.share(missed.differing, of: missed.visited) ?? ""
    let bound = self.missed(missed.bound)
    return BilingualText(
      zh: "已再访 \(missed.visited) 户，其中 \(missed.differing) 户不同（\(share)）。\(bound.chinese)",
      en:
        "\(missed.visited) were visited again and \(missed.differing) differ (\(share)). \(bound.english)"
    )
  }
}
