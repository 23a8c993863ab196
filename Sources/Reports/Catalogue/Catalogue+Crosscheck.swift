// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Workspaces

extension Catalogue {
  static let crosscheck: [Entry] = [
    Entry(
      .noCrosscheck,
      en:
        "the profile {profile} has no section crosscheck:. Add one with register, id_number, name, categories and lists",
      zh: "方案 {profile} 没有 crosscheck: 一节。请补上 register、id_number、name、categories 和 lists"),
    Entry(
      .crosscheckCategory,
      en: "\"{name}\" is no category of the profile. Write CATEGORY=FILE with one of: {known}",
      zh: "“{name}”不是方案中的类别。请写 类别=文件，类别可选：{known}"),
    Entry(
      .crosscheckPersonalColumn,
      en:
        "the register {register} holds no columns {number} and {name} as personal ones. Import its file again with both columns (assay register import): they are kept apart, and nothing need be written in assessment.yaml; where it describes them, they must be personal: true",
      zh:
        "名册 {register} 中没有作为个人信息保存的 {number} 列和 {name} 列。请用含这两列的文件重新载入（assay register import）：它们自动单独保存，不必改 assessment.yaml；如其中已写明这两列，须为 personal: true"
    ),
    Entry(
      .crosscheckListWithoutNumbers,
      en:
        "this list has no identity numbers (columns: {columns}). Ask for {numbers}; or compare names with --by-name, which mixes up namesakes",
      zh: "此名单没有身份证号（现有列：{columns}）。请索取“{numbers}”列；或用 --by-name 只按姓名比对，同名者会混淆"),
    Entry(
      .crosscheckNumbersEmpty,
      en:
        "the column is there and is empty in all {rows} rows. Ask for the list with its identity numbers; or compare names with --by-name, which mixes up namesakes",
      zh: "有此列，但 {rows} 行全部为空。请索取填有身份证号的名单；或用 --by-name 只按姓名比对，同名者会混淆"),
    Entry(
      .crosscheckListColumns,
      en:
        "this list has no column of names (columns: {columns}). Name it one of: {names}; numbers: {numbers}",
      zh: "此名单没有姓名列（现有列：{columns}）。列名请用：{names}；证号列：{numbers}"),
    Entry(
      .noSuchFlag,
      en: "there is no flag {flag} of this household. See assay register crosscheck list",
      zh: "该户没有编号 {flag} 的比对记录。请用 assay register crosscheck list 查看"),
    Entry(
      .crosscheckStep,
      en:
        "flag {flag} is {from} by {by} and cannot become {to}. After {from} may follow: {next}. Nobody is removed unverified",
      zh: "记录 {flag} 现为“{from}”（{by}），不能改为“{to}”。“{from}”之后只能是：{next}。未经核实不得剔除"),
    Entry(
      .crosscheckUnsigned,
      en: "the decision on flag {flag} lacks who decided or why. Fill in both",
      zh: "记录 {flag} 的决定缺少核实人或依据。请填写"),
    Entry(
      .crosscheckSheetColumns,
      en:
        "this is no workbook of assay register crosscheck export (columns: {columns}). Fill in the one that was exported",
      zh: "这不是 assay register crosscheck export 导出的工作簿（现有列：{columns}）。请在导出的工作簿上填写"),
    Entry(
      .crosscheckForeignState,
      en: "\"{value}\" is no result. Choose one of: {known}",
      zh: "“{value}”不是核实结果。可选：{known}"),
    Entry(
      .diffUnitTwice,
      en:
        "{unit} stands in row {first} already. Remove one of the rows, or name the column of villages",
      zh: "{unit} 已在第 {first} 行出现。请删去重复的行，或指明村的列"),
    Entry(
      .onlyRegisterVersion,
      en:
        "there is one version of {name} only, imported {imported}. Import the register once more, or name a file to compare it with: assay register diff --register {name} FILE",
      zh:
        "{name} 只有一个版本（{imported} 导入），没有可比的版本。请再次导入，或指定要比较的文件：assay register diff --register {name} 文件"
    ),
    Entry(
      .noRegisterVersion,
      en: "the register {name} has no version {version}. There are: {known}",
      zh: "名册 {name} 没有第 {version} 版。现有：{known}"),
    Entry(
      .figureNoShare,
      en: "\"{value}\" is no share. Write it as printed, such as 67.46%",
      zh: "“{value}”不是比例。请照原样填写，如 67.46%"),
  ]
}
