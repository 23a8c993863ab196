// SPDX-License-Identifier: GPL-3.0-or-later

import Forms

extension Catalogue {
  static let forms: [Entry] = expressions

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
}
