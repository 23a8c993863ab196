// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling

extension Catalogue {
  static let sampling: [Entry] =
    identifiers + seeds + designs + anyFile + plans

  private static let identifiers: [Entry] = [
    Entry(
      .raisedByMinimum,
      en:
        "{sample}: asked for {asked}, raised to {size} by the minimum of {minimum} in each of {cells} cells. A smaller minimum: with rounding: nearest or controlled comes closer to what was asked, but a cell of one unit tells nothing of its variance",
      zh:
        "{sample}：要求 {asked} 个，因每格至少 {minimum} 个，{cells} 个格被提高，合计 {size} 个。设更小的 minimum: 并用 rounding: nearest 或 controlled 可接近要求的数量，但只抽 1 个的格无法估计方差"
    ),
    Entry(
      .emptyID,
      en: "this unit has no id. Give it one",
      zh: "本单位没有编号。请补上编号"),
    Entry(
      .idWithSlash,
      en:
        "the id \"{id}\" holds a slash, which separates the parts of a unit's path. Replace it, for instance by a hyphen",
      zh: "编号“{id}”含有斜杠，而斜杠用来分隔单位路径的各部分。请改用其他字符，例如连字符"),
    Entry(
      .idWithControlCharacter,
      en:
        "the id \"{id}\" holds a control character, such as a line break or a tab. Delete it",
      zh: "编号“{id}”含有控制字符（如换行或制表符）。请删去"),
    Entry(
      .idWithWhiteSpace,
      en: "the id \"{id}\" begins or ends with white space. Delete the white space",
      zh: "编号“{id}”首尾有空白字符。请删去空白"),
    Entry(
      .idNotNormalized,
      en:
        "the id \"{id}\" is not in Unicode's normalization form C, so that the same looks may be other bytes elsewhere. Save the file in form NFC, or type the id again",
      zh: "编号“{id}”不是 Unicode 规范化形式 C（NFC），看起来相同的文字可能是不同的字节。请把文件转成 NFC 后保存，或重新输入编号"),
    Entry(
      .duplicateID,
      en:
        "the id \"{id}\" stands already in row {row}; an id may stand once, below the first stage once within each parent. Give one of the two units another id, or delete the row that is one too many",
      zh: "编号“{id}”已出现于第 {row} 行；编号不能重复（第一阶段以下，在同一上级内不能重复）。请为其中一个单位改编号，或删去多余的一行"),
    Entry(
      .idInTwoRegisters,
      en:
        "the unit \"{id}\" also stands in another register of the same stage. Delete it from one of them, or tell the registers apart with prefix:",
      zh: "单位“{id}”也出现在同一阶段的另一名册中。请从其中一个名册删去，或用 prefix: 区分两个名册"),
    Entry(
      .unknownParent,
      en:
        "the unit \"{id}\" belongs to \"{parent}\", which the register above does not hold. Correct it, or add \"{parent}\" there",
      zh: "单位“{id}”的上级“{parent}”不在上级名册中。请更正，或在上级名册中补上“{parent}”"),
    Entry(
      .emptyParent,
      en:
        "the unit \"{id}\" does not say to which unit of the register above it belongs. Fill the cell in with an id of that register",
      zh: "单位“{id}”没有填写所属的上级单位。请在此格填写上级名册中的编号"),
    Entry(
      .notConstantWithinCluster,
      en:
        "\"{column}\" is \"{value}\" here and \"{other}\" in row {row}, though both rows belong to the cluster \"{cluster}\". Correct one of them: it must be the same for all units of a cluster",
      zh:
        "“{column}”在本行是“{value}”，在第 {row} 行是“{other}”，而两行同属“{cluster}”。同一群内必须一致，请更正其中一个"),
  ]

  private static let seeds: [Entry] = [
    Entry(
      .emptySeed,
      en: "the seed is empty. Type the seed that was made in public, at least 20 characters",
      zh: "种子是空的。请输入当众产生的种子，至少 20 个字符"),
    Entry(
      .shortSeed,
      en:
        "the seed has {characters} characters; with fewer than {least} somebody could have tried all seeds beforehand. Add digits, for instance from dice, or allow it with --short-seed where that option exists",
      zh:
        "种子只有 {characters} 个字符；少于 {least} 个时，有人可能事先试遍所有种子。请再掷骰子补足，或在有 --short-seed 选项的命令中允许短种子"),
    Entry(
      .seedCharacter,
      en:
        "the seed holds {character} at position {position}, which is no printable character. Type the seed again",
      zh: "种子第 {position} 个字符是 {character}，不是可打印字符。请重新输入种子"),
    Entry(
      .seedFullWidthDigits,
      en:
        "the seed holds full-width digits, which give another draw than the usual digits. Whoever repeats the draw must type them alike",
      zh: "种子含有全角数字，与半角数字抽出的样本不同。重复抽样的人必须照样输入"),
    Entry(
      .seedWhiteSpace,
      en:
        "the seed begins or ends with white space, which nobody sees on paper. Whoever repeats the draw must type it alike",
      zh: "种子首尾有空白字符，纸面上看不出来。重复抽样的人必须照样输入"),
    Entry(
      .secretNotHexadecimal,
      en:
        "a key or salt is 64 hexadecimal digits; here are {characters} characters. Name the right file",
      zh: "密钥或盐应为 64 个十六进制数字，这里有 {characters} 个字符。请指定正确的文件"),
    Entry(
      .noSystemRandomness,
      en: "the system gives no random bytes for a key. Name a key of your own with --key-file",
      zh: "系统不能提供密钥所需的随机字节。请用 --key-file 指定自己的密钥"),
  ]

