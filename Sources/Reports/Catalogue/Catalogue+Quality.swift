// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension Catalogue {
  static let quality: [Entry] = [
    Entry(
      .checkUnitTwice,
      en:
        "there is a second interview (before: {other} by {by}). Ask which of them counts, and drop the other one",
      zh: "又访问了一次（先前：{other}，调查员 {by}）。请问清以哪次为准，作废另一份"),
    Entry(
      .checkUnknownInterviewer,
      en: "the interviewer \"{value}\" is in no team. Correct the code, or add them to teams.csv",
      zh: "调查员“{value}”不属于任何小组。请改正编号，或补入 teams.csv"),
    Entry(
      .checkOtherSample,
      en:
        "{question} says \"{value}\", but {unit} was drawn in {sample}. Ask whether it was the right household",
      zh: "{question} 填的是“{value}”，而 {unit} 属于样本 {sample}。请核实是否访问了正确的户"),
    Entry(
      .checkNotUnique,
      en: "{question} ({label}) is \"{value}\", as for {other}. Ask both again",
      zh: "{question}（{label}）为“{value}”，与 {other} 相同。请向两户重新核实"),
    Entry(
      .checkCopy,
      en: "all {questions} answers of {unit} are those of {other}. Visit it again",
      zh: "{unit} 的 {questions} 个答案与 {other} 完全相同。请重新入户"),
    Entry(
      .checkManyMissing,
      en: "{question} ({label}) was left open {open} times of {asked}. Ask the interviewers why",
      zh: "{question}（{label}）应问 {asked} 次，有 {open} 次未答。请问调查员原因"),
    Entry(
      .checkOutlier,
      en:
        "{question} ({label}) is {value}, outside {lower} to {upper} where the others lie. Ask again",
      zh: "{question}（{label}）为 {value}，超出其他户的范围 {lower} 至 {upper}。请再问一次"),
    Entry(
      .checkLogic,
      en: "{says} ({rule}). Ask again",
      zh: "{says}（{rule}）。请再问一次"),
    Entry(
      .checkDuration,
      en:
        "the interview took {minutes} minutes ({shortest} to {longest} are usual). Ask the interviewer why",
      zh: "访问用了 {minutes} 分钟（通常 {shortest} 至 {longest} 分钟）。请问调查员原因"),
    Entry(
      .checkOddHour,
      en: "the interview began at {value}. Check the device's clock, or ask the interviewer",
      zh: "访问开始于 {value}。请检查设备时钟，或询问调查员"),
    Entry(
      .checkSeveralDays,
      en: "the interview began at {value} and ended on another day ({end}). Ask the interviewer",
      zh: "访问开始于 {value}，结束在另一天（{end}）。请询问调查员"),
    Entry(
      .checkOverlap,
      en:
        "{interviewer} began this interview ({value}) before ending that of {other}. Ask the interviewer",
      zh: "{interviewer} 开始本次访问（{value}）时，对 {other} 的访问尚未结束。请询问调查员"),
    Entry(
      .checkOldVersion,
      en: "the form's version is {value}, the newest is {newest}. Load the new form on the device",
      zh: "表单版本为 {value}，最新为 {newest}。请在设备上更新表单"),
    Entry(
      .checkFarFromVillage,
      en:
        "the position is {metres} m from the middle of the village's interviews (at most {most}). Ask where it was held",
      zh: "位置距本村访问的中心 {metres} 米（上限 {most}）。请问清在哪里访问"),
    Entry(
      .checkSamePosition,
      en: "the position is exactly that of {other}. Ask where it was held",
      zh: "位置与 {other} 完全相同。请问清在哪里访问"),
    Entry(
      .checkVaguePosition,
      en: "the position is accurate to {accuracy} m only (at most {most}). Take it again outdoors",
      zh: "定位精度只有 {accuracy} 米（上限 {most}）。请在室外重新定位"),
    Entry(
      .checkMockPosition,
      en:
        "the position has the accuracy 0, as applications that pretend positions write. Look at the device",
      zh: "定位精度为 0，可能由虚拟定位软件产生。请检查设备"),
    Entry(
      .checkStraightLines,
      en:
        "{lines} of {interviews} respondents of {interviewer} gave one answer to the whole scale ({others} of the others'). Visit some again",
      zh: "{interviewer} 访问的 {interviews} 户中有 {lines} 户整组题答案相同（其他调查员为 {others}）。请抽查回访"),
    Entry(
      .checkOfficialsPresent,
      en: "officials were in the room at the interview of {unit}. Hold it again without them",
      zh: "访问 {unit} 时有干部在场。请在干部回避后重访"),
  ]
}
