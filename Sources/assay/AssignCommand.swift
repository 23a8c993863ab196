// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Sampling
import Tables

/// `assay assign`: who inspects whom.
struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: .text(
      zh: "抽签确定谁检查谁：各查另一个，不查自己。", en: "Draws who inspects whom: each one other, nobody itself."),
    discussion: .text(
      zh: """
        用于交叉检查，例如县与县之间。文件中的单位按种子所定签号的次序排成一圈，各查下一个；凭\
        种子和名单，任何人都能排出同一个圈。
        """,
      en: """
        For cross-inspections, such as those between counties. The units of the file stand in a circle in the order of \
        the seed's tickets, and each inspects the next; anybody with the seed and the list makes the same circle.
        """))

  @Argument(
    help: .text(
      zh: "CSV 文件或工作簿，每个单位一行。", en: "A CSV file or workbook with a row for each unit.", value: .file
    ))
  var file: String

  @Option(help: .text(zh: "编号列。", en: "The column of identifiers.", value: .column))
  var id: String

  @Option(
    help: .text(
      zh: "当众产生的文字，至少 20 个字符。", en: "A text made in public, of 20 characters at least.",
      value: .text))
  var seed: String

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let ids = try TableFile(path: file).table().text(id)
    let circle = try InspectionCircle(
      of: (0..<ids.count).map { ids.unitID(at: $0) }, seed: Seed(text: seed))
    Console.shared.output(ReviewListing.circle(circle), formatOption.format)
  }
}
