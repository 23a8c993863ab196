// SPDX-License-Identifier: GPL-3.0-or-later

import Files

extension Catalogue {
  static let workbooks: [Entry] = [
    Entry(
      .notAnArchive,
      en: "the file is no zip archive. Export or download it again",
      zh: "文件不是 zip 压缩包。请重新导出或下载"),
    Entry(
      .damagedArchive,
      en:
        "the file is damaged or has a password (part \"{entry}\": {reason}). Export or download it again, or open it in Excel or WPS and save it as a new .xlsx without a password",
      zh: "文件已损坏或带有密码（“{entry}”部分：{reason}）。请重新导出或下载，或在 Excel、WPS 中打开后另存为没有密码的 .xlsx"),
    Entry(
      .archiveTooLarge,
      en:
        "the part \"{entry}\" grows beyond what is allowed while it is unpacked ({packed} packed, {unpacked} unpacked so far). No honest file does; if it is one, split it or save the sheet as CSV",
      zh: "“{entry}”部分解压后超出允许的大小（压缩后 {packed}，已解压 {unpacked}）。正常文件不会如此；如确属正常，请拆分文件或把工作表另存为 CSV"),
    Entry(
      .notAWorkbook,
      en:
        "the file is no Excel workbook (.xlsx), whatever its name. Open it in Excel or WPS and save it as \"Excel workbook (.xlsx)\", or give a CSV file with the ending .csv",
      zh:
        "文件不是 Excel 工作簿（.xlsx），不论文件名如何。请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”，或使用扩展名为 .csv 的 CSV 文件"
    ),
    Entry(
      .oldWorkbook,
      en:
        "the file is a workbook of Excel before 2007 (.xls), or it has a password. Open it in Excel or WPS and save it as \"Excel workbook (.xlsx)\" without a password",
      zh: "文件是 Excel 2007 以前的格式（.xls），或带有密码。请用 Excel 或 WPS 打开后另存为没有密码的“Excel 工作簿（.xlsx）”"),
    Entry(
      .unknownSheet,
      en: "there is no sheet \"{name}\". The sheets are: {sheets}",
      zh: "没有名为“{name}”的工作表。现有工作表：{sheets}"),
    Entry(
      .sheetNotNamed,
      en:
        "the workbook has several sheets with content, or none. Name the one that is meant with --sheet: {sheets}",
      zh: "工作簿有多张有内容的工作表（或全是空表）。请用 --sheet 指明：{sheets}"),
    Entry(
      .workbookForText,
      en:
        "this is an Excel workbook (or a zip archive), and a CSV file is needed here. Open it in Excel or WPS and save the sheet as \"CSV UTF-8\"",
      zh: "这是 Excel 工作簿（或 zip 压缩包），此处需要 CSV 文件。请在 Excel 或 WPS 中把该工作表另存为“CSV UTF-8”"),
    Entry(
      .cellTooLong,
      en: "the cell holds more than {most} characters, more than Excel can show. Shorten the text",
      zh: "单元格超过 {most} 个字符，Excel 无法显示。请缩短文字"),
    Entry(
      .longNumber,
      en:
        "{value} is stored as a number of more than 15 digits, of which Excel keeps only 15: its last digits are lost. Format the column as text, then type or paste the number again from its source",
      zh: "{value} 以数字形式存储，超过 15 位，而 Excel 只保留 15 位，末几位已丢失。请先把该列设为“文本”格式，再从原始资料重新录入或粘贴"),
    Entry(
      .formulaError,
      en: "a formula gives the error {value}. Mend the formula, or replace it with its value",
      zh: "公式结果为错误值 {value}。请改正公式，或改填数值"),
    Entry(
      .formulaNotCalculated,
      en:
        "a formula stands here whose value no program has calculated. Open the file in Excel or WPS, save it, and give it again",
      zh: "此处是尚未计算结果的公式。请用 Excel 或 WPS 打开、保存后重新提交"),
    Entry(
      .mergedCells,
      en:
        "the cells {range} are merged, so that only the first of them holds a value. Take the cells apart and fill in each row",
      zh: "单元格 {range} 已合并，只有第一格有值。请取消合并并逐行填写"),
    Entry(
      .columnWithoutHeader,
      en:
        "this column holds values but has no name in the header row {header}. Give it a name, or delete its cells",
      zh: "本列有内容，但第 {header} 行表头没有列名。请补上列名，或删除这些内容"),
    Entry(
      .noHeaderRow,
      en:
        "no header row was found (looked at: {rows}). Put the names of the columns as text into one row above the data, or name the right sheet and row",
      zh: "没有找到表头行（已查看：{rows}）。请在数据上方用一行文字写出各列名称，或指明正确的工作表和行号"),
    Entry(
      .wrongSheetName,
      en:
        "\"{name}\" cannot be the name of a sheet: at most 31 characters, none of [ ] : * ? / \\, no apostrophe at its ends, and unlike all others. Rename it",
      zh: "“{name}”不能作工作表名：最多 31 个字符，不含 [ ] : * ? / \\，首尾不能是撇号，且不能重名。请改名"),
    Entry(
      .sheetFull,
      en: "a sheet holds at most {rows} rows. Write fewer rows, or write CSV",
      zh: "一张工作表最多 {rows} 行。请减少行数，或改写 CSV"),
    Entry(
      .unwritableText,
      en: "the text holds the character {character}, which no workbook can hold. Remove it",
      zh: "文字中含有工作簿无法保存的字符 {character}。请删除该字符"),
  ]
}
