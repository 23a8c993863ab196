// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Workspaces

extension Catalogue {
  static let answerFiles: [Entry] = [
    Entry(
      .malformedJSON,
      en: "this is no JSON from byte {byte} on. Export it again, since it may have been cut off",
      zh: "从第 {byte} 个字节起不是合法的 JSON。文件可能不完整，请重新导出"),
    Entry(
      .unknownGrouping,
      en: "there is no grouping \"{name}\". There are: {known}",
      zh: "没有“{name}”这种分组。可选：{known}"),
    Entry(
      .correctionWithout,
      en: "the column {column} is empty. Every correction says why it is made and who made it",
      zh: "{column} 列是空的。每处更正都要写明理由和更正人"),
    Entry(
      .correctionOfNothing,
      en:
        "\"{value}\" is nothing of this round. Leave the columns form, key, question and number as they were written",
      zh: "本轮没有“{value}”。请保持 form、key、question、number 各列原样"),
    Entry(
      .correctionAction,
      en: "\"{value}\" is no action. Type value, keep or drop, or leave the cell empty",
      zh: "“{value}”不是可用的操作。请填 value（改值）、keep（认可）或 drop（作废），或留空"),
    Entry(
      .rejectNotWritten,
      en:
        "the rejected row is not in the workbook of rejects: this text is too long for a cell, or holds a character that no workbook can hold, and a CSV file has no place for its repetitions. Correct it where it came from and export it again",
      zh: "该行被退回，但未写入退回工作簿：此文本超出单元格长度，或含有工作簿不能存的字符，而 CSV 文件存不下它的循环答案。请在来源处改正后重新导出"),
    Entry(
      .noRecordsInJSON,
      en:
        "there is no list of submissions. Give what the server's interface delivers: an array, or an object with \"value\" or \"results\"",
      zh: "文件里没有提交的列表。请使用服务器接口返回的内容：数组，或含有 value 或 results 的对象"),
    Entry(
      .listOfValues,
      en:
        "\"{column}\" is a list of plain values; a list holds the repetitions of a repeat, each with its answers. Write several choices in one text with blanks between, or export the submissions as CSV",
      zh: "“{column}”是普通值的列表；列表只能是重复组的各次回答。多选请写成一个文本、以空格分隔，或将提交导出为 CSV"),
    Entry(
      .memberTwice,
      en:
        "\"{column}\" stands twice in one submission, and nobody can tell which counts. Delete one of the two, or export again",
      zh: "“{column}”在同一份提交中出现两次，无法判断以哪个为准。请删去一个，或重新导出"),
    Entry(
      .recordsTooWide,
      en:
        "{rows} submissions have {columns} differently named members in all, more than can be held. Export the submissions of one form as CSV",
      zh: "{rows} 份提交共有 {columns} 个不同名称的成员，超出可处理的范围。请将一种表单的提交导出为 CSV"),
    Entry(
      .submissionTimeUnclear,
      en:
        "\"{value}\" is no time, or one that can be read in two ways, so that nobody can tell which attempt came first. Write it like 2016-11-14T20:05:00+08:00, as the server exports it",
      zh: "“{value}”不是时间，或有两种读法，无法判断各次访问的先后。请写成 2016-11-14T20:05:00+08:00 的样子，即服务器导出的格式"),
    Entry(
      .noAnswersInArchive,
      en:
        "the archive does not hold one table of submissions with those of its repeats. Give an archive of ODK Central or its CSV files; open a table of another program (.ods, .numbers, .docx) in Excel or WPS and save it as \"Excel workbook (.xlsx)\"",
      zh:
        "压缩包里没有唯一的提交表及其重复组。请使用 ODK Central 导出的压缩包或其中的 CSV；其他程序的表格（.ods、.numbers、.docx）请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”"
    ),
    Entry(
      .repeatWithoutParent,
      en:
        "this row of a repeat names no submission of the file (\"{parent}\"). Export the whole workbook or archive again",
      zh: "重复组的这一行没有对应的提交（“{parent}”）。请重新导出整个文件"),
  ]
}
