// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Sampling

/// What came of checking a proof, for the terminal.
public enum VerificationListing {
  /// The result in one line, then a line for each point: held, failed with its reason, or not checked.
  public static func text(_ verification: Verification, in language: Language) -> String {
    var lines = [result(verification).text(in: language)]
    for check in verification.checks {
      let point = Catalogue.sentence(for: check.point, in: language)
      switch check.outcome {
      case .passed:
        lines.append("  ✓ \(point)")
      case .failed(let reason):
        lines.append("  ✗ \(Catalogue.line(for: reason, in: language))")
      case .unproven:
        let words = BilingualText(zh: "未核验：", en: "not checked: ").text(in: language)
        lines.append("  – \(words)\(point)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func result(_ verification: Verification) -> BilingualText {
    if !verification.isValid {
      return BilingualText(zh: "证明不成立。", en: "The proof does not hold.")
    }
    return verification.unproven.isEmpty
      ? BilingualText(zh: "证明成立。", en: "The proof holds.")
      : BilingualText(
        zh: "凡能核验的均成立；尚有未证明之处。", en: "All that can be checked holds; something remains unproven.")
  }
}
