// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables
public import Workspaces

/// What rounds were to look at, what was looked at and what lacks, as tables.
public struct QuotaListing {
  private let quotas: QuotaOfRounds
  private let profile: Profile
  private let language: Language

  /// The words of quotas.
  /// - Parameter profile: what samples are called.
  public init(_ quotas: QuotaOfRounds, profile: Profile, in language: Language) {
    self.quotas = quotas
    self.profile = profile
    self.language = language
  }

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// A row for each round and sample; one for a round that was not drawn. What was drawn and looked at is
  /// counted whole; what is due, done of it and lacking, against the fewest that must be looked at.
  public var rounds: Listing {
    var listing = Listing(columns: [
      .init("round", BilingualText(zh: "轮次", en: "Round")),
      .init("sample", BilingualText(zh: "样本", en: "Sample"), isShown: false),
      .init("label", BilingualText(zh: "对象", en: "What")),
      .init("quota", BilingualText(zh: "每个上级单位", en: "In each above")),
      .init("drawn", BilingualText(zh: "抽中", en: "Drawn")),
      .init("done", BilingualText(zh: "已查", en: "Looked at")),
      .init("due", BilingualText(zh: "至少应查", en: "Due at least")),
      .init("met", BilingualText(zh: "其中已查", en: "Of these done")),
      .init("lacking", BilingualText(zh: "尚缺", en: "Lacking")),
      .init("state", BilingualText(zh: "状态", en: "State")),
    ])
    for round in quotas.rounds {
      guard round.isDrawn else {
        listing.append([
          .text(round.round), .none, .none, .none, .none, .none, .none, .none, .none,
          .text(say(zh: "尚未抽样", en: "not drawn")),
        ])
        continue
      }
      for line in round.lines {
        listing.append([
          .text(round.round), .text(line.sample), .text(label(of: line.sample)),
          .optional(line.each.map { "\($0.lowerBound)–\($0.upperBound)" }), .integer(line.drawn),
          .integer(line.done), .integer(line.due), .integer(line.met), .integer(line.lacking),
          .text(
            round.isMet
              ? say(zh: "本轮达到", en: "met")
              : line.lacking > 0 ? say(zh: "不足", en: "lacking") : say(zh: "足额", en: "enough")),
        ])
      }
    }
    return listing
  }

  /// A row for each unit that was due in the rounds.
  public var units: Listing {
    var listing = Listing(columns: [
      .init("round", BilingualText(zh: "轮次", en: "Round"), isShown: quotas.rounds.count > 1),
      .init("sample", BilingualText(zh: "样本", en: "Sample"), isShown: false),
      .init("label", BilingualText(zh: "对象", en: "What")),
      .init("unit", BilingualText(zh: "单位", en: "Unit")),
      .init("substitute", BilingualText(zh: "备用", en: "Substitute")),
      .init("day", BilingualText(zh: "最近走访", en: "Last visit")),
      .init("state", BilingualText(zh: "状态", en: "State")),
      .init("lacking", BilingualText(zh: "尚缺", en: "Lacking")),
    ])
    for round in quotas.rounds {
      for unit in round.units {
        listing.append([
          .text(round.round), .text(unit.sample), .text(label(of: unit.sample)),
          .text(unit.path.text),
          unit.isSubstitute ? .text(say(zh: "是", en: "yes")) : .none,
          unit.day?.isEmpty ?? true ? .none : .text(unit.day ?? ""), .text(state(of: unit)),
          unit.isDone
            ? .none
            : .text(unit.lacking.map(words).joined(separator: say(zh: "；", en: "; "))),
        ])
      }
    }
    return listing
  }

  /// How far the rounds have come round, for the terminal; `nil` where the register is not there.
  public var circle: String? {
    guard let rest = quotas.notReached else { return nil }
    let all = quotas.reached.count + rest.count
    let names = rest.prefix(20).map(\.text).joined(separator: say(zh: "、", en: ", "))
    let more = rest.count > 20 ? say(zh: "等", en: ", …") : ""
    let open =
      rest.isEmpty ? "" : say(zh: "；尚未查到：\(names)\(more)", en: "; not yet: \(names)\(more)")
    return say(
      zh: "各轮合计已查第一级单位 \(quotas.reached.count) 个，共 \(all) 个\(open)",
      en:
        "all rounds together reached \(quotas.reached.count) of \(all) units of the first stage\(open)"
    )
  }

  private func label(of sample: String) -> String {
    profile.sample(sample)?.label.text(in: language) ?? sample
  }

  private func state(of unit: RoundQuota.Unit) -> String {
    if unit.isDone {
      return unit.outcome == .ineligible
        ? say(zh: "不属总体", en: "ineligible") : say(zh: "已查", en: "looked at")
    }
    switch unit.outcome {
    case .refused: return say(zh: "拒访", en: "refused")
    case .noncontact: return say(zh: "未遇", en: "not met")
    case .completed, .ineligible, nil:
      return unit.day == nil ? say(zh: "未走访", en: "not visited") : say(zh: "未完成", en: "begun")
    }
  }

  private func words(_ lack: RoundQuota.Lack) -> String {
    switch lack {
    case .form: say(zh: "完成的调查表", en: "a complete form")
    case .units(let sample, let count):
      say(zh: "\(label(of: sample)) \(count) 个", en: "\(count) of \(label(of: sample))")
    case .beyond(let sample, let count):
      say(
        zh: "\(label(of: sample))超出上限 \(count) 个",
        en: "\(count) of \(label(of: sample)) beyond the most")
    }
  }
}
