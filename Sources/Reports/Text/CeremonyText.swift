// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Sampling
import Tables
public import Workspaces

/// What the terminal says after a seal and after a draw.
public enum CeremonyText {
  /// The commitment, to be read aloud and published.
  public static func sealed(_ record: RecordedSeal, in language: Language) -> String {
    let chinese = language == .chinese
    let commitment = record.seal.commitment.groupedHex
    var lines = [chinese ? "承诺值（请公布）：" : "Commitment (publish it):", "  \(commitment)"]
    lines.append(
      chinese
        ? "种子必须在公布之后当众产生。" : "The seed must be made in public after this was published.")
    if record.seal.keyDigest == nil {
      lines.append(
        chinese
          ? "未使用密钥：知道种子的人可以算出样本。" : "No key: whoever knows the seed can compute the sample.")
    }
    if record.isDemonstration {
      lines.append(
        chinese
          ? "演示密钥是公开的，不起保密作用。"
          : "The demonstration key is known to everybody and keeps nothing secret.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The commitment of late registers, to be published, and their counts.
  public static func sealedLate(_ village: LateVillage, in language: Language) -> String {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    let counts = village.registers.map { register in
      say(
        "\(register.name)：\(register.rows) 行，应有 \(register.expected) 行",
        "\(register.name): \(register.rows) rows, \(register.expected) expected")
    }
    return
      ([
        say("迟到名册的承诺值（请公布）：", "Commitment of the late registers (publish it):"),
        "  \(village.seal.commitment.groupedHex)",
      ] + counts + [
        say(
          "公布之后执行 assay draw --village \(village.seal.unit.text)",
          "Once it is published: assay draw --village \(village.seal.unit.text)")
      ]).joined(separator: "\n") + "\n"
  }

  /// The counts of a draw by stage and sample.
  public static func drawn(_ draw: Draw, in language: Language) -> String {
    let chinese = language == .chinese
    var table = TextTable(
      header: chinese
        ? ["阶段", "样本", "单元数", "抽中", "备用", "层和村"]
        : ["Stage", "Sample", "Units", "Drawn", "Reserves", "Cells"],
      alignments: [.right, .left, .right, .right, .right, .right])
    for (stage, sample) in draw.design.samples {
      let name = stage == 1 ? "" : sample.name
      let cells = draw.cells.filter { $0.stage == stage && $0.sample == name }
      table.append([
        "\(stage)", sample.key,
        NumberText.grouped(cells.reduce(0) { $0 + $1.population }),
        NumberText.grouped(cells.reduce(0) { $0 + $1.size }),
        NumberText.grouped(cells.reduce(0) { $0 + $1.reserves }), NumberText.grouped(cells.count),
      ])
    }
    return table.lines().joined(separator: "\n") + "\n"
  }
}
