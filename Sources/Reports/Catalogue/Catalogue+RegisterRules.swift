// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Tables
import Workspaces

extension Catalogue {
  /// Rules over registers, and what is made from records.
  static let registerRules: [Entry] = [
    Entry(
      .ruleTest,
      en:
        "the rule {rule} ({key}, column {position}) needs exactly one of when:, threshold:, deadline: and order:. Split it into several rules, or add the one that is lacking",
      zh:
        "规则 {rule}（{key}，第 {position} 列）须且只须写 when:、threshold:、deadline:、order: 之一。请拆成几条规则，或补上所缺的一项"
    ),
    Entry(
      .relatedTwice,
      en:
        "{name} is to be taken of the only row with \"{key}\", which stands in row {line}, too. Delete one of the two, or count or sum instead of take:",
      zh: "{name} 须取自唯一一行“{key}”，而第 {line} 行也是它。请删去一行，或改用计数、sum:"),
    Entry(
      .relatedWithoutNumber,
      en:
        "{name} sums \"{expression}\", which is no number here. Complete the row, or leave such rows out with where:",
      zh: "{name} 要合计“{expression}”，而此行没有数值。请补上数值，或用 where: 排除这类行"),
    Entry(
      .badDay,
      en: "\"{value}\" is not a day. Write it as 2016-12-31",
      zh: "“{value}”不是日期。请写成 2016-12-31"),
    Entry(
      .officeWithoutProblems,
      en: "\"{name}\" has no problem. Offices with problems: {known}",
      zh: "“{name}”没有问题。有问题的单位：{known}"),
  ]
}
