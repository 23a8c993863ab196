// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Forms
public import Workspaces

/// What the terminal says of imported answers and the findings that they raise.
public enum AnswersText {
  /// A table with a line for each file.
  public static func imported(_ imports: [AnswersImport], in language: Language) -> String {
    let chinese = language == .chinese
    var table = TextTable(
      header: chinese
        ? ["文件", "表单", "格式", "编码", "行数", "新", "有变化", "无变化", "退回", "其中冲突"]
        : [
          "File", "Form", "Format", "Encoding", "Rows", "New", "Changed", "Same", "Rejected",
          "Conflicts",
        ],
      alignments: [.left, .left, .left, .left] + Array(repeating: .right, count: 6))
    for item in imports {
      table.append(
        [
          item.file, item.form, format(item.format).text(in: language),
          item.encoding?.rawValue ?? "–",
        ]
          + [
            item.rows, item.new, item.changed, item.unchanged, item.rejected, item.conflicts,
          ].map(NumberText.grouped))
    }
    let early = imports.reduce(0) { $0 + $1.early }
    let held = BilingualText(
      zh: "有 \(early) 份答卷来自尚未启用的备用户，先行保留：见 assay replace --from-answers",
      en:
        "\(early) answers are of reserves that are not open; they are held: see assay replace --from-answers"
    )
    let lines =
      table.lines() + (early > 0 ? [held.text(in: language)] : [])
      + imports.flatMap { remarks(on: $0, in: language) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The name of a format.
  static func format(_ format: AnswersFormat) -> BilingualText {
    switch format {
    case .odkCSV: BilingualText(zh: "ODK CSV", en: "ODK CSV")
    case .odkZip: BilingualText(zh: "ODK zip", en: "ODK zip")
    case .odkJSON: BilingualText(zh: "ODK JSON", en: "ODK JSON")
    case .koboCSV: BilingualText(zh: "Kobo CSV", en: "Kobo CSV")
    case .koboWorkbook: BilingualText(zh: "Kobo 工作簿", en: "Kobo workbook")
    case .koboJSON: BilingualText(zh: "Kobo JSON", en: "Kobo JSON")
    case .surveyCTO: BilingualText(zh: "SurveyCTO CSV", en: "SurveyCTO CSV")
    case .rejects: BilingualText(zh: "改正的退回件", en: "corrected rejects")
    case .typed: BilingualText(zh: "手工表格", en: "typed table")
    }
  }

  /// What was read otherwise than it stood, what was passed over, and where the rejects are.
  private static func remarks(on item: AnswersImport, in language: Language) -> [String] {
    var lines: [BilingualText] = []
    if let text = readings(item.readings, of: item.file) { lines.append(text) }
    if !item.passedOver.isEmpty {
      let names = item.passedOver.joined(separator: ", ")
      lines.append(
        BilingualText(
          zh: "\(item.file)：略过 \(names)", en: "\(item.file): passed over \(names)"))
    }
    if !item.overtaken.isEmpty {
      let count = NumberText.grouped(item.overtaken.count)
      let keys = item.overtaken.prefix(10).joined(separator: ", ")
      lines.append(
        BilingualText(
          zh: "\(item.file)：有 \(count) 份已更正的答卷又收到不同内容，现以新内容为准，请核对是否需要再次更正：\(keys)",
          en:
            "\(item.file): \(count) corrected submissions came again with other content, which counts now; see whether to correct them again: \(keys)"
        ))
    }
    if !item.rejectsFiles.isEmpty {
      let files = item.rejectsFiles
      lines.append(
        BilingualText(
          zh: "退回的行在 \(files.joined(separator: "、"))：改好后原样再导入",
          en:
            "rejected rows are in \(files.joined(separator: " and ")): correct and import them as they are"
        ))
    }
    if item.isTrial {
      lines.append(BilingualText(zh: "仅试算，未写入任何内容", en: "a trial: nothing was written"))
    }
    return lines.map { $0.text(in: language) }
  }

  /// What was read otherwise than it stood in a file; `nil` if nothing was.
  public static func readings(
    _ counts: [AnswerReader.Reading: Int], of file: String
  ) -> BilingualText? {
    let counted = AnswerReader.Reading.allCases.compactMap { kind in
      counts[kind].map { (kind, NumberText.grouped($0)) }
    }
    if counted.isEmpty { return nil }
    return BilingualText(
      zh: "\(file)：识别时换算了 "
        + counted.map { "\(reading($0).text(in: .chinese)) \($1) 处" }.joined(separator: "，"),
      en: "\(file): read as meant: "
        + counted.map { "\($1) \(reading($0).text(in: .english))" }.joined(separator: ", "))
  }

  private static func reading(_ reading: AnswerReader.Reading) -> BilingualText {
    switch reading {
    case .label: BilingualText(zh: "选项文字", en: "labels of choices")
    case .fullWidth: BilingualText(zh: "全角字符", en: "full-width texts")
    case .spaces: BilingualText(zh: "多余空格或千分位", en: "texts with stray spaces or separators")
    case .date: BilingualText(zh: "日期写法", en: "dates")
    case .apostrophe: BilingualText(zh: "前置单引号", en: "leading apostrophes")
    }
  }

  /// One line on the findings.
  public static func findings(_ update: FindingsUpdate, in language: Language) -> String {
    let text = BilingualText(
      zh: "疑似问题：新增 \(update.raised)，撤回 \(update.withdrawn)，待定 \(update.open)",
      en:
        "Suspected errors: \(update.raised) raised, \(update.withdrawn) withdrawn, \(update.open) to be decided"
    )
    return text.text(in: language) + "\n"
  }
}
