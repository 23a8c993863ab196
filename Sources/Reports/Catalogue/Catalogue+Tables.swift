// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Catalogue {
  static let tables: [Entry] = [
    Entry(
      .unknownColumn,
      en: "there is no column \"{name}\". The columns are: {columns}",
      zh: "没有名为“{name}”的列。现有的列：{columns}"),
    Entry(
      .notANumber,
      en:
        "\"{value}\" is not a number. Type a number such as 12 or 0.5, or name the words that stand for a missing value with --missing (now: {missing})",
      zh: "“{value}”不是数字。请填 12 或 0.5 这样的数字；如果它表示缺失，请用 --missing 说明（现为：{missing}）"),
    Entry(
      .fullWidthNumber,
      en:
        "\"{value}\" is typed in full-width characters, which are other characters than those of numbers. Type {half} with the input method at half width",
      zh: "“{value}”是全角字符，不能作为数字或日期。请把输入法切换到半角，填写 {half}"),
    Entry(
      .malformedArgument,
      en:
        "\"{argument}\" cannot be read. Put a name or value that holds a separator in double quotation marks, doubled inside: '\"a/b\"/c'; leave no word empty",
      zh: "无法解读“{argument}”。含分隔符的名称或值请用英文双引号括起来，其中的双引号写两次：'\"a/b\"/c'；各部分不能为空"),
    Entry(
      .fileChangedMeanwhile,
      en: "the file was changed while it was read. Run the command again when nobody writes to it",
      zh: "读取过程中文件被改动。请在无人写入时重新运行"),
  ]
}
