// SPDX-License-Identifier: GPL-3.0-or-later

import Forms

extension Catalogue {
  static let forms: [Entry] = expressions + sheets + answers

  private static let expressions: [Entry] = [
    Entry(
      .unexpectedCharacter,
      en:
        "the expression {expression} holds \"{found}\" (line {line}, position {column}), which means nothing in expressions. Compare with = != < <= > >=, join with and, or",
      zh:
        "表达式 {expression} 中的“{found}”（第 {line} 行第 {column} 个字符）没有意义。比较用 = != < <= > >=，连接用 and、or"),
    Entry(
      .unexpectedWord,
      en:
        "the expression {expression} cannot hold \"{found}\" there (line {line}, position {column}). An operator, a comma or a quotation mark is missing before it, or it is one too many",
      zh: "表达式 {expression} 中的“{found}”（第 {line} 行第 {column} 个字符）位置不对。它前面缺少运算符、逗号或引号，或者它是多余的"),
    Entry(
      .expressionEnds,
      en:
        "the expression {expression} ends too early (line {line}, position {column}). A value or a closing parenthesis is missing",
      zh: "表达式 {expression} 没有写完（第 {line} 行第 {column} 个字符处）。缺少一个值或右括号"),
    Entry(
      .unclosedText,
      en:
        "what begins in the expression {expression} at line {line}, position {column} is not closed. Put {closing} where it ends",
      zh: "表达式 {expression} 中从第 {line} 行第 {column} 个字符开始的部分没有结束。请在结束处加上 {closing}"),
    Entry(
      .unsupportedSyntax,
      en:
        "the expression {expression} holds \"{found}\" (line {line}, position {column}): paths, predicates, unions and variables of XPath are not supported. Name questions and columns directly",
      zh: "表达式 {expression} 中有“{found}”（第 {line} 行第 {column} 个字符）：不支持 XPath 的路径、谓词、并集和变量。请直接写题目名或列名"
    ),
    Entry(
      .unsupportedFunction,
      en:
        "the function {name}() in the expression {expression} (line {line}, position {column}) is not supported. Supported are: {functions}",
      zh: "表达式 {expression} 中的函数 {name}()（第 {line} 行第 {column} 个字符）不受支持。可用的函数：{functions}"),
    Entry(
      .argumentCount,
      en:
        "the function {name}() in the expression {expression} (line {line}, position {column}) has {count} arguments and takes {expected}",
      zh: "表达式 {expression} 中的函数 {name}()（第 {line} 行第 {column} 个字符）有 {count} 个参数，应有 {expected} 个"),
    Entry(
      .argumentKind,
      en:
        "the function {name}() in the expression {expression} cannot take {found} (line {line}, position {column}). Write {expected} there",
      zh: "表达式 {expression} 中的函数 {name}() 不能用 {found} 作参数（第 {line} 行第 {column} 个字符）。请写 {expected}"),
    Entry(
      .expressionTooDeep,
      en:
        "the expression {expression} is nested deeper than {levels} levels (line {line}, position {column}). Split it into several calculations",
      zh: "表达式 {expression} 的嵌套超过 {levels} 层（第 {line} 行第 {column} 个字符处）。请拆成几个计算"),
    Entry(
      .invalidPattern,
      en:
        "\"{pattern}\" in the expression {expression} is not a pattern that can be read. Check brackets and backslashes",
      zh: "表达式 {expression} 中的“{pattern}”不是可用的格式。请检查括号和反斜杠"),
    Entry(
      .unknownName,
      en:
        "the expression {expression} uses \"{name}\", which nothing here bears. Check the spelling",
      zh: "表达式 {expression} 用到的“{name}”在这里不存在。请检查拼写"),
    Entry(
      .noContext,
      en:
        "{name} in the expression {expression} has no meaning here: it needs a form's answer or the time of a round",
      zh: "表达式 {expression} 中的 {name} 在这里没有意义：它需要表单的答案或一轮评估的时间"),
    Entry(
      .notADate,
      en:
        "\"{value}\" in the expression {expression} is not a date. Write dates as 2016-11-15",
      zh: "表达式 {expression} 中的“{value}”不是日期。日期请写成 2016-11-15"),
  ]

