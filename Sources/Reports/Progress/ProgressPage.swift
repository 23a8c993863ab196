// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables
public import Workspaces

/// Where the field work stands, on one page.
public enum ProgressPage {
  /// The page in a language.
  public static func render(
    _ progress: RoundProgress, title: BilingualText, round: String, tool: String,
    in language: Language
  ) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    let all = progress.field.counts(by: .all).first?.counts
    let percent = { (value: Double?) in value.map { NumberText.text($0, .percent(1)) } ?? "–" }
    let units = progress.field.units.count
    let tiles = [
      Block.Tile(
        number: NumberText.grouped(all?.states[.complete] ?? 0),
        label: say(zh: "户完成", en: "complete"),
        detail: say(zh: "共 \(units) 户", en: "of \(units)")),
      Block.Tile(
        number: NumberText.grouped(progress.field.units.count(where: \.isToBeVisited)),
        label: say(zh: "户待访或再访", en: "to visit or revisit"),
        detail: progress.field.daysLeft.map {
          say(zh: "约 \($0) 天", en: "about \($0) \($0 == 1 ? "day" : "days")")
        } ?? ""),
      Block.Tile(
        number: percent(all?.current.response(2)), label: say(zh: "应答率", en: "response rate"),
        detail: say(
          zh: "不计替换为 \(percent(all?.originals.response(2)))",
          en: "\(percent(all?.originals.response(2))) without substitutes")),
    ]
    var sections = [
      PageSection(
        id: "now", heading: say(zh: "总况", en: "In short"),
        blocks: [.tiles(tiles)]
          + (ProgressListing.remarks(progress).isEmpty
            ? [] : [.list(ProgressListing.remarks(progress).map { $0.text(in: language) })]))
    ]
    for (name, title, grouping) in ProgressListing.groupings(progress) where name != "all" {
      sections.append(
        PageSection(
          id: name, heading: title.text(in: language),
          blocks: [
            .table(
              ProgressListing.counts(progress, by: grouping, named: name, in: language)
                .dataTable(caption: title.text(in: language), in: language))
          ]))
    }
    sections.append(
      PageSection(
        id: "rates", heading: ProgressListing.ratesHeading.text(in: language),
        blocks: [
          .table(
            ProgressListing.rates(progress).dataTable(
              caption: ProgressListing.ratesHeading.text(in: language), in: language))
        ]))
    return PageTemplates.render(
      Page(
        language: language, title: say(zh: "调查进度", en: "Progress of the field work"),
        kicker: title.text(in: language), subtitle: [say(zh: "轮次 \(round)", en: "Round \(round)")],
        sections: sections, colophon: say(zh: "由 \(tool) 生成", en: "Made by \(tool)"),
        kind: "minutes", stamp: nil))
  }
}
