// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables

/// `assay figures`: figures that somebody published.
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: .text(zh: "核对已公布的数字彼此是否相符。", en: "Checks published figures against each other."),
    subcommands: [Check.self])

  /// `assay figures check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: .text(
        zh: "逐条核对关于数字的说法；有一条不成立即以状态 1 退出。",
        en: "Looks at statements about figures; exit status 1 if one does not hold."),
      discussion: .text(
        zh: """
          assay figures check datasets/published-figures/figures.yaml

          该文件（YAML）列出数字，并写明应当成立的关系：分项与合计、计数的占比及其舍入、名单与公\
          布的份数、比率所隐含的总体、日期。可由舍入、不同的总体或每个单位多项作答解释的，只作说\
          明，不算不符。比例的分子大于分母的，除写有 may_exceed: true（如超额完成）外，均为不符。文\
          件中引用的表放在它旁边。
          """,
        en: """
          assay figures check datasets/published-figures/figures.yaml

          The file (YAML) names figures and says what should hold: parts and totals, shares of counts with \
          their rounding, lists as long as announced, populations that rates imply, dates. What is explained \
          by rounding, by another universe or by several answers a unit is a note, and no failure. A share whose \
          part is above its whole fails, unless it says may_exceed: true, as one of a plan may. Tables that \
          the file names lie beside it.
          """))

    @Argument(
      help: .text(zh: "写有数字和说法的文件。", en: "The file with figures and statements.", value: .file))
    var file: String

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let console = Console.shared
      let folder = URL(filePath: file).deletingLastPathComponent()
      let text = try Self.text(of: file)
      let figures = try FigureFile(text: text, file: file) { name in
        try TableFile(path: folder.appending(path: name).relativePath).table()
      }
      console.output(
        FigureWording.listing(
          figures.checks, in: console.language, isForPeople: formatOption.format == .table),
        formatOption.format)
      console.message(FigureWording.summary(figures.checks))
      if figures.checks.contains(where: { $0.level == .unmet }) { throw ExitCode(1) }
    }

    /// The text of the file. What is said of workbooks and empty files elsewhere is about data, and fits
    /// no file of figures and statements.
    private static func text(of file: String) throws -> String {
      do {
        return try TextFile(path: file).contents()
      } catch let fault as Fault where [.emptyFile, .workbookForText].contains(fault.code) {
        throw Fault(.notFigures, at: fault.place)
      }
    }
  }
}
