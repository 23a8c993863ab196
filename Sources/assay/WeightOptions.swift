// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Forms
import Tables

/// How weights are adjusted before anything is estimated.
struct WeightOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "使权数符合一列各取值（或交叉各列）的已知总数（事后分层）。",
      en: "Fit the weights to known totals of the levels of one column, or of crossed columns.",
      value: .init(zh: "列[*列]:A=N,B=N", en: "col[*col]:A=N,B=N")))
  var poststratify: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: .text(
      zh: "使权数依次符合多列的总数（迭代加权）；每列一个选项。",
      en: "Fit the weights to several columns in turn; one option for each.",
      value: .init(zh: "列:A=N,B=N", en: "col:A=N,B=N")))
  var rake: [String] = []

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "使权数符合个体数、数值总量和各取值的计数（校准）。",
      en: "Fit the weights to the number of elements, totals of numbers, counts of levels.",
      value: .init(zh: "(count)=N,列=总量,列:取值=N", en: "(count)=N,col=T,col:level=N")))
  var calibrate: String?

  @Option(
    help: .text(
      zh: "校准的距离：linear（默认）、raking、logit。", en: "Its distance: linear (default), raking, logit.",
      value: .name))
  var calibration: String?

  @Option(
    parsing: .unconditional,
    help: .text(zh: "权数倍数的下限和上限。", en: "Least and largest factor of the weights.", value: "l,u"))
  var bounds: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "将权数截在下限与上限之间（- 表示不限），截去的部分均摊给其余单位。",
      en: "Cut weights off at a least and a largest one (- for none) and spread the rest equally.",
      value: "l,u"))
  var trim: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "谁作了回答；他们承担同类中未回答者的权数。",
      en: "Who answered; they take over the weights of the others in their class.",
      value: .condition))
  var respondents: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "--respondents 的类；无人回答的类并入相邻的类，先合并最后一列。",
      en:
        "The classes of --respondents; a class where nobody answered joins its neighbours, the last column first.",
      value: .init(zh: "列[*列]", en: "col[*col]")))
  var responseClasses: String?

  func columns(header: [String]) throws -> WeightColumns {
    if responseClasses != nil && respondents == nil {
      throw Fault(
        .optionWithoutOther, ["option": "--response-classes", "other": "--respondents"])
    }
    let classes = try responseClasses.map {
      try EstimateRequest.crossedColumns(argument: $0, header: header)
    }
    return try WeightColumns(
      poststratify: poststratify, rake: rake, calibrate: calibrate, calibration: calibration,
      bounds: bounds, trim: trim, responseClasses: respondents == nil ? nil : classes ?? [])
  }
}

/// How variances are estimated.
struct VarianceOptions: ParsableArguments {
  @Option(
    help: .text(
      zh: "taylor（线性化）、jackknife（刀切法）、bootstrap（自助法）、brr（平衡重复）、fay。",
      en: "taylor (linearization), jackknife, bootstrap, brr, fay.", value: .method))
  var variance = "taylor"

  @Option(
    help: .text(
      zh: "自助法的重复次数（默认：1000）。", en: "Replicates of the bootstrap (default: 1000).", value: "n"))
  var replicates: Int?

  @Option(
    parsing: .unconditional,
    help: .text(zh: "自助法的种子（默认：1）。", en: "Seed of the bootstrap (default: 1).", value: .text))
  var seed: String?

  @Option(
    help: .text(
      zh: "Fay 系数（默认：0.3）。", en: "Fay's factor (default: 0.3).", value: .init(zh: "系数", en: "rho")))
  var fayRho: Double?

  func method() throws -> ReplicateMethod? {
    try ReplicateMethod.named(variance, replicates: replicates, seed: seed, fay: fayRho)
  }
}
