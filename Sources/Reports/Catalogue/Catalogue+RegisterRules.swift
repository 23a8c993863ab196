// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
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
      .distributionOfRate,
      en:
        "a distribution ({key}, column {position}) has groups and no denominator: write by:, and leave out denominator:",
      zh: "构成比（{key}，第 {position} 列）须有分组、没有分母：请写 by:，并去掉 denominator:"),
    Entry(
      .weightsDoNotAddUp,
      en:
        "the items' full points add up to {sum}, not {full} ({key}, column {position}). Correct the items or full:",
      zh: "各项满分合计 {sum}，不是 {full}（{key}，第 {position} 列）。请改正各项或 full:"),
    Entry(
      .sharesDoNotAddUp,
      en: "the shares of {name} add up to {sum}, not 1 ({key}, column {position}). Correct them",
      zh: "{name} 各来源的占比合计 {sum}，不是 1（{key}，第 {position} 列）。请改正"),
    Entry(
      .gradesNotInOrder,
      en:
        "the grade {name} does not begin below {other} ({key}, column {position}). Write the best grade first",
      zh: "等次 {name} 的起点不低于 {other}（{key}，第 {position} 列）。请把最好的等次写在最前"),
    Entry(
      .scoreNotANumber,
      en:
        "\"{value}\" of {object} is no number, and points or flags rest on it ({part}). Write a plain number of at most 18 digits, or leave the cell empty if it is not known, in your own file (this is the workspace's sorted copy of it) and import that again; write a quotient as numerator: and denominator: of the profile",
      zh:
        "{object} 的“{value}”不是数，而得分或问题认定要用它（{part}）。请在自己的原文件（此处为工作区中排过序的副本）中填写不超过 18 位的数，不知道的留空，再重新载入；两数相除的请在方案中写成 numerator: 和 denominator:"
    ),
    Entry(
      .scoreUnknownPeers,
      en:
        "\"{value}\" of {object} is no value of {column}, by which objects are compared with their likes. Write one of: {known}; leave the cell empty if it is not known (the object then has no place), in your own file (this is the workspace's sorted copy of it) and import that again; or add the value to levels: of the profile",
      zh:
        "{object} 的“{value}”不是 {column} 的取值，而名次只在同类对象之间排列。请在自己的原文件（此处为工作区中排过序的副本）中改为：{known}；不知道的留空（不排名次），再重新载入；确有此类的，请在方案的 levels: 中补上"
    ),
    Entry(
      .scoreOutOfRange,
      en:
        "\"{value}\" of {object} cannot be: {part} must be {range}. Correct it in your own file (this is the workspace's sorted copy of it) and import that again; if the value is right, correct the item's scale: in the profile",
      zh:
        "{object} 的“{value}”不可能成立：{part} 须为 {range}。请在自己的原文件（此处为工作区中排过序的副本）中改正后重新载入；数值无误的，请改正方案中该项的 scale:"
    ),
    Entry(
      .scoreLooksLikePercent,
      en:
        "\"{value}\" of {object} is more than 1, and {part} is a share from 0 to 1. If it is a percentage, write {share} in your own file (this is the workspace's sorted copy of it) and import that again",
      zh:
        "{object} 的“{value}”大于 1，而 {part} 是 0 到 1 的比例。如为百分数，请在自己的原文件（此处为工作区中排过序的副本）中写作 {share}，再重新载入"
    ),
    Entry(
      .scoreAboveTarget,
      en:
        "\"{value}\" of {object} is above the target {target} of {part}, and the profile does not say what that counts. Correct the value in your own file (this is the workspace's sorted copy of it) and import that again, or write capped: true in the item's score: where more than the target counts as full",
      zh:
        "{object} 的“{value}”高于 {part} 的目标 {target}，而方案没有规定如何计分。请在自己的原文件（此处为工作区中排过序的副本）中改正后重新载入；超额完成按满分计的，请在方案该项的 score: 中写明 capped: true"
    ),
    Entry(
      .unknownScorecard,
      en: "the profile {profile} has no scorecard \"{name}\". It has: {known}",
      zh: "评估方案 {profile} 没有评分表“{name}”。现有：{known}"),
    Entry(
      .noScorecards,
      en: "the profile {profile} has no scorecards. Write a section scorecards: in it",
      zh: "评估方案 {profile} 没有评分表。请在其中写 scorecards: 一节"),
    Entry(
      .noObjects,
      en:
        "there is nobody to write to, since no scorecard has objects: {reasons}. Import the tables with assay register import",
      zh: "评分表都没有对象，无法写信：{reasons}。请先用 assay register import 载入这些表"),
    Entry(
      .unknownRegisterRule,
      en: "the profile has no rule over registers \"{name}\". Name one of these: {known}",
      zh: "评估方案没有名册规则“{name}”。请改用其中之一：{known}"),
    Entry(
      .unknownObject,
      en:
        "no scorecard has an object \"{name}\"; the objects are: {known}. Name one of these, or import the table of the objects",
      zh: "评分表中没有对象“{name}”；现有：{known}。请改用其中之一，或先载入对象所在的表"),
    Entry(
      .nothingToPublish,
      en:
        "no scorecard may be published. Mark those that may with publish: true in the profile; examples and tables with persons never are",
      zh: "没有可以公布的评分表。请在方案中给可公布的评分表写明 publish: true；示例和含个人信息的表一律不公布"),
    Entry(
      .deadlineBeforeItem,
      en:
        "{name} is due before it begins, or before an earlier step ({key}, column {position}). Correct the dates",
      zh: "{name} 的期限早于其开始或早于前一步（{key}，第 {position} 列）。请改正日期"),
    Entry(
      .badRecordDate,
      en: "\"{value}\" is not the date of what was done. Write it as 2017-05-12",
      zh: "“{value}”不是办理日期。请写成 2017-05-12"),
    Entry(
      .readBefore,
      en:
        "{reader} has read the case of \"{unit}\" before. A second reading is somebody else's; say who with --as or in the column reviewer",
      zh: "{reader} 已审阅过“{unit}”。第二次审阅须由他人进行：请用 --as 或 reviewer 列写明是谁"),
    Entry(
      .decidedBefore,
      en: "the case {kind} of \"{unit}\" is decided. Leave the row empty",
      zh: "“{unit}”的 {kind} 已有结论。请将此行留空"),
    Entry(
      .evidenceOfNobody,
      en: "nobody answers for this evidence. Fill in answered_by",
      zh: "佐证没有写明由谁负责。请填写 answered_by"),
    Entry(
      .roundsWithoutCommonUnits,
      en:
        "no unit has a complete interview in both {round} and {other}. Compare rounds that visited the same units, such as a subsample with the round that it was drawn from",
      zh: "{round} 和 {other} 没有都完成调查的单位。请比较走访过相同单位的轮次，例如再抽样轮次与原轮次"),
    Entry(
      .noOfficeColumn,
      en:
        "the profile names no column of offices that the register {register} has. Write office: with the column's name in the profile, such as township",
      zh: "评估方案没有写明名册 {register} 中表示责任单位的列。请在方案中以 office: 写明列名，例如 township"),
    Entry(
      .circleTooSmall,
      en: "{count} units cannot inspect each other. List two at least",
      zh: "{count} 个单位无法互相检查。请至少列出两个"),
    Entry(
      .unitTwiceInCircle,
      en: "\"{unit}\" stands twice in the list. Delete one of its rows",
      zh: "“{unit}”在名单中出现两次。请删去一行"),
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