  private static let designs: [Entry] = [
    Entry(
      .notAFraction,
      en: "\"{value}\" is no fraction. Type a plain decimal number such as 0.10",
      zh: "“{value}”不是比例。请填 0.10 这样的小数"),
    Entry(
      .fractionOutOfRange,
      en: "the fraction {value} is not between 0 and 1. 20% is 0.20",
      zh: "比例 {value} 不在 0 与 1 之间。20% 请写成 0.20"),
    Entry(
      .numberTooLarge,
      en:
        "an exact calculation needs larger numbers than 64 bits hold. Use fractions and sizes with fewer digits, or fewer stages",
      zh: "精确计算需要超过 64 位的整数。请减少比例和规模的位数，或减少阶段"),
    Entry(
      .subsampleMethod,
      en:
        "sample {sample}, {cell}: {size} of the {earlier} units that {method} drew cannot be drawn again, since the variance of both together is not known. Visit all of them, or draw the earlier round by srs",
      zh:
        "样本 {sample}，{cell}：不能从按 {method} 抽出的 {earlier} 个单位中再抽 {size} 个，因为两次抽样合起来的方差未知。请全部回访，或前一轮改用 srs"
    ),
    Entry(
      .unknownMethod,
      en: "the method \"{method}\" is not known. Known methods: {methods}",
      zh: "不认识抽样方法“{method}”。可用：{methods}"),
    Entry(
      .stratumSizedTwice,
      en:
        "the stratum \"{stratum}\" has two sizes. Leave it in one place, under fraction or under size",
      zh: "层“{stratum}”规定了两次样本量。请只在 fraction 或 size 中保留一处"),
    Entry(
      .unknownStratum,
      en:
        "the sample {sample} has a size for the stratum \"{stratum}\", which no unit has. Strata of the register: {strata}",
      zh: "样本 {sample} 为层“{stratum}”规定了样本量，但没有单位属于该层。名册中的层：{strata}"),
    Entry(
      .stratumWithoutSize,
      en:
        "the sample {sample} has neither a fraction nor a size for the stratum \"{stratum}\". Give it one; 0 leaves it out",
      zh: "样本 {sample} 没有为层“{stratum}”规定比例或样本量。请补上；0 表示不抽"),
    Entry(
      .sizeAbovePopulation,
      en:
        "the sample {sample}{cell} wants {size} units, and there are {population}. Lower the size, or give a fraction",
      zh: "样本 {sample}{cell} 要抽 {size} 个单位，可抽的只有 {population} 个。请减少样本量或改用比例"),
    Entry(
      .topUpDesign,
      en:
        "{sample} differs in more than its size from what was drawn. A sample is enlarged by sizes, minimum, maximum and reserves alone (of: population: by its size alone)",
      zh: "{sample} 与已抽的方案相比，变动不止数量。扩大样本只能改数量、最小、最大和备用比例（of: population 只能改数量）"),
    Entry(
      .topUpMethod,
      en:
        "{sample} cannot be enlarged by appending: the method {method} with another size draws other units. It holds for {methods}. Leave the size as it is, or seal without --top-up to draw anew",
      zh: "{sample} 不能只增不换地扩大：{method} 改变数量后会抽到别的单位，只有 {methods} 可以。请保留原数量，或不用 --top-up 封存后重新抽样"),
    Entry(
      .topUpSmaller,
      en:
        "{sample}, {cell}: fewer units would be drawn than before, so that some would be lost. Give every stratum at least its former size",
      zh: "{sample} 的 {cell}：抽取数会比原来少，部分单位会丢失。请使各层数量不少于原来"),
    Entry(
      .topUpShared,
      en:
        "the sizes in the cells of {sample} depend on all drawn units above (of: population, or controlled rounding), so that more of these would take units away. Leave the stages above as they are, and rounding up or nearest",
      zh:
        "{sample} 各单元的数量取决于上一阶段全部中选单位（of: population 或受控取整），上一阶段扩大会减少单位。请保持以上各阶段不变，并用 up 或 nearest 取整"
    ),
    Entry(
      .sizeNotReachable,
      en:
        "the sample {sample}{cell} cannot draw {size} of {population} units with minimum {minimum} and maximum \"{maximum}\". Change the size or the bounds",
      zh:
        "样本 {sample}{cell} 在最小 {minimum}、最大“{maximum}”的限制下，无法从 {population} 个单位中抽 {size} 个。请调整样本量或限制"
    ),
    Entry(
      .impossibleBounds,
      en:
        "the sample {sample} has minimum {minimum} and maximum \"{maximum}\". A minimum is at least 0 and a maximum at least the minimum and 1",
      zh: "样本 {sample} 的最小值是 {minimum}，最大值是“{maximum}”。最小值不能为负，最大值不能小于最小值或 1"),
    Entry(
      .firstStageSamples,
      en:
        "the first stage needs exactly one sample, without a name. Put named samples into a later stage",
      zh: "第一阶段只能有一个不带名称的样本。请把有名称的样本放到后面的阶段"),
    Entry(
      .sampleNamedTwice,
      en: "two samples are called \"{sample}\". Rename one of them",
      zh: "有两个样本都叫“{sample}”。请改名"),
    Entry(
      .sampleWithoutName,
      en:
        "a sample from the register {register} has no name, though its stage has several samples. Name it",
      zh: "取自名册 {register} 的样本没有名称，而该阶段有多个样本。请为它命名"),
    Entry(
      .sampleName,
      en:
        "\"{sample}\" cannot be the name of a sample ({flaw}). Use letters, digits and hyphens",
      zh: "“{sample}”不能作样本名称（{flaw}）。请用字母、数字和连字符"),
    Entry(
      .sampleWithoutRegister,
      en: "the sample {sample} is drawn from the register {register}, which was not given",
      zh: "样本 {sample} 取自名册 {register}，但没有提供该名册"),
    Entry(
      .sampleWithoutUnits,
      en:
        "the sample {sample} has no unit to draw from in the register {register}. Check its condition and the register",
      zh: "样本 {sample} 在名册 {register} 中没有可抽的单位。请检查条件和名册"),
  ]

