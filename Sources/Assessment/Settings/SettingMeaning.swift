// SPDX-License-Identifier: GPL-3.0-or-later

/// What the settings of a kind are: how they are written, what they are called, and how to fill them in.
struct SettingMeaning: Sendable {
  /// The keys, with `*` for a name.
  let pattern: [String]
  let kind: SettingKind
  /// What it is; `{name}` is the last name of the key.
  let what: BilingualText
  /// How to fill it in, with an example.
  let explanation: BilingualText
  /// Whether it is offered where `assessment.yaml` says nothing of it.
  let isOffered: Bool

  init(
    _ pattern: String, _ kind: SettingKind, isOffered: Bool = false, what: BilingualText,
    _ explanation: BilingualText
  ) {
    self.pattern = pattern.split(separator: ".").map(String.init)
    self.kind = kind
    self.isOffered = isOffered
    self.what = what
    self.explanation = explanation
  }

  /// The meaning of a key, if it is known.
  static func of(_ key: SettingKey) -> SettingMeaning? {
    all.first { key.fits($0.pattern) }
  }

  /// The meanings in the order of the workbook's rows.
  static let all: [SettingMeaning] =
    general + tables("registers") + expectations("registers") + design + tables("records")
    + expectations("records") + rounds

  private static let general = [
    SettingMeaning(
      "title.zh", .text, isOffered: true, what: say("名称（中文）", "Title in Chinese"),
      say("报告封面用。例：吉安县2016年度贫困退出县级自评", "Heads the Chinese report. Example: 吉安县2016年度贫困退出县级自评")),
    SettingMeaning(
      "title.en", .text, isOffered: true, what: say("名称（英文）", "Title in English"),
      say(
        "英文报告用。例：Ji'an County, exit self-assessment 2016",
        "Heads the English report. Example: Ji'an County, exit self-assessment 2016")),
    SettingMeaning(
      "language", .choice(SettingChoice.languages), isOffered: true,
      what: say("报告和提示的语言", "Language of reports and messages"),
      say("从下拉列表选择", "Choose from the list")),
  ]

  /// Registers and records, which are described alike.
  private static func tables(_ kind: String) -> [SettingMeaning] {
    [
      SettingMeaning(
        "\(kind).*.file", .text, isOffered: true, what: say("文件", "File"),
        say(
          "载入时不写文件名就用它，CSV 或 xlsx。例：户.xlsx",
          "Imported when none is named; CSV or xlsx. Example: households.xlsx")),
      SettingMeaning(
        "\(kind).*.id", .text, isOffered: true, what: say("编号列", "Column of identifiers"),
        say(
          "表头中的列名，编号不得重复。例：household_id",
          "As the header names it; no identifier twice. Example: household_id")),
      SettingMeaning(
        "\(kind).*.parent", .text, what: say("上级", "What its units lie in"),
        say(
          "上级名册和本表中写上级编号的列。例：villages.village_id",
          "The register above, and this table's column with its identifiers. Example: villages.village_id"
        )),
      SettingMeaning(
        "\(kind).*.prefix", .text, what: say("编号前缀", "Text before each identifier"),
        say("两份名册编号会重复时填写。例：R", "Where two registers may use the same identifiers. Example: R")),
      SettingMeaning(
        "\(kind).*.columns.*", .choice(SettingChoice.columnTypes),
        what: say("“{name}”列的类型", "Type of column {name}"), say("从下拉列表选择", "Choose from the list")),
      SettingMeaning(
        "\(kind).*.columns.*.type", .choice(SettingChoice.columnTypes),
        what: say("“{name}”列的类型", "Type of column {name}"), say("从下拉列表选择", "Choose from the list")),
      SettingMeaning(
        "\(kind).*.columns.*.minimum", .number,
        what: say("“{name}”列的最小值", "Smallest value of column {name}"),
        say("整数，可为负。例：-1", "A whole number, may be negative. Example: -1")),
      SettingMeaning(
        "\(kind).*.columns.*.personal", .choice(SettingChoice.truths),
        what: say("“{name}”列是个人信息", "Column {name} is personal"),
        say("个人信息单独保存，不封存、不公开", "Personal values are kept apart, not sealed and not published")),
    ]
  }

  private static func expectations(_ kind: String) -> [SettingMeaning] {
    [
      SettingMeaning(
        "\(kind).*.expect.rows", .number, isOffered: kind == "registers",
        what: say("应有行数", "Rows expected"),
        say("公布的总数，载入时核对。例：14577", "The published total, checked on import. Example: 14577")),
      SettingMeaning(
        "\(kind).*.expect.*", .number, isOffered: kind == "registers",
        what: say("“{name}”列应有合计", "Sum expected of column {name}"),
        say("公布的合计，载入时核对。例：48983", "The published sum, checked on import. Example: 48983")),
    ]
  }

  private static let rounds = [
    SettingMeaning(
      "rounds.*.label.zh", .text, isOffered: true, what: say("轮次名称（中文）", "Label in Chinese"),
      say("例：县级自评", "Example: 县级自评")),
    SettingMeaning(
      "rounds.*.label.en", .text, isOffered: true, what: say("轮次名称（英文）", "Label in English"),
      say("例：self-assessment", "Example: self-assessment")),
    SettingMeaning(
      "rounds.*.subsample.of", .text, what: say("从哪一轮再抽", "Round whose units are visited again"),
      say("前一轮的名称", "The name of an earlier round")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.fraction", .fraction,
      what: say("“{name}”再抽比例", "Part of {name} visited again"),
      say("例：0.2 或 20%", "Example: 0.2 or 20%")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.fraction.*", .fraction,
      what: say("“{name}”层再抽比例", "Part of stratum {name} visited again"),
      say("例：0.2 或 20%", "Example: 0.2 or 20%")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.size", .number,
      what: say("“{name}”再抽数量", "Number of {name} visited again"), say("例：12", "Example: 12")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.size.*", .number,
      what: say("“{name}”层再抽数量", "Number of stratum {name} visited again"),
      say("例：12", "Example: 12")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.minimum", .number,
      what: say("“{name}”每格至少", "At least, in each cell of {name}"), say("例：2", "Example: 2")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.maximum", .number,
      what: say("“{name}”每格至多", "At most, in each cell of {name}"), say("例：20", "Example: 20")),
    SettingMeaning(
      "rounds.*.subsample.samples.*.reserves", .fraction,
      what: say("“{name}”备用比例", "Reserves of {name}"), say("例：0.3 或 30%", "Example: 0.3 or 30%")),
  ]

  static func say(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }
}
