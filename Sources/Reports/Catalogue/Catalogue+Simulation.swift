// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Catalogue {
  /// Reports does not stand on Simulation, so that its codes are named here and not imported.
  static let simulation: [Entry] = [
    Entry(
      Fault.Code("unreachable-margin", .data),
      en:
        "no county with the fixed totals is found from this seed (total {target}, missing {missing}). Take another seed",
      zh: "用这个种子找不到满足固定总数的县（目标 {target}，差 {missing}）。请换一个种子"),
    Entry(
      Fault.Code("too-few-to-spoil", .data),
      en:
        "there are {rows} complete interviews; {needed} are needed to spoil one in each way. Draw a larger sample",
      zh: "只有 {rows} 份完成的答卷；要逐种制造错误至少需要 {needed} 份。请抽取更大的样本"),
    Entry(
      Fault.Code("unit-without-truth", .data),
      en:
        "the truth has no unit {path}. Name the truth of the county that the sample was drawn from",
      zh: "真实情况文件中没有 {path}。请使用抽样所用那个县的真实情况文件"),
    Entry(
      Fault.Code("truth-word", .data),
      en: "\"{value}\" is no word of a truth file. Known: {known}. Make the file again",
      zh: "真实情况文件不认识“{value}”。可用：{known}。请重新生成该文件"),
    Entry(
      Fault.Code("played-answer-refused", .configuration),
      en:
        "the form {form} refuses the answer \"{value}\" that the simulation gives to {question} ({fault}). The simulation fits the forms of exit-2016 as they are shipped",
      zh: "表单 {form} 不接受模拟程序对 {question} 的回答“{value}”（{fault}）。模拟程序只适用于随附的 exit-2016 表单"),
    Entry(
      Fault.Code("profile-without-reasons", .configuration),
      en: "the profile gives no reasons to confirm or clear a finding. Add them under reasons:",
      zh: "方案没有列出认定或排除疑似问题的理由。请在 reasons: 下补充"),
    Entry(
      Fault.Code("form-not-played", .configuration),
      en: "the simulation does not know how to fill in the form {form}. It knows: {known}",
      zh: "模拟程序不会填写表单 {form}。会填写的有：{known}"),
    Entry(
      Fault.Code("outcome-missing", .data),
      en:
        "\"{column}\" is empty here; a simulation must know the outcome of every unit. Fill it in, or delete the row",
      zh: "此处“{column}”为空；模拟须知道每个单位的结果。请补上，或删去本行"),
  ]
}
