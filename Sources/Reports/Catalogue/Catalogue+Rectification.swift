// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Workspaces

extension Catalogue {
  static let rectification: [Entry] = [
    Entry(
      .noLedger,
      en: "the profile {profile} has no section ledger:. Add one with prefix and ledgers",
      zh: "方案 {profile} 没有 ledger: 一节。请补上，至少写明 prefix 和 ledgers"),
    Entry(
      .noSuchRectification,
      en: "the ledger has no item \"{item}\". See assay rectify list",
      zh: "台账中没有编号“{item}”。请用 assay rectify list 查看"),
    Entry(
      .rectifyKnown,
      en: "{reference} is in the ledger already, as {item}. Update that item",
      zh: "{reference} 已在台账中，编号 {item}。请更新该项"),
    Entry(
      .rectifyTransition,
      en: "{item} cannot go from {from} to {to}. After {from} may follow: {next}",
      zh: "{item} 不能由{from}转为{to}。其后只能是：{next}"),
    Entry(
      .rectifyOwnItem,
      en:
        "{name} is responsible for {item} and cannot confirm, close, return or re-check it. Somebody else must, with --as NAME",
      zh: "{name} 是 {item} 的责任人，不能自行确认、销号、退回或复查。请由他人办理，用 --as 写明姓名"),
    Entry(
      .rectifyWithoutEvidence,
      en:
        "{item} has no evidence. Hand it in first: assay rectify update {item} --evidence or --file",
      zh: "{item} 没有佐证材料。请先补交：assay rectify update {item} --evidence 或 --file"),
    Entry(
      .rectifyWithoutReason,
      en: "{item} is returned or re-checked without a reason. Give it with --reason",
      zh: "退回或复查 {item} 须说明原因。请用 --reason 写明"),
    Entry(
      .rectifyIncomplete,
      en: "{item} cannot be submitted yet. Give {missing} first",
      zh: "{item} 尚不能上报。请先填写 {missing}"),
    Entry(
      .rectifyClosed,
      en: "{item} is closed and cannot be changed. If the problem is back, add a new item",
      zh: "{item} 已销号，不能再改。问题如再次出现，请另立新项"),
    Entry(
      .rectifyNotClosed,
      en: "{item} is not closed, so that there is nothing to re-check. Close it first",
      zh: "{item} 尚未销号，无需复查。请先销号"),
    Entry(
      .rectifyUnknownTownship,
      en: "no township \"{name}\" is known. The nearest names are: {nearest}",
      zh: "没有乡镇“{name}”。名称最相近的有：{nearest}"),
    Entry(
      .rectifyUnknownUnit,
      en: "no responsible unit \"{name}\" is known. The nearest names are: {nearest}",
      zh: "没有责任单位“{name}”。名称最相近的有：{nearest}"),
    Entry(
      .rectifyUnknownAbout,
      en:
        "no register has a unit \"{name}\". Write its path, such as V012/H00345, or leave it out and describe it in the problem; the nearest are: {nearest}",
      zh: "名册中没有单位“{name}”。请写其路径，如 V012/H00345，或不写而在存在问题中说明；最相近的有：{nearest}"),
    Entry(
      .rectifyUnknownName,
      en: "\"{name}\" is no {what} of the profile. Choose one of: {known}",
      zh: "“{name}”不是方案中的 {what}。可选：{known}"),
    Entry(
      .rectifyDate,
      en: "\"{value}\" is no date. Write year-month-day, such as 2017-05-31",
      zh: "“{value}”不是日期。请按 年-月-日 填写，如 2017-05-31"),
    Entry(
      .rectifyDeadlineBeforeOpening,
      en: "the deadline {deadline} lies before the opening on {opened}. Correct one of them",
      zh: "完成时限 {deadline} 早于立项日期 {opened}。请改正其一"),
    Entry(
      .rectifyNoDeadline,
      en: "there is no deadline. Give --deadline, or severities with days or months in the profile",
      zh: "没有完成时限。请用 --deadline 写明，或在方案的 severities 中规定天数或月数"),
    Entry(
      .rectifyNoProblem,
      en: "the problem is not said. Give it with --problem",
      zh: "未写明存在的问题。请用 --problem 写明"),
    Entry(
      .rectifyNobodyNamed,
      en: "who does this must be named. Add --as NAME",
      zh: "须写明由谁办理。请加上 --as 姓名"),
    Entry(
      .ledgerWithoutStamp,
      en:
        "this is no workbook of assay rectify export, or its hidden sheet is gone. Fill in the workbook that was exported",
      zh: "这不是 assay rectify export 导出的工作簿，或其隐藏工作表已丢失。请在导出的工作簿上填写"),
    Entry(
      .ledgerOfOther,
      en: "this workbook was exported from another workspace. Import it there",
      zh: "此工作簿由另一个工作区导出。请在那里导入"),
    Entry(
      .ledgerUnknownRow,
      en:
        "\"{value}\" is no item that was exported with this workbook. Remove the row; new problems are opened with assay rectify add",
      zh: "“{value}”不是随此工作簿导出的编号。请删去该行；新问题请用 assay rectify add 立项"),
    Entry(
      .ledgerRowTwice,
      en: "{item} stands in this workbook twice. Leave one row of it",
      zh: "{item} 在此工作簿中出现两次。请只保留一行"),
    Entry(
      .ledgerLockedCell,
      en: "\"{value}\" was changed in a column that is only to be read. Write \"{exported}\" again",
      zh: "此列只供查看，却被改为“{value}”。请恢复为“{exported}”"),
    Entry(
      .ledgerNotSigned,
      en: "the row of {item} was changed, and nobody is named. Write who filled it in",
      zh: "{item} 一行有改动，但未写明填报人。请填写填报人"),
    Entry(
      .ledgerIncomplete,
      en: "{item} is reported as \"{state}\", but \"{column}\" is empty. Fill in this cell",
      zh: "{item} 填报为“{state}”，但“{column}”为空。请填写此单元格"),
    Entry(
      .ledgerWrongStep,
      en:
        "{item} is \"{present}\" by now and cannot become \"{state}\". Choose one of: {known}",
      zh: "{item} 现为“{present}”，不能改为“{state}”。可选：{known}"),
    Entry(
      .ledgerForeignState,
      en: "\"{value}\" is no state. Choose one of: {known}",
      zh: "“{value}”不是状态。可选：{known}"),
    Entry(
      .ledgerStateOfOffice,
      en:
        "\"{value}\" is given by the office, with assay rectify confirm, close or return. A unit reports: {known}",
      zh: "“{value}”由台账主管单位用 assay rectify confirm、close 或 return 办理。责任单位可填：{known}"),
    Entry(
      .noPeriod,
      en: "\"{value}\" is no month or quarter. Write --month 2017-06 or --quarter 2017-Q2",
      zh: "“{value}”不是月份或季度。请写 --month 2017-06 或 --quarter 2017-Q2"),
    Entry(
      .periodNotBegun,
      en: "{value} has not begun yet. Name a period that has, or set the clock",
      zh: "{value} 尚未开始。请选择已开始的时期，或检查时钟"),
    Entry(
      .recheckSize,
      en: "{size} items are to be drawn, and {closed} are closed. Choose a size from 1 to {closed}",
      zh: "要抽取 {size} 项，而已销号的有 {closed} 项。请选择 1 至 {closed}"),
  ]
}
