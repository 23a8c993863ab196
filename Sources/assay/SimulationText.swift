// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Simulation

/// What a simulated design comes to, for people and for programs.
struct SimulationText {
  private let simulation: DesignSimulation

  init(_ simulation: DesignSimulation) { self.simulation = simulation }

  /// A row for each figure; what concerns the units stands in every row of CSV and JSON.
  var listing: Listing {
    var listing = Listing(columns: [
      .init("figure", BilingualText(zh: "指标", en: "Figure")),
      .init("truth", BilingualText(zh: "真值", en: "Truth")),
      .init("average", BilingualText(zh: "估计均值", en: "Average")),
      .init("bias", BilingualText(zh: "偏差", en: "Bias"), style: .significant(3)),
      .init(
        "biasInErrors", BilingualText(zh: "偏差（标准误）", en: "in std. errors"), style: .decimals(1)),
      .init("spread", BilingualText(zh: "实际标准误", en: "True std. error"), style: .significant(4)),
      .init(
        "estimatedError", BilingualText(zh: "估计标准误", en: "Estimated"), style: .significant(4)),
      .init("draws", BilingualText(zh: "次数", en: "Draws"), isShown: false),
      .init("smallestSize", BilingualText(zh: "最少", en: "Least"), isShown: false),
      .init("largestSize", BilingualText(zh: "最多", en: "Most"), isShown: false),
      .init("units", BilingualText(zh: "单位", en: "Units"), isShown: false),
      .init("neverDrawn", BilingualText(zh: "未抽中", en: "Never drawn"), isShown: false),
      .init("farthestUnit", BilingualText(zh: "偏离最大", en: "Farthest"), isShown: false),
      .init("farthestDeviation", BilingualText(zh: "偏离", en: "Deviation"), isShown: false),
      .init("farthestProbability", BilingualText(zh: "概率", en: "Probability"), isShown: false),
    ])
    for figure in simulation.figures {
      listing.append([
        .text(figure.kind.rawValue), .number(figure.truth), .number(figure.average),
        .number(figure.bias), .optional(figure.biasInErrors), .number(figure.spread),
        .optional(figure.estimatedError), .integer(simulation.draws),
        .integer(simulation.sizes.lowerBound), .integer(simulation.sizes.upperBound),
        .integer(simulation.units.count), .integer(simulation.neverDrawn),
        .optional(simulation.farthest?.id), .optional(simulation.farthest?.deviation),
        .optional(simulation.farthestProbability),
      ])
    }
    return listing
  }

  /// What people should know of the units.
  var lines: [BilingualText] {
    let draws = NumberText.grouped(simulation.draws)
    let sizes = simulation.sizes
    let size = sizes.count == 1 ? "\(sizes.lowerBound)" : "\(sizes.lowerBound)–\(sizes.upperBound)"
    var lines = [
      BilingualText(
        zh: "试抽 \(draws) 次，每次抽 \(size) 个单位。", en: "\(draws) draws of \(size) units each.")
    ]
    if let unit = simulation.farthest, let probability = simulation.farthestProbability {
      let (frequency, stated) = (
        NumberText.text(unit.frequency, .significant(4)),
        NumberText.text(unit.probability ?? 0, .significant(4))
      )
      let deviation = NumberText.text(unit.deviation ?? 0, .decimals(1))
      let chance = NumberText.text(probability, .significant(2))
      lines.append(
        BilingualText(
          zh:
            "入样频率与所述概率相差最大的单位：\(unit.id)，频率 \(frequency)，概率 \(stated)，相差 \(deviation) 个标准误；若概率无误，\(NumberText.grouped(simulation.units.count)) 个单位中出现这样的差异的概率至多 \(chance)。",
          en:
            "Farthest from its stated probability: \(unit.id), drawn \(frequency) instead of \(stated), \(deviation) standard errors; if all are right, one of \(NumberText.grouped(simulation.units.count)) units is so far off with probability \(chance) at most."
        ))
    }
    if simulation.neverDrawn > 0 {
      lines.append(
        BilingualText(
          zh: "\(NumberText.grouped(simulation.neverDrawn)) 个单位从未抽中。",
          en: "\(NumberText.grouped(simulation.neverDrawn)) units were never drawn."))
    }
    if !simulation.hasVariance {
      lines.append(
        BilingualText(
          zh: "未列估计标准误：用 cube 或 local-pivotal 抽取的设计、有层只抽到一个单位（或样本为空）的设计，这里不能由单个样本估计方差。",
          en:
            "Estimated standard errors are left out: here one sample does not tell its variance where the cube or the local pivotal method draws, or where a stratum gives a single unit or a sample none."
        ))
    }
    return lines
  }
}
