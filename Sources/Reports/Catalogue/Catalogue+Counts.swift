// SPDX-License-Identifier: GPL-3.0-or-later

import Planning
public import Tables

extension Fault.Code {
  /// More units have a property than there are units.
  public static let countAboveNumber = Fault.Code("count-above-number", .usage)
  /// A count of no units was given.
  public static let noUnits = Fault.Code("no-units", .usage)
  /// The sample is larger than the population.
  public static let sampleAbovePopulation = Fault.Code("sample-above-population", .usage)
  /// A population was given to a method that takes it to be endless.
  public static let methodIgnoresPopulation = Fault.Code("method-ignores-population", .usage)
  /// The exact method for a finite population was asked for without it.
  public static let methodNeedsPopulation = Fault.Code("method-needs-population", .usage)
  /// The exact method for a finite population was given numbers that count no units.
  public static let methodNeedsWholeCounts = Fault.Code("method-needs-whole-counts", .usage)
  /// The exact method for a finite population was given a design effect.
  public static let methodIgnoresDesignEffect = Fault.Code("method-ignores-design-effect", .usage)
  /// Only one of the two numbers that make a design effect was given.
  public static let halfDesignEffect = Fault.Code("half-design-effect", .usage)
  /// A design effect was given in two ways.
  public static let twoDesignEffects = Fault.Code("two-design-effects", .usage)
}

extension Catalogue {
  /// Intervals of counts, and sizes of samples.
  static let counts: [Entry] = [
    Entry(
      .optionOutOfRange,
      en: "{option} is {value}, which is out of range. It must be: {range}",
      zh: "{option} 的值 {value} 超出范围。应满足：{range}"),
    Entry(
      .countAboveNumber,
      en: "{count} of {number} cannot be: the count comes first and is at most the number of units",
      zh: "{number} 中不可能有 {count}：先写个数，后写总数，个数不能超过总数"),
    Entry(
      .noUnits,
      en: "a share of {number} units does not exist. Give the number of units that were examined",
      zh: "{number} 个单位没有比例可言。请给出检查过的单位数"),
    Entry(
      .sampleAbovePopulation,
      en: "{number} units cannot come from a population of {population}. Correct one of them",
      zh: "总体只有 {population} 个单位，不可能抽出 {number} 个。请改正其中之一"),
    Entry(
      .methodIgnoresPopulation,
      en:
        "the method {method} takes the population to be endless. Leave out --population, or use --method hypergeometric",
      zh: "方法 {method} 假定总体无限。请去掉 --population，或改用 --method hypergeometric"),
    Entry(
      .methodNeedsPopulation,
      en: "the method hypergeometric needs the number of all units: add --population N",
      zh: "方法 hypergeometric 需要总体单位数：请加 --population N"),
    Entry(
      .methodNeedsWholeCounts,
      en:
        "the method hypergeometric counts units, and {value} is no whole number. Give whole numbers, or leave out --population",
      zh: "方法 hypergeometric 按单位计数，{value} 不是整数。请给出整数，或去掉 --population"),
    Entry(
      .methodIgnoresDesignEffect,
      en:
        "the method hypergeometric holds for simple random samples. Leave out --design-effect, or leave out --population",
      zh: "方法 hypergeometric 只适用于简单随机样本。请去掉 --design-effect 或 --population"),
    Entry(
      .halfDesignEffect,
      en: "--icc and --take belong together: 1 + (take - 1) x icc is the design effect. Give both",
      zh: "--icc 与 --take 须同时给出：设计效应为 1 + (take - 1) × icc"),
    Entry(
      .twoDesignEffects,
      en: "--design-effect and --icc with --take say the same. Give one of them",
      zh: "--design-effect 与 --icc、--take 说的是同一件事。请只给其一"),
    Entry(
      .sizeTooLarge,
      en: "so many units cannot be counted. Allow a larger margin or share",
      zh: "所需单位数大得无法计数。请放宽误差或可容忍比例"),
    Entry(
      .tooFewUnitsForResponse,
      en:
        "{needed} answers are needed; at a response rate of {rate} that takes {size} units, more than the {population} there are. Allow a larger margin",
      zh: "需要 {needed} 份回答；回答率为 {rate} 时要抽 {size} 个单位，而总体只有 {population} 个。请放宽误差"),
    Entry(
      .allErrorsAllowed,
      en:
        "{allowed} errors in the sample cannot show that fewer than {count} units err. Allow fewer errors",
      zh: "样本中有 {allowed} 处错误，不能说明总体中出错的不足 {count} 个。请减少允许的错误数"),
  ]
}
