// SPDX-License-Identifier: GPL-3.0-or-later

package import Assessment
package import Sampling

/// The confidence of limits as a reader sees it: `95%`.
package struct ConfidenceText: Sendable {
  /// The confidence of two-sided intervals, and of one-sided bounds.
  package let percent: String
  /// That of the two-sided interval whose ends are the one-sided bounds, such as `90%`.
  package let inner: String

  /// A confidence between one half and 1.
  package init(_ confidence: Rational) {
    percent = FigureText.limit(confidence, isShare: true)
    let share = 2 * confidence.doubleValue - 1
    // Rounded away from what the subtraction leaves behind.
    inner = NumberText.shortest(NumberText.rounded(share * 100, 6)) + "%"
  }

  /// What a column of limits is called, beside which one-sided bounds may stand.
  package var limits: BilingualText {
    BilingualText(zh: "\(percent) 双侧区间", en: "2-sided \(percent) limits")
  }
}
