// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension Catalogue {
  static let assessment: [Entry] =
    [
      Entry(
        .unknownIndicator,
        en: "there is no indicator \"{name}\". Known: {known}",
        zh: "没有名为“{name}”的指标。已有：{known}"),
      Entry(
        .rankingOfComposite,
        en:
          "\"{name}\" is put together from rates with totals of the whole county, so that parts have none of their own. Rank by one of its rates",
        zh: "“{name}”由几个比率与全县总数合成，各部分没有自己的数值。请按其中一个比率排名"),
      Entry(
        .rankingWithoutSide,
        en:
          "\"{name}\" has no requirement that tells which end is the worst. Add --worst high or --worst low",
        zh: "“{name}”没有要求，看不出哪一端为差。请加上 --worst high 或 --worst low"),
      Entry(
        .rankingColumn,
        en:
          "\"{column}\" is no column of the register of \"{sample}\" nor of the villages above it. Name one of them after --by",
        zh: "“{column}”既不是“{sample}”名册的列，也不是其上级村名册的列。请在 --by 后写其中一列"),
      Entry(
        .notRankable,
        en:
          "\"{name}\" cannot be estimated at present ({reason}); assay score says why. Nothing is ranked",
        zh: "“{name}”目前无法估计（{reason}），原因见 assay score。因此不排名"),
      Entry(
        .completionNotANumber,
        en:
          "\"{value}\" is no number from 0 on. Type what is done and what is to be done as digits, such as 12 or 3.5",
        zh: "“{value}”不是大于或等于 0 的数。请用数字填写完成量和任务量，例如 12 或 3.5"),
      Entry(
        .completionTwice,
        en:
          "\"{value}\" stands in row {first} already. Delete the row that is too many, or add the two up in one row",
        zh: "“{value}”已在第 {first} 行出现。请删去多余的一行，或合并为一行"),
      Entry(
        .completionWithoutId,
        en: "this row has no identifier. Type the unit that it is about, or delete the row",
        zh: "这一行没有单位标识。请填写单位，或删去这一行"),
      Entry(
        .yamlSyntax,
        en:
          "this is not YAML (column {position}): {problem}. Check indentation, colons and quotation marks",
        zh: "这里不符合 YAML 格式（第 {position} 列）：{problem}。请检查缩进、冒号和引号"),
      Entry(
        .yamlDuplicateKey,
        en: "the key {key} stands twice. Delete one of them",
        zh: "键 {key} 出现了两次。请删去一个"),
      Entry(
        .yamlUnknownKey,
        en:
          "the key \"{unknown}\" ({key}, column {position}) is not known here. Known keys: {known}",
        zh: "这里不认识键“{unknown}”（{key}，第 {position} 列）。可用的键：{known}"),
      Entry(
        .yamlMissingKey,
        en: "the key \"{missing}\" is missing below \"{key}\" (column {position}). Add it",
        zh: "“{key}”之下缺少键“{missing}”（第 {position} 列）。请补上"),
      Entry(
        .yamlWrongType,
        en:
          "\"{value}\" does not fit \"{key}\" (column {position}), which must look like: {expected}",
        zh: "“{value}”不能作为“{key}”的值（第 {position} 列），应形如：{expected}"),
      Entry(
        .yamlEmpty,
        en: "\"{key}\" (column {position}) has no value. Write one, or delete the key",
        zh: "“{key}”（第 {position} 列）没有值。请填写，或删去此键"),
      Entry(
        .yamlOutOfRange,
        en:
          "\"{value}\" cannot be the value of \"{key}\" (column {position}). Write a number that is possible: {range}",
        zh: "“{value}”不能作为“{key}”的值（第 {position} 列）。请填写可能的数：{range}"),
      Entry(
        .boundsReversed,
        en:
          "of the limits of \"{key}\" (column {position}) the first, {first}, is not below the second, {second}. Write the smaller one first; hours end at 24, and no window crosses midnight",
        zh:
          "“{key}”（第 {position} 列）的两个界限中，前一个 {first} 不小于后一个 {second}。请把小的写在前面；钟点至 24 为止，不能跨过午夜"),
      Entry(
        .constantDenominator,
        en:
          "the denominator \"{value}\" ({key}, column {position}) is the same for every row and not above 0, so that nothing can be divided by it. Write 1 to count rows, or a column",
        zh: "分母“{value}”（{key}，第 {position} 列）对每一行都相同且不大于 0，不能作除数。按行计数的请写 1，否则写列名"),
      Entry(
        .schemaIncomplete,
        en:
          "a schema is made of a file that uses every key, and this one leaves out: {keys}. Add them",
        zh: "生成模式所用的示例须用到全部键，这里缺少：{keys}。请补上"),
      Entry(
        .expectationUnknown,
        en:
          "\"{name}\" is neither rows nor one of this register's integer columns ({key}, column {position}). Add the column under columns: with type integer",
        zh: "“{name}”既不是 rows，也不是本名册的整数列（{key}，第 {position} 列）。请在 columns: 下以 integer 类型加上该列"),
    ] + profiles + scoring + substitutes

  /// Faults of `profile.yaml`, and of what `assessment.yaml` says about registers and design.
  private static let profiles: [Entry] = [
    Entry(
      .numbersCrossed,
      en:
        "\"{name}\" crosses a column of numbers. Name the numbers by themselves, and cross columns of text",
      zh: "“{name}”把数字列与别的列交叉了。数字列请单独列出，只有文本列可以交叉"),
    Entry(
      .sampleNotInDesign,
      en:
        "the design has no sample \"{name}\" ({key}, column {position}). It has: {known}. Name one of these under samples:",
      zh: "方案中没有样本“{name}”（{key}，第 {position} 列）。现有：{known}。请在 samples: 下写其中之一"),
    Entry(
      .probabilityColumnTaken,
      en:
        "the register {register} has a column {name}, under which a subsample keeps the probabilities of the earlier round ({key}, column {position}). Give that column another name",
      zh: "名册 {register} 已有 {name} 列，而再抽样要用此列保存前一轮的概率（{key}，第 {position} 列）。请把该列改名"),
    Entry(
      .rotationRepeats,
      en:
        "{sample} {cell}: {size} of {population} units a round would take a unit twice within {rounds} rounds. Take fewer, write keep: 0, or lower apart:",
      zh:
        "{sample} {cell}：每轮 {size} 个（共 {population} 个），{rounds} 轮内会重复抽到同一单位。请减少数量、写 keep: 0 或调低 apart:"
    ),
    Entry(
      .rotationTooSlow,
      en:
        "{sample} {cell}: {size} of {population} units a round do not reach all of them within {rounds} rounds. Take more, keep less, or raise reach:",
      zh: "{sample} {cell}：每轮 {size} 个（共 {population} 个），{rounds} 轮内不能轮遍。请增加数量、降低 keep: 或调高 reach:"),
    Entry(
      .rotationWithMethod,
      en:
        "a sample that rotates is simple random ({key}, column {position}), not {method}. Leave out method: or rotation:",
      zh: "轮换的样本按简单随机抽取（{key}，第 {position} 列），不能用 {method}。请去掉 method: 或 rotation:"),
    Entry(
      .rotationNeedsFixedSizes,
      en:
        "a sample that rotates needs sizes that stay from round to round ({key}, column {position}): of: cluster, and no controlled rounding",
      zh: "轮换的样本各轮数量须不变（{key}，第 {position} 列）：用 of: cluster，且不用受控取整"),
    Entry(
      .lapsWithoutCircle,
      en:
        "{sample} waits for laps (turn: lap, {key}, column {position}), so the first stage must go round: a number of units (size), no strata, and rotation with keep: 0; the first stage itself takes a turn each round",
      zh:
        "{sample} 按圈轮换（turn: lap，{key} 第 {position} 列），第一阶段须能绕行：给定数量（size）、不分层、rotation 的 keep 为 0；第一阶段本身每轮轮换"
    ),
    Entry(
      .listWithStrata,
      en:
        "the sample {sample} has a list and strata ({key}, column {position}). A list makes the strata: leave out strata: and give one fraction or size for the units that are not on it",
      zh:
        "样本 {sample} 既有名单又有分层（{key}，第 {position} 列）。名单本身就是分层：请去掉 strata:，并只给名单外单位一个 fraction 或 size"
    ),
    Entry(
      .listOfPopulation,
      en:
        "the sample {sample} has a list and takes its size from the whole register ({key}, column {position}). Units on a list are taken within the drawn villages: write of: cluster",
      zh: "样本 {sample} 有名单，其数量却按全部名册计算（{key}，第 {position} 列）。名单内单位在抽中的村里全部抽取：请写 of: cluster"),
    Entry(
      .listAtFirstStage,
      en:
        "the first stage cannot have a list ({key}, column {position}). Give it to a sample below",
      zh: "第一阶段不能有名单（{key}，第 {position} 列）。请写在下面的样本中"),
    Entry(
      .invalidName,
      en:
        "\"{name}\" cannot be a name here ({key}, column {position}). Names hold no slash, white space or control characters",
      zh: "“{name}”不能用作名称（{key}，第 {position} 列）。名称中不能有斜杠、空白或控制字符"),
    Entry(
      .unknownReference,
      en:
        "\"{name}\" is not defined ({key}, column {position}). Correct the spelling or define it. Defined are: {known}",
      zh: "“{name}”没有定义（{key}，第 {position} 列）。请改正拼写或补上定义。已定义：{known}"),
    Entry(
      .listedTwice,
      en: "\"{name}\" stands twice ({key}, column {position}). Delete one of them",
      zh: "“{name}”出现了两次（{key}，第 {position} 列）。请删去一个"),
    Entry(
      .eitherOr,
      en:
        "only one of {one} and {other} may stand here ({key}, column {position}). Delete the other",
      zh: "{one} 和 {other} 只能写其中之一（{key}，第 {position} 列）。请删去另一个"),
    Entry(
      .notAShare,
      en:
        "\"{value}\" is not between 0 and 1 ({key}, column {position}; possible: {range}). Write a percentage as a share: 10% is 0.10",
      zh: "“{value}”不在 0 到 1 之间（{key}，第 {position} 列；应为 {range}）。百分数请写成小数：10% 写作 0.10"),
    Entry(
      .levelNotInProfile,
      en:
        "the expression {expression} compares the column \"{name}\" with \"{value}\", which is none of the values that levels: lists, so that it never holds. Correct it, or add the value there. Listed are: {known}",
      zh:
        "表达式 {expression} 把列“{name}”与“{value}”比较，但 levels: 所列的取值中没有它，条件永远不会成立。请改正，或在 levels: 中补上。现列：{known}"
    ),
    Entry(
      .overallWithoutThreshold,
      en:
        "\"{name}\" cannot decide the overall result, since it has no threshold ({key}, column {position}). Give it a threshold or take it out of overall",
      zh: "“{name}”没有 threshold，不能用来判定总体结果（{key}，第 {position} 列）。请补上阈值，或从 overall 中去掉"),
    Entry(
      .noCompletedOutcome,
      en:
        "no outcome has the kind completed ({key}, column {position}). Mark the outcome of a finished interview with kind: completed",
      zh: "没有任何访问结果的 kind 是 completed（{key}，第 {position} 列）。请把完成访问的结果标为 kind: completed"),
    Entry(
      .unknownParentRegister,
      en:
        "the parent register \"{name}\" is not described above ({key}, column {position}). Describe it before its children. Described so far: {known}",
      zh: "上面没有描述上级名册“{name}”（{key}，第 {position} 列）。请先描述上级名册。目前已有：{known}"),
    Entry(
      .parentColumn,
      en:
        "the register {name} is identified by {id}, not by {column} ({key}, column {position}). Write parent: {name}.{id}, and give the child's file that column",
      zh: "名册 {name} 的标识列是 {id}，不是 {column}（{key}，第 {position} 列）。请写 parent: {name}.{id}，下级文件也要有该列"),
    Entry(
      .sampleNotInProfile,
      en:
        "the profile knows no sample \"{name}\". Name the sample as the profile does: {known}",
      zh: "评估方案中没有样本“{name}”。请使用方案中的名称：{known}"),
    Entry(
      .unknownRegisterColumn,
      en:
        "the register {register} has no column \"{name}\". Add it under columns:, or name one of: {columns}",
      zh: "名册 {register} 没有“{name}”列。请在 columns: 下补上，或改用：{columns}"),
    Entry(
      .designStages,
      en:
        "a design has one to three stages ({key}, column {position}): first the units, then the samples within them",
      zh: "设计只能有一至三个阶段（{key}，第 {position} 列）：先是 units，再是其中的 samples"),
    Entry(
      .firstStageHasParent,
      en:
        "the units of the first stage have no parent, but {name} lies within {parent} ({key}, column {position}). Begin with {parent}",
      zh: "第一阶段的单位没有上级，而 {name} 属于 {parent}（{key}，第 {position} 列）。请从 {parent} 开始"),
    Entry(
      .notBelowFirstStage,
      en:
        "units of {name} do not lie within {parent}, from which the stage above draws ({key}, column {position}). Draw from a register whose parent is {parent}",
      zh: "{name} 的单位不属于上一阶段的 {parent}（{key}，第 {position} 列）。请从上级为 {parent} 的名册中抽取"),
    Entry(
      .sizesWithoutStrata,
      en:
        "sizes are given by stratum, but there are no strata ({key}, column {position}). Add strata: or write one value",
      zh: "这里按层给出了抽样量，却没有分层（{key}，第 {position} 列）。请加上 strata:，或只写一个值"),
  ]

  /// Faults of field work and scoring.
  private static let scoring: [Entry] = [
    Entry(
      .registerMissing,
      en: "the register {name} is needed and was not given. Import it first",
      zh: "缺少名册 {name}。请先导入"),
    Entry(
      .sampleOfNothing,
      en:
        "a size of 0 draws nobody ({key}, column {position}). Type a number from 1, or a fraction above 0; a sample that is not wanted is left out of the design",
      zh: "样本量为 0 就抽不到任何单位（{key}，第 {position} 列）。请填 1 以上的数或大于 0 的比例；不需要的样本请从方案中删去"),
    Entry(
      .totalOfMissing,
      en:
        "a total needs a number here, but the field holds \"{value}\". Type a number, or 0 if there is nobody",
      zh: "合计需要此处为数字，但该字段为“{value}”。请填数字；没有人时填 0"),
    Entry(
      .emptyDenominator,
      en:
        "the total of register {register} below the line is zero. Check the register and its column",
      zh: "作为分母的名册 {register} 合计为零。请检查名册及该列"),
    Entry(
      .registerNotOfDraw,
      en:
        "the register {register} no longer has the unit {unit} in the row that was drawn. Use the register as it was sealed",
      zh: "名册 {register} 中抽样时所在的行已不是单位 {unit}。请使用封存时的名册"),
    Entry(
      .answerNotDrawn,
      en:
        "there is an answer of {unit} to the form {form}, but the unit was not drawn. Check its path",
      zh: "表单 {form} 中有单位 {unit} 的答卷，但该单位未被抽中。请核对编号"),
    Entry(
      .answeredTwice,
      en:
        "two answers of {unit} to the form {form} both claim to count. Keep the attempt with the best outcome",
      zh: "单位 {unit} 在表单 {form} 中有两份都要计入的答卷。请只保留结果最好的一次"),
    Entry(
      .unknownOutcome,
      en:
        "the visit to {unit} ended with \"{outcome}\" (form {form}), which the profile does not know. Known outcomes: {known}",
      zh: "单位 {unit} 的访问结果是“{outcome}”（表单 {form}），方案中没有这种结果。可用：{known}"),
    Entry(
      .unknownOutcomeQuestion,
      en:
        "the form {form} has no question \"{question}\" for the outcome. Name one of its questions",
      zh: "表单 {form} 中没有表示访问结果的问题“{question}”。请改为表单中的问题名"),
    Entry(
      .formQuestionMissing,
      en: "the form {form} has no question \"{question}\". Name one of its questions, or add it",
      zh: "表单 {form} 中没有问题“{question}”。请改为表单中的问题名，或补上该题"),
    Entry(
      .outcomeNotInProfile,
      en:
        "the form {form} offers the outcome \"{outcome}\", which the profile does not know. Add it under outcomes:, where there are: {known}",
      zh: "表单 {form} 有访问结果“{outcome}”，方案中没有。请在 outcomes: 下补上；已有：{known}"),
    Entry(
      .valueBelow,
      en:
        "the value {name} uses {other}, which is defined by it or below it ({key}, column {position}). Move {other} above {name}",
      zh: "计算值 {name} 用到了在它之后（或由它自己）定义的 {other}（{key}，第 {position} 列）。请把 {other} 移到 {name} 之前"),
    Entry(
      .ruleOnFindings,
      en:
        "the rule {rule} depends on findings, which it is there to raise. Let it look at answers only",
      zh: "规则 {rule} 依赖于它自己要提出的问题结论。规则只能依据答卷"),
    Entry(
      .findingNotInProfile,
      en:
        "\"{finding}\" is no kind of findings, so that nothing would be counted. The profile's are: {known}. Correct the spelling",
      zh: "“{finding}”不是问题类别，按它什么也数不到。方案规定的有：{known}。请改正拼写"),
    Entry(
      .nameNotInSample,
      en:
        "in the sample {sample} nothing is called \"{name}\": {expression}. Name a column of its register, a question of its forms, a parameter or a value",
      zh: "样本 {sample} 中没有“{name}”：{expression}。请使用名册的列、表单的问题、参数或计算值"),
    Entry(
      .ambiguousName,
      en:
        "the name \"{name}\" stands for two things in the sample {sample}. Rename the question, parameter or value, so that it differs from the register's columns",
      zh: "样本 {sample} 中“{name}”指两样东西。请给问题、参数或计算值改名，使其不同于名册的列"),
    Entry(
      .findingNotDrawn,
      en: "there is a finding \"{kind}\" about {unit}, which was not drawn. Check the path",
      zh: "发现的问题“{kind}”涉及未被抽中的单位 {unit}。请核对编号"),
    Entry(
      .findingTwice,
      en: "the finding \"{kind}\" about {unit} stands twice. Keep one",
      zh: "单位 {unit} 的问题“{kind}”出现了两次。请只保留一个"),
    Entry(
      .findingOfOtherSample,
      en:
        "units of the sample {sample} cannot have a finding \"{kind}\" ({unit}). Choose a kind that the profile allows there",
      zh: "样本 {sample} 的单位不可能有“{kind}”类问题（{unit}）。请选择方案允许的类型"),
    Entry(
      .findingsExclude,
      en:
        "\"{kind}\" and \"{other}\" cannot both be confirmed of {unit}. Clear one of them",
      zh: "单位 {unit} 不能同时认定“{kind}”和“{other}”。请排除其中一个"),
    Entry(
      .indicatorEmpty,
      en:
        "the indicator {indicator} has no value in the completed interview of {unit}: {expression}. Make the expression yield a number whatever was answered, for example with coalesce(…, 0)",
      zh:
        "指标 {indicator} 在单位 {unit} 的完成答卷中没有数值：{expression}。请让表达式在任何回答下都得出数字，例如用 coalesce(…, 0)"),
    Entry(
      .samplesOfStages,
      en:
        "the indicator {indicator} counts first-stage and later units together. Define an indicator for each",
      zh: "指标 {indicator} 把第一阶段单位和以后阶段的单位混在一起计算。请分成两个指标"),
    Entry(
      .boundNeedsFirstStage,
      en:
        "a hypergeometric bound of {indicator} needs first-stage units, and a condition on register columns only. Drop bound: or change the condition",
      zh: "指标 {indicator} 的超几何上界只适用于第一阶段单位，且条件只能用名册的列。请去掉 bound: 或修改条件"),
    Entry(
      .notFigures,
      en:
        "this is no file of figures and statements. It is a text (YAML) with a list checks:, each with an id and a statement such as sum: {parts: [1, 2], total: 3}; datasets/published-figures/figures.yaml is an example",
      zh:
        "这不是写有数字和说法的文件。该文件为文本（YAML），其中 checks: 逐条列出编号 id 和说法，如 sum: {parts: [1, 2], total: 3}；例子见 datasets/published-figures/figures.yaml"
    ),
  ]
}
