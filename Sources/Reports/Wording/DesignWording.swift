// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

/// What report and minutes say of registers and design.
struct DesignWording {
  let design: [DesignRow]
  let language: Language
  /// The smallest number of units below the first stage whose counts are told; all without it.
  var smallestCell: Int?

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// What the units of the first stage are called.
  private var firstStage: String {
    design.first { $0.stage == 1 }?.label.inSentence(in: language)
      ?? say(zh: "第一阶段单位", en: "first-stage units")
  }

  /// One row for each stratum of each sample.
  func table(caption: String) -> DataTable {
    let isDrawn = design.contains { $0.drawn != nil }
    let hasReserves = design.contains { ($0.reserves ?? 0) > 0 }
    var columns: [DataTable.Column] = [
      .text(say(zh: "样本", en: "Sample")), .text(say(zh: "层", en: "Stratum")),
      .text(say(zh: "抽取要求", en: "Asked for")), .word(say(zh: "方法", en: "Method")),
      .number(say(zh: "总数 N", en: "Units N")),
    ]
    if isDrawn {
      columns += [
        .number(say(zh: "抽取 n", en: "Drawn n")), .number(say(zh: "比例", en: "Fraction")),
      ]
    }
    if hasReserves { columns.append(.number(say(zh: "备用", en: "Reserves"))) }
    let rows = design.map { row in
      var cells = [
        say(
          zh: "\(row.stage). \(row.label.chinese)", en: "\(row.stage). \(row.label.english)"),
        row.stratum?.text(in: language) ?? say(zh: "全部", en: "all"),
        request(row), method(row.method),
        isSmall(row) ? "<\(smallestCell ?? 0)" : NumberText.grouped(row.population),
      ]
      let told = isSmall(row) ? nil : row
      if isDrawn {
        cells += [
          told?.drawn.map(NumberText.grouped) ?? "–",
          told?.drawn.flatMap { FigureText.share($0, of: row.population) } ?? "–",
        ]
      }
      if hasReserves { cells.append(told?.reserves.map(NumberText.grouped) ?? "–") }
      return DataTable.Row(cells: cells)
    }
    return DataTable(caption: caption, columns: columns, rows: rows)
  }

  /// Whether a stratum has so few households that its counts are not told.
  private func isSmall(_ row: DesignRow) -> Bool {
    row.stage > 1 && smallestCell.map { row.population < $0 } ?? false
  }

  /// What the design asks for, one sentence for each sample.
  var requests: [String] {
    var samples: [(label: String, rows: [DesignRow])] = []
    for row in design {
      let label = row.label.text(in: language)
      if samples.last?.label == label {
        samples[samples.count - 1].rows.append(row)
      } else {
        samples.append((label, [row]))
      }
    }
    let (colon, comma) = (say(zh: "：", en: ": "), say(zh: "，", en: ", "))
    return samples.map { label, rows in
      let asked = rows.map(request)
      if Set(asked).count == 1 { return label + colon + asked[0] }
      let parts = zip(rows, asked).map { row, asked in
        [row.stratum?.text(in: language), asked].compactMap { $0 }.joined(separator: " ")
      }
      return label + colon + parts.joined(separator: comma)
    }
  }

  /// What was asked for and could not be drawn.
  var shortfalls: [String] {
    design.compactMap { row in
      guard let wanted = row.wanted, let drawn = row.drawn, wanted > drawn, !isSmall(row) else {
        return nil
      }
      let name = [row.label.text(in: language), row.stratum?.text(in: language)]
        .compactMap { $0 }.joined(separator: say(zh: "，", en: ", "))
      return say(
        zh:
          "\(name)：按要求应抽 \(NumberText.grouped(wanted)) 个，抽中的\(firstStage)内只有 \(NumberText.grouped(drawn)) 个，已全部抽取。",
        en:
          "\(name): the request comes to \(NumberText.grouped(wanted)) units; the drawn \(firstStage) hold \(NumberText.grouped(drawn)), which were all taken."
      )
    }
  }

  private func request(_ row: DesignRow) -> String {
    switch row.request {
    case .size(let size, let whole):
      let count = NumberText.grouped(size)
      return switch whole {
      case .stratum: say(zh: "\(count) 个", en: "\(count) units")
      case .population, .independent: say(zh: "各层共 \(count) 个", en: "\(count) units in all")
      case .cluster:
        say(zh: "每个抽中的\(firstStage)内 \(count) 个", en: "\(count) in each of the drawn \(firstStage)")
      }
    case .fraction(let text, let whole):
      guard let fraction = Rational(decimal: text) else { return text }
      if fraction == .one, whole != .cluster { return say(zh: "全部", en: "all") }
      let share = FigureText.limit(fraction, isShare: true)
      return switch whole {
      case .stratum: say(zh: "本层的 \(share)", en: "\(share) of the stratum")
      case .population:
        say(
          zh: "名册总数的 \(share)，落在抽中的\(firstStage)内",
          en: "\(share) of all, in drawn \(firstStage)")
      case .cluster:
        say(zh: "每个抽中的\(firstStage)内 \(share)", en: "\(share) in each of the drawn \(firstStage)")
      case .independent:
        say(zh: "名册总数的 \(share)，单独抽取", en: "\(share) of all, drawn by itself")
      }
    }
  }

  private func method(_ name: String) -> String {
    switch name {
    case "srs": say(zh: "简单随机", en: "simple random")
    case let name where name.hasPrefix("rotation-"):
      say(zh: "轮换的简单随机", en: "simple random, rotating")
    case "systematic": say(zh: "系统（等距）", en: "systematic")
    case "poisson": say(zh: "泊松", en: "Poisson")
    case "pps-systematic": say(zh: "按规模系统", en: "systematic by size")
    case "sampford": "Sampford"
    case "conditional-poisson": say(zh: "条件泊松（最大熵）", en: "conditional Poisson")
    case "pareto": say(zh: "帕累托", en: "Pareto")
    case "sequential-poisson": say(zh: "序贯泊松", en: "sequential Poisson")
    default: name
    }
  }

  /// Registers with their rows, persons and roots.
  static func table(
    of registers: [RegisterSummary], caption: String, language: Language
  ) -> DataTable {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    return DataTable(
      caption: caption,
      columns: [
        .text(say("名册", "Register")), .number(say("行数", "Rows")),
        .number(say("人数", "Persons")), .code(say("摘要树的根", "Root of its digests")),
      ],
      rows: registers.map { register in
        DataTable.Row(cells: [
          register.label?.text(in: language) ?? register.name,
          NumberText.grouped(register.rows),
          register.persons.map(NumberText.grouped) ?? "–", register.root.groupedHex,
        ])
      })
  }
}
