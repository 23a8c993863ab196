// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Sampling

/// The options of `assay sample` that concern the units.
struct UnitOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .text(zh: "单位的编号列。", en: "The column of the units' ids.", value: .column))
  var id: String

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "以其取值划分层的列。", en: "The columns whose values make the strata.",
      value: .init(zh: "列*列2", en: "col*col2")))
  var strata: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "单位数，由 --allocation 在各层之间分配；有群时指每个群内的单位数。",
      en:
        "How many units, spread over the strata by --allocation; within each cluster, if there are any.",
      value: "n"))
  var size: Int?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "每层抽取的比例，如 0.10。", en: "Which fraction of each stratum, such as 0.10.", value: "f"))
  var fraction: String?

  @Option(
    help: .text(
      zh: "单位的抽样方法：\(SelectionMethod.all.map(\.name).joined(separator: "、"))。",
      en: "How units are selected: \(SelectionMethod.all.map(\.name).joined(separator: ", ")).",
      value: .method))
  var method = SelectionMethod.simpleRandom.name

  @Option(
    help: .text(
      zh: "每层最少抽取的单位数，单位不足的层全抽。", en: "The fewest units of a stratum, as far as it has them.",
      value: "n"))
  var minimum: Int?

  @Option(
    parsing: .unconditional,
    help: .text(zh: "每层最多抽取的单位数。", en: "The most units of a stratum.", value: "n"))
  var maximum: Int?

  @Option(
    parsing: .unconditional,
    help: .text(zh: "备用单位，以其占样本量的比例表示。", en: "Reserves, as a fraction of the size.", value: "f"))
  var reserves = "0"

  func validate() throws {
    guard (size == nil) != (fraction == nil) else {
      throw ValidationError(
        .text(zh: "请在 --size 和 --fraction 中选一个。", en: "Name either --size or --fraction."))
    }
  }
}

/// The options of `assay sample` that concern clusters.
struct ClusterOptions: ParsableArguments {
  @Option(
    help: .text(
      zh: "群的列，用于两阶段抽样。", en: "The column of the clusters, for a draw in two stages.",
      value: .column))
  var cluster: String?

  @Option(parsing: .unconditional, help: .text(zh: "抽取的群数。", en: "How many clusters.", value: "n"))
  var clusterSize: Int?

  @Option(
    help: .text(
      zh: "每个群层抽取的比例，如 0.20。", en: "Which fraction of each stratum of clusters, such as 0.20.",
      value: "f"))
  var clusterFraction: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "以其取值划分群的层的列；同一群内一致。",
      en: "The columns whose values make the strata of clusters; constant within each.",
      value: .init(zh: "列*列2", en: "col*col2")))
  var clusterStrata: String?

  @Option(
    help: .text(
      zh: "群的抽样方法，与 --method 的方法相同。默认：srs。",
      en: "How clusters are selected, by one of the methods of --method. Default: srs.",
      value: .method))
  var clusterMethod: String?

  func validate() throws {
    guard cluster == nil else {
      guard (clusterSize == nil) != (clusterFraction == nil) else {
        throw ValidationError(
          .text(
            zh: "请在 --cluster-size 和 --cluster-fraction 中选一个。",
            en: "Name either --cluster-size or --cluster-fraction."))
      }
      return
    }
    guard clusterSize == nil, clusterFraction == nil, clusterStrata == nil, clusterMethod == nil
    else {
      throw ValidationError(
        .text(zh: "请用 --cluster 指定群的列。", en: "Name the column of the clusters with --cluster."))
    }
  }

  /// The first of two stages, if there are two.
  func clusters(_ header: [String]) throws -> FileDesign.Clusters? {
    try cluster.map { column in
      FileDesign.Clusters(
        column, strata: try clusterStrata.map { try FileDesign.columns($0, in: header) } ?? [],
        size: try sizeRule(clusterSize, clusterFraction),
        method: try clusterMethod.map { try SelectionMethod(named: $0) } ?? .simpleRandom)
    }
  }
}

/// The options of `assay sample` that name the columns by which a method draws, at the stage whose method
/// uses them.
struct AuxiliaryOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "规模列，用于按规模比例抽取的阶段；用于群的阶段时，同一群内一致。",
      en:
        "The column of sizes, for the stage whose method draws in proportion to size; constant within each cluster if that is the clusters' stage.",
      value: .column))
  var sizeMeasure: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "用于 cube 方法：平衡样本要保持其总量的列；带 :levels 时保持各取值的单位数。",
      en:
        "For the method cube: the columns whose totals a balanced sample keeps, or with :levels the numbers of units with each value.",
      value: .init(zh: "列[:levels],…", en: "col[:levels],…")))
  var balance: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "每对抽中单位的概率写到哪里，用于每个不是简单随机抽样的阶段。",
      en:
        "Where to write the probability of each pair of drawn units, for every stage that is not simple random.",
      value: .file))
  var joint: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "两列坐标，用于 local-pivotal 方法。",
      en: "The two columns of coordinates, for the method local-pivotal.", value: "x,y"))
  var coordinates: String?
}

/// The rule of a number or a fraction, of which one is given.
func sizeRule(_ size: Int?, _ fraction: String?) throws -> SizeRule {
  if let size { return .size(size) }
  return .fraction(try Fraction(fraction ?? ""))
}

/// The options of a sample from a file that concern all stages.
struct StageOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "每个系统抽样阶段的次序：各列按字节，或加 :number 按数值。",
      en:
        "The order for every systematic stage: columns by their bytes, or by value after :number.",
      value: .init(zh: "列[:number],…", en: "col[:number],…")))
  var sort: String?

  @Option(
    help: .text(
      zh: "各阶段的样本量如何取整：up（向上）、nearest（就近）或 controlled（受控取整）。",
      en: "How sizes become integers, at every stage: up, nearest or controlled.",
      value: .init(zh: "取整", en: "rounding")))
  var rounding: Rounding = .up
}
