// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Tables

extension SettingsWorkbook {
  /// Rows without a key, for settings that have no row.
  private static let spareRows = 12

  /// Writes the workbook.
  ///
  /// - Parameters:
  ///   - settings: the settings with what `assessment.yaml` says.
  ///   - filled: what is filled in already; what has no row of its own gets one at the end.
  ///   - profile: names registers and samples.
  ///   - time: when it is made, in seconds since 1970.
  /// - Throws: the faults of writing.
  static func write(
    _ settings: [Setting], filled: [FilledSetting], profile: Profile, to path: String,
    in language: Language, time: Int
  ) throws {
    let texts = Dictionary(filled.map { ($0.key, $0.text) }) { first, _ in first }
    var writer = try WorkbookWriter(path: path, createdAt: time)
    let sheet = try writer.addSheet(
      self.sheet.text(in: language),
      columns: Column.allCases.map { .init($0.title.text(in: language), width: $0.width) },
      frozenColumns: 1)
    try append(.howTo, in: language, to: &writer, sheet)
    var section: Setting.Section?
    for setting in settings {
      if setting.section != section {
        section = setting.section
        let title = setting.section.title(profile).text(in: language)
        try writer.append([OutputCell(title, style: .title)], to: sheet)
      }
      let row = try writer.append(
        cells(setting, setting.kind.shown(texts[setting.key] ?? "", in: language), in: language),
        to: sheet)
      if case .choice(let choices) = setting.kind {
        try writer.addChoices(
          choices.map { $0.text(in: language) } + [SettingKind.none],
          column: Column.value.index, rows: row...row, of: sheet)
      }
    }
    let known = Set(settings.map(\.key))
    let others = filled.filter { !known.contains($0.key) }.map { ($0.key.text, $0.text) }
    try append(.others, in: language, to: &writer, sheet)
    for (key, text) in others + Array(repeating: ("", ""), count: spareRows) {
      try writer.append(
        [
          "", "", OutputCell(text, style: .input), "", OutputCell(key, style: .input),
        ], to: sheet)
    }
    writer.protect(sheet)
    try writer.commit()
  }

  private static func cells(
    _ setting: Setting, _ text: String, in language: Language
  ) -> [OutputCell] {
    let present = setting.kind.shown(setting.value ?? "", in: language)
    return [
      OutputCell(setting.what.text(in: language), style: .wrapped),
      OutputCell(present, style: .remark), OutputCell(text, style: .input),
      OutputCell(setting.explanation.text(in: language), style: .wrapped),
      OutputCell(setting.key.text, style: .remark),
    ]
  }

  /// A heading with words about what stands below it.
  private struct Note {
    let title: BilingualText
    let text: BilingualText

    static let howTo = Note(
      title: BilingualText(zh: "填表说明", en: "How to fill this in"),
      text: BilingualText(
        zh:
          "只填绿色单元格。空着的按左边 assessment.yaml 的值；填 - 表示不要该项。多个列名用顿号分开。保存并关闭后生效。assay settings 查看现行值；assessment.yaml 改过之后用 assay settings --write 更新本表，已填内容保留。",
        en:
          "Fill in green cells only. Where one is empty, the value of assessment.yaml beside it applies; - means that the setting does not apply. Several columns have commas between them. Save and close it to take effect. assay settings shows what applies; after changes of assessment.yaml, assay settings --write renews this sheet and keeps what is filled in."
      ))
    static let others = Note(
      title: BilingualText(zh: "其他设置", en: "Other settings"),
      text: BilingualText(
        zh: "上面没有的设置：最右列写键，绿色列写值。例：键 registers.households.columns.area，值 decimal，增加一个小数列。",
        en:
          "What has no row above: write the key in the last column and its value in the green one. Example: the key registers.households.columns.area with the value decimal adds a column of decimal numbers."
      ))
  }

  private static func append(
    _ note: Note, in language: Language, to writer: inout WorkbookWriter,
    _ sheet: WorkbookWriter.SheetID
  ) throws {
    try writer.append(
      [
        OutputCell(note.title.text(in: language), style: .title), "", "",
        OutputCell(note.text.text(in: language), style: .wrapped),
      ], to: sheet)
  }
}

extension SettingKind {
  /// A value as people see it: a word with its meaning.
  func shown(_ text: String, in language: Language) -> String {
    guard case .choice(let choices) = self else { return text }
    return choices.first { choice in
      bytesCompare(choice.word, text) == 0
        || Language.allCases.contains { bytesCompare(choice.text(in: $0), text) == 0 }
    }?.text(in: language) ?? text
  }
}

extension Setting.Section {
  /// What a section is called: its name, and what the profile calls it.
  func title(_ profile: Profile) -> BilingualText {
    func title(_ zh: String, _ en: String, _ name: UnitID, _ label: BilingualText?) -> BilingualText
    {
      BilingualText(
        zh: "\(zh) \(name.text)" + (label.map { "（\($0.chinese)）" } ?? ""),
        en: "\(en) \(name.text)" + (label.map { " (\($0.english))" } ?? ""))
    }
    func label(_ tables: [RegisterDescription], _ name: UnitID) -> BilingualText? {
      tables.first { UnitID($0.name) == name }?.label
    }
    switch self {
    case .general: return BilingualText(zh: "总体", en: "In general")
    case .register(let name): return title("名册", "Register", name, label(profile.registers, name))
    case .record(let name): return title("其他表", "Table", name, label(profile.records, name))
    case .sample(let name):
      return title(
        "抽样", "Sample", name, profile.samples.first { UnitID($0.name) == name }?.label)
    case .round(let name): return title("轮次", "Round", name, nil)
    }
  }
}
