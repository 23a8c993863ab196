// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables
import Workspaces

extension Fault.Code {
  /// A workbook of rejected rows is given for another register than theirs.
  public static let rejectsOfOtherRegister = Fault.Code("rejects-of-other-register", .usage)
}

extension Catalogue {
  /// Rejected rows of registers, and what becomes of them.
  static let registerRejects: [Entry] = [
    Entry(
      .integerTooLarge,
      en:
        "{value} is beyond {maximum}, the largest whole number that a spreadsheet keeps exactly. Correct it; if it is a name made of digits, write {column}: text in assessment.yaml",
      zh:
        "{value} 超过 {maximum}，即电子表格能准确保存的最大整数。请改正；如果它是由数字组成的编号，请在 assessment.yaml 写 {column}: text"),
    Entry(
      .unreadableNumber,
      en:
        "\"{value}\" is no number, and {reader} counts with this column ({use}). Type digits, such as 3 or 0.5, or leave the cell empty if it is not known",
      zh: "“{value}”不是数字，而 {reader} 要用此列计算（{use}）。请填数字，如 3 或 0.5；不知道就留空"),
    Entry(
      .numberMissing,
      en:
        "the cell is empty, and {reader} needs a number here ({use}). Type digits, such as 3 or 0.5, and 0 if there is nobody or nothing",
      zh: "此格为空，而 {reader} 要求此处有数（{use}）。请填数字，如 3 或 0.5；没有就填 0"),
    Entry(
      .numberNeeded,
      en:
        "\"{value}\" is no number, and {reader} needs one here ({use}). Type digits, such as 3 or 0.5, and 0 if there is nobody or nothing",
      zh: "“{value}”不是数字，而 {reader} 要求此处有数（{use}）。请填数字，如 3 或 0.5；没有就填 0"),
    Entry(
      .unreadableDate,
      en:
        "\"{value}\" is no date, and {reader} reads this column as dates ({use}). Type it like 2016-11-15, or leave the cell empty if there is none yet",
      zh: "“{value}”不是日期，而 {reader} 按日期读取此列（{use}）。请写成 2016-11-15 的样子；还没有就留空"),
    Entry(
      .dateMissing,
      en: "the cell is empty, and {reader} needs a date here ({use}). Type it like 2016-11-15",
      zh: "此格为空，而 {reader} 要求此处有日期（{use}）。请写成 2016-11-15 的样子"),
    Entry(
      .dateNeeded,
      en:
        "\"{value}\" is no date, and {reader} needs one here ({use}). Type it like 2016-11-15",
      zh: "“{value}”不是日期，而 {reader} 要求此处有日期（{use}）。请写成 2016-11-15 的样子"),
    Entry(
      .invisibleInID,
      en:
        "the id \"{id}\" holds {character}, a character that nobody sees. Type the id again, or correct it where it came from",
      zh: "编号“{id}”含有看不见的字符 {character}。请重新输入编号，或在来源处改正"),
    Entry(
      .registerHeaderMissing,
      en:
        "none of the columns {needed} is in the file, whose header is: {columns}. Give the register's own file, its header in the first line, or correct columns: in assessment.yaml",
      zh:
        "文件中没有 {needed} 中的任何一列，表头是：{columns}。请使用该名册的文件，表头放在第一行，或改正 assessment.yaml 的 columns:"),
    Entry(
      .registerColumnLost,
      en:
        "the register {register} had a column {column}, which {reader} reads and this file does not have. Import a file that has it; if it is given up, say why with --reason",
      zh:
        "名册 {register} 原有 {column} 列，{reader} 要读取该列，而此文件没有。请导入含有该列的文件；确实不再保留的，请用 --reason 写明理由"),
    Entry(
      .registerShrank,
      en:
        "{register} had {before} rows and has {rows} now, less than half. Unless that is meant, import the whole file; assay register diff --register {register} lists what is gone",
      zh:
        "名册 {register} 原有 {before} 行，现在只有 {rows} 行，不到一半。如非有意，请导入完整的文件；assay register diff --register {register} 列出少了哪些"
    ),
    Entry(
      .rejectsOfOtherRegister,
      en:
        "this workbook holds rejected rows of the register {register}, not of {name}. Give it without a name before it",
      zh: "此工作簿是名册 {register} 退回的行，不是 {name} 的。请直接写工作簿，前面不加名册名"),
    Entry(
      .rejectsOriginUnclear,
      en:
        "this is no workbook of rejected rows that tells where they came from (in a hidden sheet \"assay\"). Correct the workbook that assay register import wrote, and keep its sheets",
      zh:
        "此工作簿没有说明退回的行来自何处（应在隐藏工作表“assay”中）。请在 assay register import 写出的工作簿里改正，并保留其全部工作表"),
    Entry(
      .correctedFileMissing,
      en:
        "the file {file} that these rows came from, or was imported with them, is not there. Put it back, or say where it is now: assay register import {name}=FILE and the workbook",
      zh:
        "找不到这些行所属或一同导入的文件 {file}。请放回原处，或写明现在的位置：assay register import {name}=文件 加上此工作簿"),
    Entry(
      .correctedFileChanged,
      en:
        "the file {file} of the register {name} has changed since these rows were rejected, so that the row numbers may not fit any more. Import it as it is now, {name}={file}, without the workbook; rows that are still wrong are written anew",
      zh:
        "名册 {name} 的文件 {file} 在这些行退回之后有改动，行号可能不再对应。请不带工作簿、按现状导入 {name}={file}；仍有问题的行会重新写出"),
    Entry(
      .correctedRowUnknown,
      en:
        "\"{value}\" is no row of {file}. Leave the column assay_row as it was written; rows are added in the file itself",
      zh: "“{value}”不是 {file} 中的行。请保留 assay_row 列原来的数字；要增加行，请在原文件中增加"),
    Entry(
      .rowDeletionUnclear,
      en: "\"{value}\" says nothing here. Type yes to leave the row out, or leave the cell empty",
      zh: "“{value}”在此无意义。要删去该行请填“是”，否则留空"),
    Entry(
      .rowCorrectedTwice,
      en:
        "row {row} of the file stands in {other}, row {line}, too, with other values. Keep one of the two and delete the other row of the workbook",
      zh: "原文件第 {row} 行在 {other} 第 {line} 行也有，内容不同。请保留其中一份，在工作簿中删去另一行"),
    Entry(
      .correctedColumns,
      en:
        "the workbook has other columns than the file that its rows came from: missing: {missing}; unknown: {unknown}. Restore the header as it was written",
      zh: "工作簿的列与原文件不同：缺少：{missing}；多出：{unknown}。请恢复原来的表头"),
    Entry(
      .registerRowNotWritten,
      en:
        "the rejected row is in no workbook: this text is too long for a cell, or holds a character that no workbook can hold. Correct it in the file itself",
      zh: "该退回行未写入工作簿：文本超过单元格长度，或含有工作簿不能保存的字符。请在原文件中改正"),
    Entry(
      .columnOfAssay,
      en:
        "the rejected rows are in no workbook, since {name} is a name that assay keeps for itself. Rename the column in the file, and import it again",
      zh: "{name} 是 assay 保留的列名，因此未写出退回行的工作簿。请在文件中改列名后重新导入"),
  ]
}
