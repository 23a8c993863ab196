// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables
public import Workspaces

/// What rules began and ceased to find, such as marks of risk, as tables.
public enum ProblemHistoryListing {
  /// A row for each event, the oldest first.
  public static func events(
    _ events: [ProblemEvent], profile: Profile, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      .init("day", BilingualText(zh: "日期", en: "Day")),
      .init("register", BilingualText(zh: "名册", en: "Register"), isShown: false),
      .init("version", BilingualText(zh: "名册版本", en: "Version")),
      .init("unit", BilingualText(zh: "单位", en: "Unit")),
      .init("rule", BilingualText(zh: "规则", en: "Rule")),
      .init("label", BilingualText(zh: "标识", en: "What it says")),
      .init("change", BilingualText(zh: "变化", en: "What happened")),
      .init("values", BilingualText(zh: "理由（名册数据）", en: "Reason: what the register says")),
      .init("import", BilingualText(zh: "导入（日志序号）", en: "Import (No. in the log)")),
      .init("imported_at", BilingualText(zh: "导入时间", en: "Imported"), isShown: false),
      .init("recorded_at", BilingualText(zh: "记录时间", en: "Recorded"), isShown: false),
      .init("recorded_by", BilingualText(zh: "记录人", en: "Recorded by")),
    ])
    for event in events {
      listing.append([
        .text(event.day), .text(event.register), .integer(event.version), .text(event.unit.text),
        .text(event.rule), .text(label(of: event, profile, in: language)),
        .text(word(event, in: language)), event.values.isEmpty ? .none : .text(values(of: event)),
        .optional(event.imported?.sequence), .optional(event.imported?.at),
        .text(event.recordedAt), .text(event.recordedBy),
      ])
    }
    return listing
  }

  /// An event as one line, for a unit that is told by itself.
  static func line(_ event: ProblemEvent, profile: Profile, in language: Language) -> String {
    let reason = event.values.isEmpty ? "" : " (\(values(of: event)))"
    return "\(event.day) \(event.rule) \(label(of: event, profile, in: language)): "
      + word(event, in: language) + reason
  }

  /// The label of the rule as it stands; a rule that is gone stands for itself.
  private static func label(
    of event: ProblemEvent, _ profile: Profile, in language: Language
  ) -> String {
    profile.registerRules.first { bytesCompare($0.id, event.rule) == 0 }?.label.text(in: language)
      ?? event.rule
  }

  private static func values(of event: ProblemEvent) -> String {
    event.values.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  /// That nobody can tell, for want of what, and what stood before.
  private static func unjudged(_ event: ProblemEvent) -> BilingualText {
    let names = event.lacking.joined(separator: " ")
    return event.markedSince.map { since in
      BilingualText(
        zh: "自\(event.day)起无法判定（缺 \(names)），\(since)所定标识保留",
        en:
          "cannot be judged since \(event.day) (\(names) missing), was marked on \(since): that stays"
      )
    }
      ?? BilingualText(
        zh: "自\(event.day)起无法判定（缺 \(names)），此前无标识",
        en: "cannot be judged since \(event.day) (\(names) missing), was not marked")
  }

  private static func word(_ event: ProblemEvent, in language: Language) -> String {
    let change =
      switch event.change {
      case .found: BilingualText(zh: "标上", en: "found")
      case .changed: BilingualText(zh: "理由变化", en: "another reason")
      case .ended: BilingualText(zh: "解除", en: "ended")
      case .left: BilingualText(zh: "已不在名册", en: "no longer in the register")
      case .judged:
        event.kind == nil
          ? BilingualText(zh: "可重新判定：无标识", en: "can be judged again: no mark")
          : BilingualText(zh: "可重新判定：标识不变", en: "can be judged again: the mark stands")
      case .unjudged: unjudged(event)
      }
    if event.change == .unjudged { return change.text(in: language) }
    let kind = event.kind.flatMap { $0 == .broken ? nil : ProblemListing.word($0, in: language) }
    return change.text(in: language)
      + (kind.map { BilingualText(zh: "（\($0)）", en: ", \($0)").text(in: language) } ?? "")
  }
}
