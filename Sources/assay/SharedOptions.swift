// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
public import Reports
import Tables

/// Options that every command understands.
struct SharedOptions: ParsableArguments {
  @Option(
    help:
      .text(
        zh: "输出所用的语言：zh 或 en。默认：工作区的语言，否则按 LC_ALL 或 LANG。",
        en:
          "The language of what is printed: zh or en. Default: the workspace's, else LC_ALL or LANG.",
        value: .init(zh: "语言", en: "language")))
  var language: String?

  @Flag(help: .text(zh: "不显示进度。", en: "Show no progress."))
  var quiet = false

  /// Hands language and quietness to the console; every command calls it first.
  ///
  /// - Parameter workspaceLanguage: the language that the workspace names, if there is one.
  /// - Throws: ``Fault/Code/unknownLanguage``.
  func apply(workspaceLanguage: Language? = nil) throws {
    Console.shared.isQuiet = quiet
    if let language {
      guard let known = Language(tag: language) else {
        throw Fault(.unknownLanguage, ["name": language])
      }
      Console.shared.language = known
    } else if let workspaceLanguage {
      Console.shared.language = workspaceLanguage
    }
  }
}

/// The option of commands that print figures.
struct FormatOption: ParsableArguments {
  @Option(
    help: .text(
      zh: "数字的输出格式：table（表格）、csv 或 json。", en: "How figures are printed: table, csv or json.",
      value: .init(zh: "格式", en: "format")))
  var format: Listing.Format = .table
}

extension Listing.Format: ExpressibleByArgument {}
