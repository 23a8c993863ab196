// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension Catalogue {
  static let assessment: [Entry] = [
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
      en: "the key \"{unknown}\" ({key}, column {position}) is not known here. Known keys: {known}",
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
  ]
}
