// SPDX-License-Identifier: GPL-3.0-or-later

extension SettingMeaning {
  /// The keys of a sample of the design.
  static let design: [SettingMeaning] =
    sizes
    + [
      SettingMeaning(
        "design.*.strata", .list, isOffered: true, what: say("分层列", "Columns that make strata"),
        say(
          "各层分别抽取。例：township、card；不分层填 -",
          "Each stratum is drawn by itself. Example: township, card; - for none")),
      SettingMeaning(
        "design.*.sort", .list, isOffered: true, what: say("排序列", "Columns to sort by"),
        say(
          "等距抽样前按其排序，:number 表示按数值。例：township、persons:number",
          "Sorted before equal steps; :number sorts as numbers. Example: township, persons:number")),
      SettingMeaning(
        "design.*.method", .choice(SettingChoice.methods), isOffered: true,
        what: say("抽取方法", "Method of selection"),
        say(
          "都不填为简单随机 srs。按规模抽取的方法要填规模列",
          "srs (simple random) if neither column says one. Methods by size need a column of sizes")),
      SettingMeaning(
        "design.*.size_measure", .text, isOffered: true, what: say("规模列", "Column of sizes"),
        say("按规模抽取时的整数列。例：persons", "An integer column, for methods by size. Example: persons")),
      SettingMeaning(
        "design.*.of", .choice(SettingChoice.bases), isOffered: true,
        what: say("比例的基数", "What the fraction is of"),
        say(
          "占全部名册，或占每个抽中单位（如村）；都不填为每个抽中单位",
          "Of the whole register, or of each drawn unit, such as a village, which it is if neither column says one"
        )
      ),
      SettingMeaning(
        "design.*.minimum", .number, isOffered: true, what: say("每格至少", "At least, in each cell"),
        say(
          "都不填为 2：少于 2 个无法估计误差。例：3",
          "2 if neither column says one: an error cannot be estimated from fewer. Example: 3")),
      SettingMeaning(
        "design.*.maximum", .number, isOffered: true, what: say("每格至多", "At most, in each cell"),
        say("例：20", "Example: 20")),
      SettingMeaning(
        "design.*.rounding", .choice(SettingChoice.roundings), isOffered: true,
        what: say("比例算出小数时", "Where a fraction gives no whole number"),
        say("都不填为进一：10% 的 31 户为 4 户", "up if neither column says one: 10% of 31 is 4")),
      SettingMeaning(
        "design.*.reserves", .fraction, isOffered: true, what: say("备用比例", "Reserves"),
        say(
          "事先抽好、按次序启用的备用单位。例：0.3 或 30%",
          "Drawn beforehand and released in order. Example: 0.3 or 30%")),
      SettingMeaning(
        "design.*.where", .text, what: say("哪些单位", "Which units"),
        say(
          "表达式，按名册的列写。例：status = 'exited'",
          "An expression over the register's columns. Example: status = 'exited'")),
      SettingMeaning(
        "design.*.take_all", .text, what: say("必抽单位", "Units drawn with certainty"),
        say("表达式。例：persons > 5000", "An expression. Example: persons > 5000")),
      SettingMeaning(
        "design.*.list", .text, what: say("必抽名单", "List of units that are all taken"),
        say("名单文件，与名册放在一起。例：低保.csv", "A file beside the register's. Example: benefits.csv")),
      SettingMeaning(
        "design.*.allocation", .choice(SettingChoice.allocations),
        what: say("各层之间的分配", "Allocation to strata"), say("从下拉列表选择", "Choose from the list")),
      SettingMeaning(
        "design.*.deviation", .text, what: say("离散程度列", "Column of deviations"),
        say("数值列的列名", "The name of a column of numbers")),
      SettingMeaning(
        "design.*.cost", .text, what: say("费用列", "Column of costs"),
        say("数值列的列名", "The name of a column of numbers")),
      SettingMeaning(
        "design.*.power", .fraction, what: say("分配的幂", "Power of the allocation"),
        say("0 到 1。例：0.5", "From 0 to 1. Example: 0.5")),
      SettingMeaning(
        "design.*.balance", .list, what: say("平衡列", "Columns to balance"),
        say("例：persons、township:levels", "Example: persons, township:levels")),
      SettingMeaning(
        "design.*.coordinates", .list, what: say("坐标列", "Columns of coordinates"),
        say("例：x、y", "Example: x, y")),
    ] + rotation

  private static let sizes = [
    SettingMeaning(
      "design.*.fraction", .fraction, isOffered: true, what: say("抽取比例", "Fraction drawn"),
      say("比例和数量填一个。例：0.1 或 10%", "A fraction or a number, not both. Example: 0.1 or 10%")),
    SettingMeaning(
      "design.*.fraction.*", .fraction, isOffered: true,
      what: say("“{name}”层抽取比例", "Fraction drawn of stratum {name}"),
      say(
        "每层的比例和数量填一个。例：0.2 或 20%；全抽填 1",
        "A fraction or a number for each stratum. Example: 0.2 or 20%; 1 for all")),
    SettingMeaning(
      "design.*.size", .number, isOffered: true, what: say("抽取数量", "Number drawn"),
      say("比例和数量填一个。例：12", "A fraction or a number, not both. Example: 12")),
    SettingMeaning(
      "design.*.size.*", .number, isOffered: true,
      what: say("“{name}”层抽取数量", "Number drawn of stratum {name}"),
      say("每层的比例和数量填一个。例：12", "A fraction or a number for each stratum. Example: 12")),
  ]

  private static let rotation = [
    SettingMeaning(
      "design.*.rotation.keep", .fraction,
      what: say("轮换：下一轮保留比例", "Rotation: part kept for the next round"),
      say("例：0 或 50%", "Example: 0 or 50%")),
    SettingMeaning(
      "design.*.rotation.apart", .number,
      what: say("轮换：几轮内不重复", "Rotation: rounds without a repetition"),
      say("例：6", "Example: 6")),
    SettingMeaning(
      "design.*.rotation.reach", .number,
      what: say("轮换：几轮内全部轮到", "Rotation: rounds until all are reached"),
      say("例：12", "Example: 12")),
    SettingMeaning(
      "design.*.rotation.turn", .choice(SettingChoice.paces),
      what: say("轮换：何时换下一批", "Rotation: when the next turn comes"),
      say("从下拉列表选择", "Choose from the list")),
  ]
}