  private static let sheets: [Entry] = [
    Entry(
      .formColumnMissing,
      en:
        "the sheet has no column \"{column}\". Add it",
      zh:
        "工作表缺少“{column}”列。请补上"),
    Entry(
      .formColumnTwice,
      en:
        "the columns \"{other}\" and \"{column}\" mean the same. Keep one",
      zh:
        "“{other}”列和“{column}”列含义相同。请只留一个"),
    Entry(
      .formColumnMisspelled,
      en:
        "there is no column \"{column}\" in XLSForm. Probably \"{meant}\" is meant",
      zh:
        "XLSForm 没有“{column}”列，可能应为“{meant}”"),
    Entry(
      .formColumnUnsupported,
      en:
        "the column \"{column}\" of XLSForm is not supported. Leave it empty",
      zh:
        "不支持 XLSForm 的“{column}”列。请把它留空"),
    Entry(
      .formColumnIgnored,
      en:
        "the column \"{column}\" means nothing in XLSForm and was passed over",
      zh:
        "“{column}”列在 XLSForm 中没有意义，已略过"),
    Entry(
      .formEmpty,
      en:
        "the form has no question",
      zh:
        "表单没有题目"),
    Entry(
      .questionTypeMissing,
      en:
        "the type of \"{name}\" is missing. Fill it in, for example: text",
      zh:
        "“{name}”没有题型。请填写，例如 text"),
    Entry(
      .questionTypeUnknown,
      en:
        "there is no type of question \"{type}\". Types are: {known}",
      zh:
        "没有题型“{type}”。可用的题型：{known}"),
    Entry(
      .questionTypeUnsupported,
      en:
        "questions of type \"{type}\" are not supported. Supported are: {known}",
      zh:
        "不支持题型“{type}”。可用的题型：{known}"),
    Entry(
      .questionNameMissing,
      en:
        "a row of type \"{type}\" has no name. Give it one",
      zh:
        "题型为“{type}”的一行没有名称。请填写"),
    Entry(
      .questionNameInvalid,
      en:
        "\"{name}\" cannot be a name: names begin with a letter or _ and hold letters, digits, - _ and . only",
      zh:
        "“{name}”不能作名称：名称以字母或 _ 开头，只含字母、数字、- _ 和 ."),
    Entry(
      .questionNameTwice,
      en:
        "the name \"{name}\" stands in row {row} already. Give one of them another name",
      zh:
        "名称“{name}”在第 {row} 行已经用过。请把其中一个改名"),
    Entry(
      .labelMissing,
      en:
        "\"{name}\" has no text for people to read. Fill in the label",
      zh:
        "“{name}”没有给人看的文字。请填写 label"),
    Entry(
      .translationMissing,
      en:
        "\"{name}\" lacks its text in {language}",
      zh:
        "“{name}”缺少{language}的文字"),
    Entry(
      .choiceListUnknown,
      en:
        "there is no list of choices \"{list}\". Lists are: {lists}",
      zh:
        "没有选项列表“{list}”。现有的列表：{lists}"),
    Entry(
      .calculationMissing,
      en:
        "\"{name}\" is of type calculate and calculates nothing. Fill in the column calculation",
      zh:
        "“{name}”的题型是 calculate，却没有计算式。请填写 calculation 列"),
    Entry(
      .groupNotEnded,
      en:
        "the group or repeat \"{name}\" is begun here and not ended. Add its end",
      zh:
        "分组或循环“{name}”从这里开始，却没有结束。请补上结束行"),
    Entry(
      .groupNotBegun,
      en:
        "\"{type}\" ends nothing that is open here (open: \"{open}\"). Delete it or add the beginning",
      zh:
        "“{type}”在这里没有对应的开始（当前未结束的是“{open}”）。请删去，或补上开始行"),
    Entry(
      .repeatedName,
      en:
        "the expression {expression} uses \"{name}\", which is answered many times in the repeat \"{repeat}\". Use it inside that repeat, or in sum(), count(), count-non-empty(), min(), max(), join() or indexed-repeat()",
      zh:
        "表达式 {expression} 用到“{name}”，它在循环“{repeat}”中有多个答案。请在该循环之内使用，或用 sum()、count()、count-non-empty()、min()、max()、join()、indexed-repeat()"
    ),
    Entry(
      .circularReference,
      en:
        "these questions depend on each other in a circle: {names}. Change one of their conditions or calculations",
      zh:
        "这些题目互相依赖成环：{names}。请修改其中一个的条件或计算"),
    Entry(
      .rangeInvalid,
      en:
        "the bounds \"{parameters}\" cannot be read. Write them as: start=1 end=5 step=1",
      zh:
        "范围“{parameters}”无法理解。请写成：start=1 end=5 step=1"),
    Entry(
      .choiceNameMissing,
      en:
        "a choice lacks its {column} (list \"{list}\", name \"{name}\"). Fill it in",
      zh:
        "有一个选项缺少 {column}（列表“{list}”，名称“{name}”）。请填写"),
    Entry(
      .choiceNameSpace,
      en:
        "the choice \"{name}\" of the list \"{list}\" has a blank in its name, which divides choices where several can be chosen. Write _ instead",
      zh:
        "列表“{list}”的选项“{name}”名称中有空格，而多选题用空格分隔选项。请改用 _"),
    Entry(
      .choiceNameTwice,
      en:
        "the list \"{list}\" has the choice \"{name}\" in row {row} already. Give one of them another name",
      zh:
        "列表“{list}”在第 {row} 行已有选项“{name}”。请把其中一个改名"),
    Entry(
      .orOtherFiltered,
      en:
        "or_other at \"{name}\" does not go with choice_filter, which would hide the choice that it adds. Write the choice other and a text question with its own relevant instead",
      zh: "“{name}”的 or_other 不能与 choice_filter 同用，否则它添加的选项会被过滤掉。请自行写出选项 other，并另加一道带 relevant 的文字题"
    ),
    Entry(
      .orOtherUntranslated,
      en:
        "or_other at \"{name}\" adds \"Other\" and \"Specify other.\" in English only. Write the choice and the question yourself to translate them",
      zh: "“{name}”的 or_other 只会添加英文的“Other”和“Specify other.”。如需翻译，请自行写出该选项和题目"),
    Entry(
      .choiceFileMissing,
      en:
        "the file {file} is not beside the form, so that answers are not compared with its choices. Put it there before interviews begin",
      zh: "表单旁没有文件 {file}，无法核对其中的选项。请在调查开始前放好"),
    Entry(
      .choiceFileInvalid,
      en: "the file {file} cannot hold choices. Its name must end in one of: {endings}",
      zh: "文件 {file} 不能作为选项来源。文件名须以下列之一结尾：{endings}"),
    Entry(
      .entitiesMissing,
      en:
        "the column save_to needs a sheet named entities that says which list the answers go to. Add it, or empty the column",
      zh: "save_to 列需要名为 entities 的工作表来说明存入哪个列表。请补上，或清空该列"),
    Entry(
      .choiceFileColumnMissing,
      en:
        "the file {file} has no column \"{column}\". Its columns are: {columns}. Name them in parameters: value=COLUMN label=COLUMN",
      zh: "文件 {file} 没有“{column}”列。现有的列：{columns}。请在 parameters 中写明：value=列名 label=列名"),
    Entry(
      .choiceColumnUnknown,
      en:
        "the choice filter {expression} uses \"{name}\", which is no column of the list {list}. Columns are: {columns}. Write questions as ${…} and text in quotation marks",
      zh: "选项过滤 {expression} 用到的“{name}”不是选项列表 {list} 的列。现有的列：{columns}。题目请写成 ${…}，文字请加引号"),
    Entry(
      .choiceFilterWithoutChoices,
      en:
        "a choice_filter stands at a question of type \"{type}\", which has no choices. Remove it",
      zh: "题型为“{type}”的题目没有选项，却写了 choice_filter。请删除"),
    Entry(
      .choiceNeverGiven,
      en:
        "the expression {expression} compares \"{name}\" with \"{choice}\", which is none of its choices, so that it never holds. Choices are: {choices}",
      zh: "表达式 {expression} 把“{name}”与“{choice}”比较，但它不是该题的选项，条件永远不会成立。可选：{choices}"),
  ]
}
