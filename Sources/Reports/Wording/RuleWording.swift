// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Estimation

/// What the rules mean that a figure rests on where the data alone give none.
enum RuleWording {
  /// The sentence of a rule.
  static func sentence(_ rule: FigureRule) -> BilingualText {
    switch rule {
    case .census:
      BilingualText(
        zh: "总体的每个单位都已调查，没有抽样误差。",
        en: "Every unit of the population was observed; there is no sampling error.")
    case .truncated:
      BilingualText(
        zh: "有效样本量以实际样本量为上限。",
        en: "The effective sample size was held to the size of the sample.")
    case .zeroRule:
      BilingualText(
        zh: "样本中该项全无或全有，界限只由样本量决定（零值规则）。",
        en:
          "No unit of the sample, or every one, counts here; the limits follow from the sample size alone (zero rule)."
      )
    case .primaryUnits:
      BilingualText(
        zh: "第一阶段单位太少，不能估计方差；界限把每个第一阶段单位当作一次观测。",
        en:
          "There are too few first-stage units for a variance; the limits count each of them as one observation."
      )
    case .emptyDomain:
      BilingualText(zh: "样本中没有属于这一部分的单位。", en: "No unit of the sample belongs to this part.")
    case .zeroDenominator:
      BilingualText(zh: "分母为零，没有数值。", en: "The denominator is zero, so there is no figure.")
    case .onePrimaryUnit:
      BilingualText(
        zh: "全部答卷来自同一个第一阶段单位，不能说明其他单位的情况，因此没有区间。",
        en:
          "All answers come from one first-stage unit, which says nothing about the others, so there is no interval."
      )
    case .emptyReplicate:
      BilingualText(
        zh: "有的重复样本中这一部分没有单位，因此没有方差和区间。",
        en: "Some replicate has no unit of this part, so there is no variance and no interval.")
    case .noVariance:
      BilingualText(
        zh: "每层只有一个第一阶段单位，不能估计方差，因此没有区间。",
        en:
          "Each stratum has one first-stage unit only, so no variance and no interval can be computed."
      )
    case .noDegreesOfFreedom:
      BilingualText(
        zh: "第一阶段单位数不多于层数，没有自由度，因此没有区间。",
        en:
          "There are no more first-stage units than strata, so no degrees of freedom and no interval."
      )
    case .undefinedAtBoundary:
      BilingualText(
        zh: "这种区间方法对 0 或 100% 没有界限。", en: "This interval has no limits for a figure of 0 or 100%.")
    case .notARate:
      BilingualText(zh: "这种区间方法只用于比率。", en: "This interval is for rates only.")
    case .ceilingAtZero:
      BilingualText(
        zh: "样本中该项全无或全有；界限取决于群内相关上限。",
        en:
          "No unit of the sample, or every one, counts here; the limit rests on the ceiling of the intra-class correlation."
      )
    case .ceilingOnly:
      BilingualText(
        zh: "第一阶段单位太少，不能估计方差；界限完全取决于群内相关上限。",
        en:
          "No variance can be estimated from so few first-stage units; the limits rest wholly on the ceiling of the intra-class correlation."
      )
    case .moreClustered:
      BilingualText(
        zh: "样本显示的聚集程度超过群内相关上限；实际置信度可能略低于所标水平。",
        en:
          "The sample shows more clustering than the ceiling of the intra-class correlation; coverage may be somewhat below the stated level."
      )
    case .dominantUnit:
      BilingualText(
        zh: "个别单位权数过大，任何区间都不可靠。",
        en: "One unit weighs so much that no interval is trustworthy.")
    case .beyondObserved:
      BilingualText(
        zh: "界限所在之处没有观测到任何数值，因此没有界限。",
        en: "No value was observed as far out as the limit lies, so there is none.")
    case .noVariation:
      BilingualText(
        zh: "观测值全部相同，不能说明误差大小，因此没有标准误和区间。",
        en:
          "All observations agree and tell nothing about the error, so there is no standard error.")
    case .undefinedFunction:
      BilingualText(
        zh: "函数在估计值处没有定义。", en: "The function is not defined at the estimates.")
    case .oneLevel:
      BilingualText(
        zh: "变量不足两个取值，无从检验。",
        en: "A variable has fewer than two levels, so there is nothing to test.")
    case .singularCovariance:
      BilingualText(
        zh: "被检验各量的协方差矩阵不可逆（第一阶段单位太少，或某格没有变化），因此没有检验结果。",
        en:
          "The covariance matrix of what is tested has no inverse (too few first-stage units, or a cell without variation), so there is no test."
      )
    case .notSimpleRandom:
      BilingualText(
        zh: "精确界限要求各行是一个阶段内、从已知总体数的层中不放回简单随机抽取的。",
        en:
          "Exact limits need rows drawn in one stage by simple random sampling without replacement from strata of known size."
      )
    case .adjustedWeights:
      BilingualText(
        zh: "精确界限要求权数等于层的总体数除以样本数。",
        en: "Exact limits need weights that are a stratum's population over its sample.")
    case .partialStrata:
      BilingualText(
        zh: "精确界限要求所在层的每一行都属于该范围且有数值。",
        en: "Exact limits need every row of the strata in the domain, with its value.")
    case .lonelyRemoved:
      BilingualText(
        zh: "层内只有一个单位的，不计入方差。", en: "Units alone in their stratum add nothing to the variance.")
    case .lonelyCertain:
      BilingualText(
        zh: "层内只有一个单位的，视为必然抽中。", en: "Units alone in their stratum are held to be certain.")
    case .lonelyAdjusted:
      BilingualText(
        zh: "层内只有一个单位的，方差以总均值为中心计算。",
        en: "Units alone in their stratum are compared with the mean of all.")
    case .lonelyAveraged:
      BilingualText(
        zh: "层内只有一个单位的，取其他层方差的平均。",
        en: "Units alone in their stratum take the average variance of the others.")
    case .lonelyPooled:
      BilingualText(
        zh: "格内只有一个单位的，取其他格的合并方差。",
        en: "Units alone in their cell take the pooled variance within the other cells.")
    case .lonelyCollapsed:
      BilingualText(
        zh: "只有一个单位的层与相邻的层合并。",
        en: "Strata with a single unit are joined with a neighbour.")
    case .negativeVariance:
      BilingualText(
        zh: "方差的估计值为负（该估计量可能如此），因此没有区间。",
        en: "The estimate of the variance is negative, as it can be, so there is no interval.")
    case .overlapBounded:
      BilingualText(
        zh: "有的层两轮共有的第一阶段单位不足两个，其协方差按最不利的情形计入，误差只会偏大。",
        en:
          "A stratum has fewer than two first-stage units in both rounds; their covariance counts as the worst possible, so that the error is too large rather than too small."
      )
    case .overlapIgnored:
      BilingualText(
        zh: "两轮共有单位的协方差未计入（系统抽样、不等概率或层内只有一个单位）；数值保持时误差偏大。",
        en:
          "The covariance of units in both rounds is left out (systematic samples, unequal probabilities, lonely units); where figures persist the error is too large."
      )
    case .populationsDiffer:
      BilingualText(
        zh: "有的层两轮的总体数不同，协方差按较小的一个计算。",
        en:
          "A stratum has different populations in the two rounds; the covariance takes the smaller."
      )
    case .independentRounds:
      BilingualText(
        zh: "各单位没有名称，无从知道两轮是否相同，两轮按相互独立处理；请用 --clusters 指定单位列。",
        en:
          "Units have no names to know them by in both rounds, which are taken as independent; name them with --clusters."
      )
    case .conservative:
      BilingualText(
        zh: "保守界限：无论错误怎样分布在各村，界限成立的把握都不低于置信度，因此较宽。",
        en:
          "Conservative: the limit holds with its confidence for every population, however its errors lie in clusters, and is wide for it."
      )
    case .notSimpleStages:
      BilingualText(
        zh: "保守界限要求一个或两个阶段、每阶段都从已知总体数的层中不放回简单随机抽样，每行是一个单位。",
        en:
          "Conservative limits need one or two stages, each by simple random sampling without replacement from strata of known size, and rows that are units."
      )
    case .clusterLimitUnknown:
      BilingualText(
        zh: "保守界限需要知道总体中最大的第一阶段单位有多大；请用 --largest-cluster 给出。",
        en:
          "Conservative limits need the size of the population's largest first-stage unit; give it with --largest-cluster."
      )
    case .clusterAboveLimit:
      BilingualText(
        zh: "样本中有第一阶段单位大于 --largest-cluster 所给的最大单位；请改正。",
        en:
          "A first-stage unit in the sample is larger than --largest-cluster says the largest is; correct it."
      )
    case .brewerApproximation:
      BilingualText(
        zh: "不等概率抽样的方差按布鲁尔近似计算。",
        en: "The variance of unequal probabilities is Brewer's approximation.")
    case .hajekApproximation:
      BilingualText(
        zh: "不等概率抽样的方差按哈耶克近似计算。",
        en: "The variance of unequal probabilities is Hájek's approximation.")
    case .balancedApproximation:
      BilingualText(
        zh: "平衡抽样的方差按平衡变量上的残差近似计算。",
        en: "The variance of the balanced sample is that of residuals on the balancing variables.")
    case .neighbourhoodVariance:
      BilingualText(
        zh: "空间均衡样本的方差按相邻单位之间的差异估计。",
        en: "The variance of the spread sample is that between neighbours.")
    }
  }

  /// The sentence of the rule of a name; `nil` for what says nothing to a reader of a report, such as a
  /// census, which the limits themselves show.
  static func sentence(named name: String) -> BilingualText? {
    guard let rule = FigureRule(rawValue: name), rule != .census, rule != .truncated else {
      return nil
    }
    return sentence(rule)
  }
}
