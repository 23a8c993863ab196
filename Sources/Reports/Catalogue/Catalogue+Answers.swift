// SPDX-License-Identifier: GPL-3.0-or-later

import Forms

extension Catalogue {
  static let answers: [Entry] = [
    Entry(
      .unknownAnswerColumn,
      en:
        "the column \"{column}\" is no question of the form. Check whether the file belongs to this form and its version, name the question with --map, or leave the column out with --map '{column}=-'",
      zh:
        "“{column}”列不是表单的题目。请检查文件是否属于该表单及其版本，或用 --map 指明题目，或用 --map '{column}=-' 略去此列"),
    Entry(
      .ambiguousAnswerColumn,
      en:
        "the header \"{column}\" is the text of several questions. Export with names instead of labels, or name the question with --map '{column}=QUESTION'",
      zh:
        "表头“{column}”是多道题目的文字。请导出题目名称而不是文字，或用 --map '{column}=题目' 指明"),
    Entry(
      .digitsLost,
      en:
        "\"{value}\" in {question} is a number in scientific notation, whose last digits the spreadsheet has thrown away. Format the column as text and type the number again from its source",
      zh:
        "{question} 中的“{value}”是科学计数法，末几位数字已被表格软件丢失。请把该列设为文本格式，按原始资料重新填写"),
    Entry(
      .answerColumnTwice,
      en:
        "the column \"{column}\" holds what another column holds already. Delete one of them",
      zh:
        "“{column}”列与另一列的内容重复。请删去其中一列"),
    Entry(
      .answerColumnMissing,
      en:
        "there is no column for the question \"{question}\" ({label}). Export all questions of the form",
      zh:
        "没有题目“{question}”（{label}）的列。请导出表单的全部题目"),
    Entry(
      .unknownQuestion,
      en:
        "the form has no question \"{question}\". Check the spelling",
      zh:
        "表单没有题目“{question}”。请检查拼写"),
    Entry(
      .unknownChoice,
      en:
        "\"{choice}\" is no choice of {question} ({label}). Choices are: {choices}",
      zh:
        "“{choice}”不是 {question}（{label}）的选项。可选：{choices}"),
    Entry(
      .choiceNotOffered,
      en:
        "the choice \"{choice}\" of {question} ({label}) is not offered after the other answers: {filter}. Check it and the answers that it depends on",
      zh: "{question}（{label}）的选项“{choice}”在其他答案之下不应出现：{filter}。请核对该题及其所依据的答案"),
    Entry(
      .rankIncomplete,
      en:
        "the order \"{value}\" of {question} ({label}) leaves out: {choices}. Put all choices in order",
      zh: "{question}（{label}）的排序“{value}”缺少：{choices}。请把所有选项排完"),
    Entry(
      .choiceGivenTwice,
      en:
        "\"{choice}\" stands twice in the answer to {question} ({label}). Delete one",
      zh:
        "{question}（{label}）的答案中“{choice}”出现了两次。请删去一个"),
    Entry(
      .splitChoicesDiffer,
      en:
        "the columns of the single choices of {question} do not agree with its answer \"{value}\". Correct one of them",
      zh:
        "{question} 各选项列与其答案“{value}”不一致。请改正其中之一"),
    Entry(
      .answerNotInteger,
      en:
        "\"{value}\" is no whole number, as {question} ({label}) needs. Type digits only, such as 12",
      zh:
        "{question}（{label}）应填整数，“{value}”不是。请只填数字，例如 12"),
    Entry(
      .answerNotDecimal,
      en:
        "\"{value}\" is no number, as {question} ({label}) needs. Type a number such as 3.5",
      zh:
        "{question}（{label}）应填数字，“{value}”不是。请填 3.5 这样的数字"),
    Entry(
      .answerNotDate,
      en:
        "\"{value}\" is no date, as {question} ({label}) needs. Write it as 2016-11-15",
      zh:
        "{question}（{label}）应填日期，“{value}”不是。请写成 2016-11-15"),
    Entry(
      .answerNotDateTime,
      en:
        "\"{value}\" is no date with time, as {question} ({label}) needs. Write it as 2016-11-15T08:30:00+08:00",
      zh:
        "{question}（{label}）应填日期和时间，“{value}”不是。请写成 2016-11-15T08:30:00+08:00"),
    Entry(
      .answerNotTime,
      en:
        "\"{value}\" is no time of day, as {question} ({label}) needs. Write it as 08:30:00",
      zh:
        "{question}（{label}）应填时间，“{value}”不是。请写成 08:30:00"),
    Entry(
      .answerNotGeopoint,
      en:
        "\"{value}\" is no position, as {question} ({label}) needs: latitude, longitude, height and accuracy",
      zh:
        "{question}（{label}）应填位置（纬度、经度、高度、精度），“{value}”不是"),
    Entry(
      .answerOutOfRange,
      en:
        "\"{value}\" is outside what {question} ({label}) allows: {start} to {end} in steps of {step}",
      zh:
        "“{value}”超出 {question}（{label}）的范围：{start} 到 {end}，步长 {step}"),
    Entry(
      .answerNotAcknowledged,
      en:
        "\"{value}\" stands in {question} ({label}), which takes OK or nothing",
      zh:
        "{question}（{label}）只能是 OK 或空，现为“{value}”"),
    Entry(
      .constraintViolated,
      en:
        "\"{value}\" is not allowed in {question} ({label}): {message} ({constraint}). Ask again or correct it",
      zh:
        "{question}（{label}）不允许“{value}”：{message}（{constraint}）。请再问一次或改正"),
    Entry(
      .requiredUnanswered,
      en:
        "{question} ({label}) must be answered and is empty. Ask again",
      zh:
        "{question}（{label}）必须回答，现在是空的。请补问"),
    Entry(
      .answeredNotRelevant,
      en:
        "{question} ({label}) has the answer \"{value}\" and was not to be asked, since this does not hold: {relevant} (other answers of this kind: {others}). Delete them or correct what the condition uses",
      zh:
        "{question}（{label}）不该问，却有答案“{value}”；不成立的条件是：{relevant}（同类答案另有 {others} 个）。请删去答案，或改正条件用到的答案"
    ),
    Entry(
      .calculationDiffers,
      en:
        "{question} is \"{value}\", but its calculation {calculation} gives \"{expected}\". An answer was changed afterwards: correct it, or the value",
      zh:
        "{question} 为“{value}”，但计算式 {calculation} 得出“{expected}”。可能有答案事后被改过：请改正答案或该值"),
    Entry(
      .timeInFuture,
      en:
        "{question} says \"{value}\", which is later than now ({now}). Check the clock of the device",
      zh:
        "{question} 为“{value}”，晚于现在（{now}）。请检查设备的时钟"),
    Entry(
      .endBeforeStart,
      en:
        "{question} says \"{value}\", before the interview began ({start}). Check the clock of the device",
      zh:
        "{question} 为“{value}”，早于访问开始（{start}）。请检查设备的时钟"),
  ]
}
