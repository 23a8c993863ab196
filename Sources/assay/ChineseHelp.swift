// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation

/// What the argument parser has to say, in Chinese: its own words are replaced, and lines are broken by
/// the width that characters take, between any two of Chinese (the parser counts characters and breaks
/// at spaces alone).
struct ChineseHelp {
  /// The places of a line.
  let width: Int

  /// The column in which the help of an argument begins, as the parser has it.
  private static let helpColumn = 26
  /// So many columns that the parser breaks no line itself.
  static let unbroken = 1_000_000

  /// The text of the parser's message, made with lines of ``unbroken`` width.
  ///
  /// Help has an overview, a synopsis and lists; a message about wrong usage has neither, but may be
  /// followed by help. Scripts for completion and the like are neither and pass as they are.
  func text(_ message: String) -> String {
    var lines = message.components(separatedBy: "\n")
    var result: [String] = []
    if let overview = lines.firstIndex(where: { $0.hasPrefix("OVERVIEW: ") }) {
      result = lines[..<overview].map(ParserWords.message)
      lines.removeSubrange(..<overview)
      return (result + page(lines)).joined(separator: "\n")
    }
    guard message.hasPrefix("Error: ") || message.hasPrefix("USAGE: ") else { return message }
    return (message.hasPrefix("USAGE: ") ? page(lines) : lines.map(ParserWords.message))
      .joined(separator: "\n")
  }

  /// A page of help.
  private func page(_ lines: [String]) -> [String] {
    guard let usage = lines.firstIndex(where: { $0.hasPrefix("USAGE: ") }) else { return lines }
    let overview = lines[..<usage].flatMap { line in
      // An example of a command stays on one line, so that it can be copied.
      line.hasPrefix("assay ")
        ? [line]
        : LineBreaks.broken(line.replacingPrefix("OVERVIEW: ", with: "概述："), to: width)
    }
    let synopsis = ParserWords.synopsis(lines[usage].replacingPrefix("USAGE: ", with: "用法："))
    return overview + [synopsis] + lists(Array(lines[(usage + 1)...]))
  }

  /// The lists of arguments and subcommands.
  private func lists(_ lines: [String]) -> [String] {
    var result: [String] = []
    var rest = lines[...]
    while let line = rest.popFirst() {
      let characters = Array(line)
      if !line.hasPrefix(" "), line.hasSuffix(":") {
        result.append(ParserWords.title(String(line.dropLast())) + "：")
      } else if line.hasPrefix("  See '") {
        result.append(ParserWords.message(line))
      } else if let next = rest.first,
        next.hasPrefix(String(repeating: " ", count: Self.helpColumn))
      {
        // A long label has its help on the next line.
        rest.removeFirst()
        result += entry(line, next)
      } else if characters.count > Self.helpColumn {
        result += entry(
          String(characters[..<Self.helpColumn]), String(characters[Self.helpColumn...]))
      } else {
        result.append(line)
      }
    }
    return result
  }

  /// A label and its help.
  private func entry(_ label: String, _ help: String) -> [String] {
    let label = "  " + ParserWords.label(label.trimmingCharacters(in: .whitespaces))
    let margin = String(repeating: " ", count: Self.helpColumn)
    var lines = LineBreaks.broken(
      ParserWords.help(help.trimmingCharacters(in: .whitespaces)),
      to: max(width - Self.helpColumn, Self.helpColumn)
    ).map { margin + $0 }
    let gap = Self.helpColumn - displayWidth(label)
    guard gap > 0 else { return [label] + lines }
    lines[0] = label + String(repeating: " ", count: gap) + lines[0].dropFirst(margin.count)
    return lines
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
