// SPDX-License-Identifier: GPL-3.0-or-later

import Files

extension Catalogue {
  static let files: [Entry] = [
    Entry(
      .notText,
      en:
        "the file is {kind}, not a table. Give an Excel workbook (.xlsx) or a CSV file; take packed files out first",
      zh: "文件是 {kind}，不是表格。请提供 Excel 工作簿（.xlsx）或 CSV 文件；压缩文件请先解压"),
    Entry(
      .webPageForText,
      en:
        "the file is a web page, whatever its name, as some portals export tables. Open it in Excel or WPS and save it as \"Excel workbook (.xlsx)\"",
      zh: "文件其实是网页（有些系统这样导出表格）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”"),
    Entry(
      .separatorLine,
      en:
        "the first line tells Excel which character separates the fields, and is no header. Delete this line; commas, semicolons and tabulators are recognized",
      zh: "第一行是给 Excel 的分隔符说明，不是表头。请删去这一行；逗号、分号、制表符会自动识别"),
    Entry(
      .columnsWithoutName,
      en:
        "{count} columns of the header have no name. The header must be the first line: delete titles above it, and columns without a name",
      zh: "表头中有 {count} 列没有名称。表头须在第一行：请删去上方的标题行和没有名称的列"),
    Entry(
      .partTooLarge,
      en:
        "{bytes} bytes would have to be held at once, and 2 billion are the most. Draw in two stages with --cluster, or by the method srs",
      zh: "需要一次读入 {bytes} 字节，而上限约为 20 亿。请用 --cluster 分两个阶段抽样，或改用 srs 方法"),
    Entry(
      .noSuchFile,
      en: "there is no such file. Check the spelling and the folder",
      zh: "没有这个文件。请检查文件名和所在文件夹"),
    Entry(
      .unreadableFile,
      en: "the file cannot be read ({reason}). Close it in other programs or ask for access",
      zh: "文件无法读取（{reason}）。请在其他程序中关闭它，或申请读取权限"),
    Entry(
      .emptyFile,
      en: "the file is empty. Export it again",
      zh: "文件是空的。请重新导出"),
    Entry(
      .unknownEncoding,
      en: "the encoding \"{name}\" is not known. Name one of: {known}",
      zh: "不认识编码“{name}”。可用：{known}"),
    Entry(
      .wrongEncoding,
      en:
        "these bytes are not {encoding} text. Save the file as \"CSV UTF-8\", or name its encoding with --encoding (UTF-8, GB18030)",
      zh: "这里的字节不是 {encoding} 文本。请另存为“CSV UTF-8”，或用 --encoding 说明编码（UTF-8、GB18030）"),
    Entry(
      .textIsUTF16,
      en: "this is UTF-16 text, as Excel saves \"Unicode text\". Save the file as \"CSV UTF-8\"",
      zh: "这是 UTF-16 文本（Excel 的“Unicode 文本”）。请另存为“CSV UTF-8”"),
    Entry(
      .duplicateColumn,
      en: "two columns are named \"{name}\". Rename or delete one of them",
      zh: "有两列都叫“{name}”。请改名或删去一列"),
    Entry(
      .raggedRow,
      en:
        "this row has {fields} fields, the header has {expected}. Put a text that holds a comma in quotation marks, or complete the row; if it is the last row, the file may be cut off: export it again",
      zh: "本行有 {fields} 个字段，表头有 {expected} 个。含逗号的文字请加引号，或补全本行；如果是最后一行，文件可能被截断，请重新导出"),
    Entry(
      .unclosedQuote,
      en:
        "a quotation mark opens here and is never closed. Close it, or export the file again if it is cut off",
      zh: "这里有一个引号没有闭合。请补上引号；如果文件被截断，请重新导出"),
    Entry(
      .textAfterQuote,
      en: "text follows a closing quotation mark. Double the quotation marks inside a quoted field",
      zh: "闭合引号后还有文字。带引号字段内的引号请写成两个"),
    Entry(
      .cannotWriteFile,
      en:
        "the file cannot be written ({reason}). Check that the folder exists, has room and may be written to",
      zh: "文件无法写入（{reason}）。请检查文件夹是否存在、有无空间和写入权限"),
    Entry(
      .folderNotEmpty,
      en: "the folder already holds files, which are left as they are. Name a new or empty folder",
      zh: "文件夹中已有文件，未作改动。请指定新的或空的文件夹"),
  ]
}
