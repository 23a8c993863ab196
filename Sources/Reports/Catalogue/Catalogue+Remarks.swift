// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

extension Catalogue {
  /// The sentences of all remarks on figures by their code, in both languages. `{name}` stands for the
  /// remark's value of that name.
  static let remarks: [String: BilingualText] = [
    "assumes-same-rate": BilingualText(
      zh: "{rate}只能在 {covered}（共 {total}）中抽样得到；此处按方案的规定，假定其余部分的比率与之相同。",
      en:
        "{rate} was sampled from {covered} of {total} only; as the profile says, the rest is assumed to have the same rate."
    ),
    "bound-assumes-random": BilingualText(
      zh: "个数的界限把各层内的等距抽样当作简单随机抽样。",
      en: "The bound on the count takes the systematic draw within each stratum as simple random."),
    "composite-outside-frame": BilingualText(
      zh: "没有数值：{rate}只能在 {covered}（共 {total}）中抽样得到，不能乘以全部。请扩大抽样框，或在方案中写明 assume-same-rate: true。",
      en:
        "There is no figure: {rate} was sampled from {covered} of {total} only and must not be multiplied by the whole. Draw from all of it, or state assume-same-rate: true in the profile."
    ),
    "lonely-without-donor": BilingualText(
      zh: "没有估计：样本“{sample}”的每一格都只有一户完成，不能估计方差。",
      en:
        "There is no estimate: every cell of the sample “{sample}” has a single completed interview, which tells no variance."
    ),
    "nobody-answered": BilingualText(
      zh: "没有可用的答卷，因此没有数值。", en: "Nobody answered, so there is no figure."),
    "official-differs": BilingualText(
      zh:
        "官方口径与估计之差超过区间宽度的一半：前者每份答卷同等计数，后者按每份答卷所代表的数量加权，而代表数量多的单位与代表数量少的单位数值不同。",
      en:
        "The two figures differ by more than half the width of the interval: the official one counts every interview alike, the estimate weighs each by the units it stands for, and units that stand for many have other values than units that stand for few."
    ),
    "sample-not-drawn": BilingualText(
      zh: "没有数值：设计中没有抽取样本“{sample}”。",
      en: "There is no figure: the design does not draw the sample “{sample}”."),
    "stratum-unanswered": BilingualText(
      zh: "没有估计：样本“{sample}”在层“{stratum}”中没有一户完成，也没有别的单位可以代表。",
      en:
        "There is no estimate: in the sample “{sample}” nobody of stratum “{stratum}” was interviewed, and nobody can stand for it."
    ),
    "error-without-size": BilingualText(
      zh: "没有数值：未访单位按有错误计算时，不知道它们在分母中各计多少。请在方案中给该指标写明 unanswered。",
      en:
        "There is no figure: if units without an interview are errors, nobody knows what each adds below the line. State unanswered for this indicator in the profile."
    ),
    "weights-fitted": BilingualText(
      zh: "样本“{sample}”的权数已与名册中的总数一致（{variables}）；方差计入了这一调整。",
      en:
        "The weights of the sample “{sample}” were fitted to totals of the registers ({variables}); the variances take this into account."
    ),
    "total-without-interview": BilingualText(
      zh:
        "没有估计：样本“{sample}”的权数要与名册总数一致，但“{level}”中没有一户完成，权数无从调整。请完成访问，或在方案的 weights 中改用更粗的分类。",
      en:
        "There is no estimate: the weights of the sample “{sample}” are to agree with the register, and nobody of “{level}” was interviewed. Complete the visits, or name a coarser column under weights in the profile."
    ),
  ]

  /// The names of the remarks that have sentences.
  package static var remarkNames: Set<String> { Set(remarks.keys) }

  /// The sentences of a remark as they stand, with their places for values.
  package static func remarkTemplate(_ code: String) -> BilingualText? { remarks[code] }

  /// The sentence of a remark with its values.
  public static func sentence(for remark: Remark, in language: Language) -> String {
    guard let template = remarks[remark.code] else { return remark.code }
    return filled(template.text(in: language), with: remark.values)
  }
}
