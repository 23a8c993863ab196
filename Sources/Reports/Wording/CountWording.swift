// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Distributions
public import Planning

/// What an interval of a count or a size says, in one sentence.
public enum CountWording {
  /// What the limits of a count say.
  ///
  /// - Parameters:
  ///   - population: the number of all units, if limits are numbers of them.
  ///   - isOneSided: whether the one-sided limits are meant.
  public static func sentence(
    _ result: CountInterval.Result, population: Int?, isOneSided: Bool
  ) -> BilingualText {
    let confidence = percent(result.confidence)
    let limits = isOneSided ? result.oneSided : result.twoSided
    let (lower, upper, of): (String, String, BilingualText)
    if let population, let lowerCount = limits.lowerCount, let upperCount = limits.upperCount {
      (lower, upper) = ("\(lowerCount)", "\(upperCount)")
      of = BilingualText(zh: "总体 \(population) 个单位中", en: "of the \(population) units")
    } else {
      (lower, upper) = (shown(limits.lower), shown(limits.upper))
      of = BilingualText(zh: "总体中", en: "of all units")
    }
    if isOneSided {
      return BilingualText(
        zh: "\(of.chinese)至多 \(upper)（置信度 \(confidence)）；至少 \(lower)（置信度 \(confidence)）",
        en:
          "At most \(upper) \(of.english), with confidence \(confidence); at least \(lower), with confidence \(confidence)."
      )
    }
    return BilingualText(
      zh: "\(of.chinese)为 \(lower) 至 \(upper)（置信度 \(confidence)）",
      en: "Between \(lower) and \(upper) \(of.english), with confidence \(confidence).")
  }

  /// What a sample of the size for a proportion achieves.
  public static func sentence(_ answer: ProportionSize) -> BilingualText {
    if answer.isCensus {
      return BilingualText(
        zh: "误差要求很高，须调查总体的全部 \(answer.answers) 个单位",
        en: "So small a margin asks for all \(answer.answers) units of the population.")
    }
    let (expected, margin) = (shown(answer.expected), shown(answer.margin))
    let confidence = percent(answer.confidence)
    return BilingualText(
      zh:
        "抽 \(answer.size) 个、得到 \(answer.answers) 份回答：比例为 \(expected) 时误差约 ±\(margin)（置信度 \(confidence)）",
      en:
        "\(answer.size) drawn units with \(answer.answers) answers: a proportion of \(expected) is known to about ±\(margin), with confidence \(confidence)."
    )
  }

  /// What a sample of the size for an audit shows.
  public static func sentence(_ answer: AuditSize) -> BilingualText {
    let (share, confidence) = (shown(answer.tolerable), percent(answer.confidence))
    let (size, allowed) = (answer.size, answer.errorsAllowed)
    guard let population = answer.population, let count = answer.tolerableCount else {
      return BilingualText(
        zh: "抽 \(size) 个，错误不超过 \(allowed) 处，即可说明总体错误率低于 \(share)（置信度 \(confidence)）",
        en:
          "At most \(allowed) errors among \(size) units show an error rate below \(share), with confidence \(confidence)."
      )
    }
    return BilingualText(
      zh:
        "抽 \(size) 个，错误不超过 \(allowed) 处，即可说明总体 \(population) 个中出错的不足 \(count) 个（\(share)，置信度 \(confidence)）",
      en:
        "At most \(allowed) errors among \(size) units show that fewer than \(count) of the \(population) units (\(share)) err, with confidence \(confidence)."
    )
  }

  private static func shown(_ share: Double) -> String { NumberText.text(share, .percent(4)) }

  /// A confidence as a percentage with the decimals that it has.
  private static func percent(_ confidence: Double) -> String {
    NumberText.shortest((confidence * 1e10).rounded() / 1e8) + "%"
  }
}
