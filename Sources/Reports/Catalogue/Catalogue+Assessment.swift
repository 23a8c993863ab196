// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension Catalogue {
  static let assessment: [Entry] =
    [
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
        en: "the value of \"{key}\" (column {position}) must look like: {expected}",
        zh: "“{key}”的值（第 {position} 列）应形如：{expected}"),
      Entry(
        .expectationUnknown,
        en:
          "\"{name}\" is neither rows nor one of this register's integer columns ({key}, column {position}). Add the column under columns: with type integer",
        zh: "“{name}”既不是 rows，也不是本名册的整数列（{key}，第 {position} 列）。请在 columns: 下以 integer 类型加上该列"),
    ] + profiles

  /// Faults of `profile.yaml`, and of what `assessment.yaml` says about registers and design.
  private static let profiles: [Entry] = [
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
      en: "\"{value}\" is not between 0 and 1 ({key}, column {position}). Write 10% as 0.10",
      zh: "“{value}”不在 0 到 1 之间（{key}，第 {position} 列）。10% 请写作 0.10"),
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
        "a design has one or two stages ({key}, column {position}): first the units, then the samples within them",
      zh: "设计只能有一个或两个阶段（{key}，第 {position} 列）：先是 units，再是其中的 samples"),
    Entry(
      .firstStageHasParent,
      en:
        "the units of the first stage have no parent, but {name} lies within {parent} ({key}, column {position}). Begin with {parent}",
      zh: "第一阶段的单位没有上级，而 {name} 属于 {parent}（{key}，第 {position} 列）。请从 {parent} 开始"),
    Entry(
      .notBelowFirstStage,
      en:
        "units of {name} do not lie within {parent}, from which the first stage is drawn ({key}, column {position}). Draw from a register whose parent is {parent}",
      zh: "{name} 的单位不属于第一阶段的 {parent}（{key}，第 {position} 列）。请从上级为 {parent} 的名册中抽取"),
    Entry(
      .sizesWithoutStrata,
      en:
        "sizes are given by stratum, but there are no strata ({key}, column {position}). Add strata: or write one value",
      zh: "这里按层给出了抽样量，却没有分层（{key}，第 {position} 列）。请加上 strata:，或只写一个值"),
  ]
}
