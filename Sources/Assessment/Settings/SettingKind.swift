// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

/// How a setting is written in a cell.
public enum SettingKind: Sendable {
  /// Any text.
  case text
  /// A whole or decimal number.
  case number
  /// A part of the whole, `0.2` or `20%`.
  case fraction
  /// Texts with a comma, semicolon or 、 between them.
  case list
  /// One of some words.
  case choice([SettingChoice])

  /// What a cell says.
  enum Value: Equatable {
    case scalar(String)
    case list([String])
    /// The setting does not apply, whatever `assessment.yaml` says.
    case none
  }

  /// What is written where a setting of `assessment.yaml` shall not apply.
  public static let none = "-"

  /// Reads what was filled in. What it does not understand is left as it is, for the decoder to refuse.
  func value(_ text: String) -> Value {
    if text == Self.none { return .none }
    switch self {
    case .text, .number: return .scalar(text)
    case .fraction: return .scalar(Self.decimal(percent: text) ?? text)
    case .list:
      let separators: Set<Character> = [",", "，", "、", ";", "；"]
      return .list(
        text.split { separators.contains($0) }.map { $0.trimmed() }.filter { !$0.isEmpty })
    case .choice(let choices):
      let choice = choices.first { choice in
        bytesCompare(text, choice.word) == 0
          || Language.allCases.contains { bytesCompare(text, choice.text(in: $0)) == 0 }
          // A cell of true or false is TRUE or FALSE to Excel.
          || choice.isTruth && bytesCompare(text.lowercased(), choice.word) == 0
      }
      return .scalar(choice?.word ?? text)
    }
  }

  /// A percentage as the decimal that it is, exactly: `12.5%` is `0.125`.
  private static func decimal(percent text: String) -> String? {
    guard text.hasSuffix("%") else { return nil }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
      parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let whole = String(repeating: "0", count: max(0, 3 - parts[0].count)) + parts[0]
    let decimals = whole.suffix(2) + (parts.count == 2 ? parts[1] : "")
    let digits = decimals.reversed().drop { $0 == "0" }.reversed()
    let units = whole.dropLast(2).drop { $0 == "0" }
    let ones = units.isEmpty ? "0" : String(units)
    return digits.isEmpty ? ones : "\(ones).\(String(digits))"
  }
}

/// A word that a setting may take.
public struct SettingChoice: Sendable {
  /// The word.
  public let word: String
  /// What it means.
  public let meaning: BilingualText

  init(_ word: String, zh: String, en: String) {
    self.word = word
    meaning = BilingualText(zh: zh, en: en)
  }

  /// The word and its meaning, as a list that drops down shows them.
  public func text(in language: Language) -> String {
    switch language {
    case .chinese: "\(word)（\(meaning.chinese)）"
    case .english: "\(word) (\(meaning.english))"
    }
  }

  var isTruth: Bool { word == "true" || word == "false" }

  static let languages = [
    SettingChoice("zh-Hans", zh: "中文", en: "Chinese"), SettingChoice("en", zh: "英文", en: "English"),
  ]
  static let truths = [
    SettingChoice("true", zh: "是", en: "yes"), SettingChoice("false", zh: "否", en: "no"),
  ]
  static let columnTypes = [
    SettingChoice("text", zh: "文本", en: "any text"),
    SettingChoice("integer", zh: "整数", en: "whole number"),
    SettingChoice("decimal", zh: "小数", en: "decimal number"),
    SettingChoice("date", zh: "日期", en: "2016-11-15"),
  ]
  static let bases = [
    SettingChoice("population", zh: "占全部名册", en: "of the whole register"),
    SettingChoice("cluster", zh: "占每个抽中单位", en: "of each drawn unit"),
  ]
  static let roundings = [
    SettingChoice("up", zh: "进一", en: "up"),
    SettingChoice("nearest", zh: "四舍五入", en: "to the nearest"),
    SettingChoice("controlled", zh: "控制总数", en: "total kept"),
  ]
  static let paces = [
    SettingChoice("round", zh: "每轮", en: "every round"),
    SettingChoice("lap", zh: "上级每转一圈", en: "every lap of the stage above"),
  ]
  static let methods = [
    SettingChoice("srs", zh: "简单随机", en: "simple"),
    SettingChoice("systematic", zh: "等距", en: "equal steps"),
    SettingChoice("poisson", zh: "泊松", en: "each by itself"),
    SettingChoice("pps-systematic", zh: "按规模等距", en: "by size"),
    SettingChoice("sampford", zh: "按规模", en: "by size"),
    SettingChoice("conditional-poisson", zh: "按规模，最大熵", en: "by size"),
    SettingChoice("pareto", zh: "按规模，排序", en: "by size"),
    SettingChoice("sequential-poisson", zh: "按规模，排序", en: "by size"),
    SettingChoice("cube", zh: "平衡", en: "balanced"),
    SettingChoice("local-pivotal", zh: "空间分散", en: "spread"),
  ]
  static let allocations = [
    SettingChoice("proportional", zh: "按比例", en: "in proportion"),
    SettingChoice("equal", zh: "各层相等", en: "the same in each"),
    SettingChoice("neyman", zh: "按离散程度", en: "by deviation"),
    SettingChoice("power", zh: "按幂", en: "by a power"),
    SettingChoice("optimal", zh: "按离散程度和费用", en: "by deviation and cost"),
  ]
}
