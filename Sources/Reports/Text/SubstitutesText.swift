// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables

/// What the terminal says of opened reserves and of those that the outcomes ask for.
public enum SubstitutesText {
  /// A line for a release.
  public static func released(
    _ release: Release, profile: Profile, in language: Language
  ) -> String {
    let text = BilingualText(
      zh:
        "\(release.original.text) 由 \(release.substitute.text) 替换：\(reason(release.reason, profile).text(in: .chinese))",
      en:
        "\(release.substitute.text) takes over from \(release.original.text): \(reason(release.reason, profile).text(in: .english))"
    )
    let early = BilingualText(zh: "（答卷先已收到）", en: " (its answer was there before)")
    return text.text(in: language) + (release.wasEarly ? early.text(in: language) : "") + "\n"
  }

  /// A table with a line for each unit that is or should be replaced, and what stands in the way.
  /// - Parameter isDone: whether the releases were made, or only proposed.
  public static func proposal(
    _ proposal: ReleaseProposal, isDone: Bool, profile: Profile, in language: Language
  ) -> String {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    var table = TextTable(
      header: [
        say("样本户", "Unit"), say("替换", "Substitute"), say("理由", "Reason"), say("上门", "Visits"),
      ],
      alignments: [.left, .left, .left, .right])
    for release in proposal.releases {
      table.append([
        release.original.text, release.substitute.text + (release.wasEarly ? " *" : ""),
        reason(release.reason, profile).text(in: language), "\(release.visits)",
      ])
    }
    for (unit, name) in proposal.withoutReserve {
      table.append([
        unit.text, say("无备用户", "none left"), reason(name, profile).text(in: language), "",
      ])
    }
    for (unit, name, visits, needed) in proposal.unripe {
      table.append([
        unit.text, say("再次上门", "visit again"), reason(name, profile).text(in: language),
        "\(visits)/\(needed)",
      ])
    }
    var lines: [String] = []
    if !(proposal.releases.isEmpty && proposal.withoutReserve.isEmpty && proposal.unripe.isEmpty) {
      lines += table.lines()
    }
    if proposal.releases.contains(where: \.wasEarly) {
      lines.append(say("* 启用前已收到答卷", "* its answer was there before it was opened"))
    }
    for unit in proposal.early {
      lines.append(
        say(
          "\(unit.text)：未启用而已有答卷。没有样本户需要它，或另有备用户在先；答卷不计入，请说明原因",
          "\(unit.text): answered without having been opened. No unit asks for it, or another reserve is next; its answer does not count, and somebody must say how it came about"
        ))
    }
    lines.append(
      isDone
        ? say("已启用备用户 \(proposal.releases.count) 个", "\(proposal.releases.count) reserves opened")
        : say(
          "可启用备用户 \(proposal.releases.count) 个；用 --apply 启用",
          "\(proposal.releases.count) reserves to open; --apply opens them"))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func reason(_ name: String, _ profile: Profile) -> BilingualText {
    profile.replacement.reason(name)?.label ?? BilingualText(zh: name, en: name)
  }
}
