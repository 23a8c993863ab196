// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment

// Help texts stand in both languages where their option or command stands. They are made anew whenever
// the parser asks for them, so that the language that is spoken then decides.

extension String {
  /// One of two texts: the one in the language that the console speaks.
  static func text(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: Console.shared.language)
  }
}

extension ArgumentHelp {
  /// The help of an argument in the language that the console speaks.
  ///
  /// - Parameters:
  ///   - zh: what it is for, in Chinese.
  ///   - en: the same in English.
  ///   - value: what stands for its value; every option and positional argument needs it, a flag has none.
  static func text(zh: String, en: String, value: ValueName? = nil) -> ArgumentHelp {
    ArgumentHelp(.text(zh: zh, en: en), valueName: value?.inLanguage)
  }
}

/// What stands for a value in a synopsis, as `FILE` does in `--out FILE`.
struct ValueName: ExpressibleByStringLiteral {
  private let words: BilingualText

  init(zh: String, en: String) { words = BilingualText(zh: zh, en: en) }

  /// A symbol that is the same in both languages, as `n` of a formula is.
  init(stringLiteral symbol: String) { words = BilingualText(zh: symbol, en: symbol) }

  var inLanguage: String { words.text(in: Console.shared.language) }

  static let column = ValueName(zh: "列", en: "col")
  static let condition = ValueName(zh: "条件", en: "expression")
  static let count = ValueName(zh: "个数", en: "count")
  static let date = ValueName(zh: "日期", en: "date")
  static let encoding = ValueName(zh: "编码", en: "encoding")
  static let file = ValueName(zh: "文件", en: "file")
  static let folder = ValueName(zh: "文件夹", en: "folder")
  static let id = ValueName(zh: "编号", en: "id")
  static let method = ValueName(zh: "方法", en: "method")
  static let name = ValueName(zh: "名称", en: "name")
  static let number = ValueName(zh: "编号", en: "number")
  static let profile = ValueName(zh: "评估方案", en: "profile")
  static let reason = ValueName(zh: "原因", en: "reason")
  static let register = ValueName(zh: "名册", en: "register")
  static let round = ValueName(zh: "轮次", en: "round")
  static let sheet = ValueName(zh: "工作表", en: "sheet")
  static let text = ValueName(zh: "文字", en: "text")
  static let township = ValueName(zh: "乡镇", en: "township")
  static let unit = ValueName(zh: "单位", en: "unit")
}
