// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The argument parser's own words in Chinese: it has them in English only, and no place where others
/// could be given. Each is recognized as a whole; what is not known passes as it is.
enum ParserWords {
  /// Titles of parts of a page of help, without their colons.
  static func title(_ english: String) -> String {
    let known = [
      "ARGUMENTS": "参数", "OPTIONS": "选项", "SUBCOMMANDS": "子命令",
    ]
    if let chinese = known[english] { return chinese }
    // A group of subcommands has a title of ours, to which the parser adds its word.
    let own = " SUBCOMMANDS"
    return english.hasSuffix(own) ? String(english.dropLast(own.count)) : english
  }

  /// What stands for arguments in a synopsis.
  static func synopsis(_ text: String) -> String {
    text.replacingOccurrences(of: "<options>", with: "<选项>")
      .replacingOccurrences(of: "<subcommand>", with: "<子命令>")
      .replacingOccurrences(of: "<subcommands>", with: "<子命令>")
  }

  /// A subcommand's name, with a word of the parser's where it is the one that is taken by default.
  static func label(_ text: String) -> String {
    text.replacing([(#" \(default\)$"#, "（默认）")])
  }

  /// The help of an argument: what the parser says of its own options, and what it adds to ours.
  static func help(_ text: String) -> String {
    text.replacing(
      [
        (#"^Show help information\.$"#, "显示帮助。"),
        (#"^Show subcommand help information\.$"#, "显示子命令的帮助。"),
        (#"^Show the version\.$"#, "显示版本。"),
        (#" ?\(values: ([^;()]*); default: (.*)\)$"#, "（可选：$1；默认：$2）"),
        (#" ?\(values: ([^;()]*)\)$"#, "（可选：$1）"),
        (#" ?\(default: (.*)\)$"#, "（默认：$1）"),
      ])
  }

  /// One line of a message about wrong usage.
  static func message(_ line: String) -> String {
    for (english, chinese) in [("Error: ", "错误："), ("   or: ", "   或：")]
    where line.hasPrefix(english) {
      return chinese + fault(String(line.dropFirst(english.count)))
    }
    if line.hasPrefix("Help:  ") { return "说明：" + line.dropFirst("Help:  ".count) }
    if line.hasPrefix("Usage: ") { return synopsis("用法：" + line.dropFirst("Usage: ".count)) }
    return line.replacing([
      (#"^  See '(.*) <subcommand>' for detailed help\.$"#, "  详细帮助：$1 <子命令>"),
      (#"^  See '(.*)' for more information\.$"#, "  详见 $1"),
    ])
  }

  /// What is wrong with the usage.
  private static func fault(_ sentence: String) -> String {
    sentence.replacing([
      (#"^Unknown option '(.*)'\. Did you mean '(.*)'\?$"#, "没有选项“$1”。是否应为“$2”？"),
      (#"^Unknown option '(.*)'$"#, "没有选项“$1”。"),
      (#"^Invalid option: (.*)$"#, "选项“$1”的写法不对。"),
      (#"^Missing value for '(.*)' in '(.*)'$"#, "“$2”中的“$1”缺少值。"),
      (#"^Missing value for '(.*)'$"#, "“$1”缺少值。"),
      (
        #"^The option '(.*)' does not take any value, but '(.*)' was specified\.$"#,
        "选项“$1”不带值，却给了“$2”。"
      ),
      (#"^Missing expected argument '(.*)'$"#, "缺少参数“$1”。"),
      (#"^Missing one of: (.*)$"#, "缺少其中之一：$1。"),
      (#"^Missing required subcommand\.$"#, "缺少子命令。"),
      (#"^Unexpected argument '(.*)'$"#, "多余或不认识的参数“$1”。"),
      (#"^(\d+) unexpected arguments: (.*)$"#, "有 $1 个多余或不认识的参数：$2。"),
      (
        #"^Value to be set with flag (.*) had already been set with flag (.*)$"#,
        "$1 与前面的 $2 重复。"
      ),
      (
        #"^The value '(.*)' is invalid for '(.*)'\. Please provide one of the following:$"#,
        "“$2”不能是“$1”。请从下列值中选一个："
      ),
      (
        #"^The value '(.*)' is invalid for '(.*)'\. Please provide one of (.*) (?:or|and) (.*)\.$"#,
        "“$2”不能是“$1”。请从 $3, $4 中选一个。"
      ),
      (#"^The value '(.*)' is invalid for '(.*)': (.*)$"#, "“$2”不能是“$1”：$3"),
      (#"^The value '(.*)' is invalid for '(.*)'$"#, "“$2”不能是“$1”。"),
    ])
  }
}

extension String {
  /// The text in which the first of the patterns that fits is replaced; as it is where none does.
  fileprivate func replacing(_ patterns: [(pattern: String, template: String)]) -> String {
    for (pattern, template) in patterns
    where range(of: pattern, options: .regularExpression) != nil {
      return replacingOccurrences(of: pattern, with: template, options: .regularExpression)
    }
    return self
  }
}
