// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Estimation

/// What the ceiling of the intra-class correlation means for people.
enum CeilingWording {
  /// What limits that rest on a ceiling assume.
  static func sentence(_ ceiling: Double) -> BilingualText {
    let share = NumberText.text(ceiling, .percent(0))
    let number = NumberText.shortest(ceiling)
    return BilingualText(
      zh: "界限假定同一第一阶段单位（村）内错误的相关不超过 \(number)：有错误的村平均约有 \(share) 的户有错误。",
      en:
        "Limits are valid if clusters (villages) with errors are about \(share) wrong on average: an intra-class correlation of at most \(number)."
    )
  }

  /// The limit if whole clusters may be wrong, as a sentence behind the one before.
  static func wholeClusters(_ limit: String, isLower: Bool) -> BilingualText {
    BilingualText(
      zh: "如果整村都可能出错，\(isLower ? "下" : "上")限为 \(limit)。",
      en: " If whole villages may be wrong, the \(isLower ? "lower" : "upper") limit is \(limit).")
  }

  /// The same for one figure of many.
  static func wholeClusters(_ figure: Figure) -> BilingualText {
    let limit = NumberText.text(figure.limitOfWholeClusters ?? 0, .percent(2))
    let parts =
      [figure.variable, figure.level].compactMap { $0 }
      + figure.domain.map { "\($0.column)=\($0.label)" }
    let name = parts.joined(separator: " ")
    let sentence = wholeClusters(limit, isLower: (figure.estimate ?? 0) > 0.5)
    return BilingualText(zh: "\(name)：\(sentence.chinese)", en: "\(name):\(sentence.english)")
  }
}
