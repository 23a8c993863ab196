// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A problem that another part of the assessment found, to become an item in one step.
///
/// References make it the same problem whenever it is looked at again, so that nothing is entered
/// twice; problems of a household that different departments answer for are items of their own.
public struct RectificationSource: Sendable {
  /// Where problems come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The unit's own check.
    case selfCheck = "self-check"
    /// A confirmed finding of a round.
    case finding
    /// An indicator that does not meet its requirement.
    case figure
    /// A problem of a register.
    case registerProblem = "register-problem"
    /// A complaint or the hotline.
    case complaint
    /// Supervision or inspection.
    case supervision
    /// The feedback of an assessment from above.
    case feedback

    /// What it is called.
    public var label: BilingualText {
      switch self {
      case .selfCheck: BilingualText(zh: "自查", en: "Self-check")
      case .finding: BilingualText(zh: "评估问题", en: "Finding")
      case .figure: BilingualText(zh: "指标未达标", en: "Indicator not met")
      case .registerProblem: BilingualText(zh: "名册问题", en: "Register problem")
      case .complaint: BilingualText(zh: "举报投诉（12317）", en: "Complaint (12317)")
      case .supervision: BilingualText(zh: "督查巡查", en: "Supervision")
      case .feedback: BilingualText(zh: "考核反馈", en: "Feedback of an assessment")
      }
    }
  }

  /// Where it comes from.
  public var kind: Kind
  /// What makes it the same problem, each a record of texts that is unique over all sources. A problem of
  /// which any is in the ledger is known.
  public var references: [String]
  /// The kinds of problem by their names in the profile, the weightiest first; they choose the route.
  public var problemKinds: [String]
  /// The problem in the workspace's language.
  public var problem: String
  /// The path of the household, village or other unit that it is about; empty if it is about none.
  public var about: String
  /// The township where it is; empty if it is unknown.
  public var township: String
  /// The department that sees to it where the responsibility matrix says nothing; empty for the township.
  public var department = ""

  /// A problem from a source.
  /// - Parameter references: what makes it the same problem, without the kind of source.
  public init(
    kind: Kind, references: [[String]], problemKinds: [String], problem: String, about: String = "",
    township: String = ""
  ) {
    self.kind = kind
    self.references = references.map { Record.text([kind.rawValue] + $0) }
    self.problemKinds = problemKinds
    self.problem = problem
    self.about = about
    self.township = township
  }
}

extension RectificationSource {
  /// The problems behind a confirmed finding: one for each department that answers for its rules, and one
  /// for the rules that no department answers for.
  ///
  /// - Parameters:
  ///   - finding: a confirmed finding.
  ///   - round: its round.
  ///   - township: the township of its unit.
  ///   - profile: the profile with its matrix.
  ///   - language: the language of the problems' texts.
  public static func problems(
    of finding: Finding, round: String, township: String, profile: Profile, language: Language
  ) -> [RectificationSource] {
    var groups: [(unit: String, rules: [String])] = []
    if finding.rules.isEmpty {
      groups = [(profile.ledger?.route(of: [finding.kind])?.unit ?? "", [])]
    }
    for rule in finding.rules {
      let unit = profile.ledger?.route(of: [rule, finding.kind])?.unit ?? ""
      if let index = groups.firstIndex(where: { bytesCompare($0.unit, unit) == 0 }) {
        groups[index].rules.append(rule)
      } else {
        groups.append((unit, [rule]))
      }
    }
    let label = profile.finding(finding.kind)?.label.text(in: language) ?? finding.kind
    return groups.map { unit, rules in
      let reasons = rules.map { rule in
        profile.rules.named(rule, \.id)?.label.text(in: language) ?? rule
      }
      return RectificationSource(
        kind: .finding,
        references: (rules.isEmpty ? [""] : rules).map {
          [round, finding.unit.text, finding.kind, $0]
        },
        problemKinds: rules + [finding.kind],
        problem: reasons.isEmpty
          ? label
          : language == .chinese
            ? "\(label)：\(reasons.joined(separator: "；"))"
            : "\(label): \(reasons.joined(separator: "; "))",
        about: finding.unit.text, township: township)
    }
  }
}