  private static let anyFile: [Entry] = [
    Entry(
      .sortWithoutSystematic,
      en:
        "--sort {columns} has no effect, since no stage is systematic. Add --method systematic or pps-systematic, or --cluster-method with one of them, or leave --sort out",
      zh:
        "没有系统抽样的阶段，--sort {columns} 不起作用。请用 --method 或 --cluster-method 选 systematic 或 pps-systematic，或去掉 --sort"
    ),
    Entry(
      .columnInTwoRoles,
      en: "the column \"{column}\" cannot be both --id and --cluster. Name another column",
      zh: "“{column}”列不能既作 --id 又作 --cluster。请改用另一列"),
    Entry(
      .cellsWithoutSample,
      en:
        "in {cells} cells with {units} units together, rounding left nothing to draw, so that these units had no chance; use --rounding up or --minimum 1",
      zh: "有 {cells} 个单元（共 {units} 个单位）因取整而未抽到，这些单位没有被抽中的机会；请用 --rounding up 或 --minimum 1"),
    Entry(
      .clustersWithoutSample,
      en:
        "no unit was drawn in {clusters} of the drawn clusters, and the output cannot tell of them; use --rounding up or --minimum 1",
      zh: "有 {clusters} 个抽中的群里没有抽到单位，输出中无法反映；请用 --rounding up 或 --minimum 1"),
    Entry(
      .columnNameTaken,
      en:
        "the file has a column \"{column}\" already, as if it were a sample itself. Rename or delete its assay_ columns",
      zh: "文件中已有“{column}”列，似乎本身就是样本。请改名或删去 assay_ 开头的列"),
  ]

  private static let plans: [Entry] = [
    Entry(
      .stratumOfOneUnit,
      en:
        "the stratum \"{stratum}\" of the first stage would get {size} of its {population} units, and nobody can estimate a variance from one. Take at least 2 (minimum: 2), take all (fraction: 1), merge strata, or sort by this column instead",
      zh:
        "第一阶段的层“{stratum}”共 {population} 个单位，只抽 {size} 个，而一个单位无法估计方差。请至少抽 2 个（minimum: 2）、全部抽取（fraction: 1）、合并层，或改为按此列排序"
    ),
    Entry(
      .readingNotFillable,
      en:
        "the sample {sample} wants {wanted} units of the stratum \"{stratum}\", but the drawn units of the first stage are expected to hold {expected}. Draw {units} of the first stage ({growth}), lower the fraction, or read it as a part of each cluster (of: cluster)",
      zh:
        "样本 {sample} 要从层“{stratum}”抽 {wanted} 个单位，但预计抽中的第一阶段单位只含 {expected} 个。请把第一阶段增加到 {units} 个（{growth}）、降低比例，或改为每个群内的比例（of: cluster）"
    ),
  ]
}
