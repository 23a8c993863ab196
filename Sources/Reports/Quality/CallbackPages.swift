// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Tables
public import Workspaces

/// Tomorrow's callbacks for each pair of interviewers: a page, a workbook, and text to paste into a chat.
public enum CallbackPages {
  private static func groups(_ list: CallbackList) -> [(name: String, callbacks: [Callback])] {
    Dictionary(grouping: list.open) { UnitID($0.interviewer) }
      .sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  private static func nobody(_ language: Language) -> String {
    BilingualText(zh: "（未填调查员）", en: "(interviewer not named)").text(in: language)
  }

  private static func question(_ callback: Callback) -> String {
    callback.label.isEmpty ? callback.question : callback.label
  }

  /// The page.
  public static func page(
    _ list: CallbackList, title: BilingualText, round: String, tool: String, in language: Language
  ) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    let sections = groups(list).enumerated().map { number, group in
      let name = group.name.isEmpty ? nobody(language) : group.name
      return PageSection(
        id: "pair-\(number + 1)", heading: name,
        blocks: [
          .table(
            DataTable(
              caption: say(
                zh: "\(name)：\(group.callbacks.count) 条", en: "\(name): \(group.callbacks.count)"),
              columns: [
                .text(say(zh: "户", en: "Household")), .text(say(zh: "题目", en: "Question")),
                .text(say(zh: "当时的答案", en: "Answered")), .text(say(zh: "要问什么", en: "What to ask")),
                .number("№"),
              ],
              rows: group.callbacks.map { callback in
                DataTable.Row(cells: [
                  callback.unit, question(callback), callback.answer,
                  Catalogue.sentence(for: callback.fault, in: language), "\(callback.number)",
                ])
              }))
        ])
    }
    return PageTemplates.render(
      Page(
        language: language, title: say(zh: "明日回访清单", en: "Tomorrow’s callbacks"),
        kicker: title.text(in: language),
        subtitle: [
          say(
            zh: "轮次 \(round)：待问 \(list.open.count) 条，新增 \(list.new)，已销 \(list.closed)",
            en: "Round \(round): \(list.open.count) open, \(list.new) new, \(list.closed) closed")
        ],
        sections: sections, colophon: say(zh: "由 \(tool) 生成", en: "Made by \(tool)"),
        kind: "minutes", stamp: nil))
  }

  /// The text, a paragraph for each pair.
  public static func text(_ list: CallbackList, in language: Language) -> String {
    groups(list).map { group in
      let name = group.name.isEmpty ? nobody(language) : group.name
      let lines = group.callbacks.map { callback in
        "\(callback.number). \(callback.unit) \(Catalogue.sentence(for: callback.fault, in: language))"
      }
      return "【\(name)】\n" + lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// The workbook, to be filled in and imported as corrections: one row for each callback.
  ///
  /// - Returns: the columns to fill in are `action` (`value`, `keep` or `drop`), `new_value`, `reason`
  ///   and `who`.
  public static func write(_ list: CallbackList, to path: String, in language: Language) throws {
    var writer = try WorkbookWriter(path: path, mode: 0o600)
    let sheet = try writer.addSheet(
      "corrections", columns: CorrectionSheet.columns.map { .init($0) }, frozenColumns: 1)
    for callback in list.open {
      let values = [
        "number": "\(callback.number)", "form": callback.form, "key": callback.key,
        "unit": callback.unit, "interviewer": callback.interviewer, "question": callback.question,
        "label": callback.label, "answered": callback.answer,
        "what_to_ask": Catalogue.sentence(for: callback.fault, in: language),
      ]
      try writer.append(
        CorrectionSheet.columns.map { name in
          OutputCell(
            values[name] ?? "", style: CorrectionSheet.inputs.contains(name) ? .input : .plain)
        }, to: sheet)
    }
    if let action = CorrectionSheet.columns.firstIndex(of: "action"), !list.open.isEmpty {
      try writer.addChoices(
        ["value", "keep", "drop"], column: action, rows: 2...(list.open.count + 1), of: sheet)
    }
    try writer.commit()
  }
}
