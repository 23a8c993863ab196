// SPDX-License-Identifier: GPL-3.0-or-later

import Workspaces

extension Catalogue {
  static let workspaces: [Entry] = [
    Entry(
      .roundsMustDiffer,
      en:
        "round \"{name}\" would be compared with itself. Name an earlier round after --against; assay round list shows them",
      zh: "轮次“{name}”不能与自己比较。请在 --against 后写一个更早的轮次；assay round list 列出全部轮次"),
    Entry(
      .methodNotScored,
      en:
        "the design draws below the first stage by the method \"{method}\", whose variance is known at the first stage alone. Name another method under method: in assessment.yaml or settings.xlsx: srs, systematic, poisson, pps-systematic, sampford, conditional-poisson, pareto or sequential-poisson",
      zh:
        "方案在第一阶段之下采用“{method}”方法抽样，其方差只在第一阶段可估计。请在 assessment.yaml 或 settings.xlsx 的 method: 下改用 srs、systematic、poisson、pps-systematic、sampford、conditional-poisson、pareto 或 sequential-poisson"
    ),
    Entry(
      .formSheetMissing,
      en: "the form has no sheet \"{sheet}\". Its sheets are: {sheets}. Name it {sheet}",
      zh: "表单没有名为“{sheet}”的工作表。现有工作表：{sheets}。请改名为 {sheet}"),
    Entry(
      .noWorkspace,
      en:
        "there is no assessment.yaml here. Name the workspace with --workspace, or make one with assay new",
      zh: "这里没有 assessment.yaml。请用 --workspace 指定工作区，或用 assay new 新建"),
    Entry(
      .workspaceInUse,
      en: "the workspace is in use: {holder}. Wait until it is done, or end that process",
      zh: "工作区正被占用：{holder}。请等它完成，或结束该进程"),
    Entry(
      .newerWorkspace,
      en: "this workspace was written by a newer version of assay. Install that version",
      zh: "此工作区由更新版本的 assay 写成。请安装新版本"),
    Entry(
      .brokenLog,
      en:
        "the log is not as it was written: entry {entry} does not follow from the one before. Compare with a backup",
      zh: "日志与原记录不符：第 {entry} 条与前一条不衔接。请与备份核对"),
    Entry(
      .noHome,
      en:
        "the folders surveys/ and datasets/ were not found. Looked at: {places}. Set ASSAY_HOME to the folder that holds them",
      zh: "找不到 surveys/ 和 datasets/ 文件夹。已查找：{places}。请用 ASSAY_HOME 指明所在文件夹"),
    Entry(
      .unknownProfile,
      en: "there is no profile \"{name}\". There are: {known}",
      zh: "没有名为“{name}”的方案。现有：{known}"),
    Entry(
      .roundExists,
      en: "there is a round \"{name}\" already. Choose another name",
      zh: "已有名为“{name}”的轮次。请换一个名称"),
    Entry(
      .badRoundName,
      en:
        "\"{name}\" cannot be a round's name. Use letters and digits, no slash and no leading dot",
      zh: "“{name}”不能作为轮次名称。请用文字和数字，不含斜杠，不以点开头"),
    Entry(
      .unknownRound,
      en: "there is no round \"{name}\". There are: {known}",
      zh: "没有名为“{name}”的轮次。现有：{known}"),
    Entry(
      .unknownRegister,
      en: "assessment.yaml describes no register \"{name}\". It describes: {known}",
      zh: "assessment.yaml 没有名册“{name}”。现有：{known}"),
    Entry(
      .fileOfNoRegister,
      en: "no register is kept under this file name. Say which one it is, NAME=FILE ({files})",
      zh: "没有名册使用这个文件名。请写明名册，格式为 名册=文件（{files}）"),
    Entry(
      .registerColumnMissing,
      en:
        "the column \"{name}\" is missing. The file has: {columns}. Add it, or correct columns: in assessment.yaml or settings.xlsx",
      zh: "缺少“{name}”列。文件中有：{columns}。请补上该列，或改正 assessment.yaml 或 settings.xlsx 的 columns:"),
    Entry(
      .registerNotImported,
      en: "the register {name} is not loaded yet. Run: assay register import {file}",
      zh: "名册 {name} 尚未载入。请执行：assay register import {file}"),
    Entry(
      .registerCopyChanged,
      en:
        "this copy of the register {name} is not what was imported. Restore it, or import the register again",
      zh: "名册 {name} 的副本与载入时不一致。请恢复它，或重新载入名册"),
    Entry(
      .unitInOtherRegister,
      en:
        "the id \"{id}\" stands in another register of the same parent, too. Give one of the registers a prefix: in assessment.yaml or settings.xlsx",
      zh: "编号“{id}”在同一上级的另一名册中也有。请在 assessment.yaml 或 settings.xlsx 中给其中一个名册加 prefix:"),
    Entry(
      .notAnInteger,
      en:
        "\"{value}\" is not a whole number. Type digits only, such as 3; leave the cell empty if it is not known",
      zh: "“{value}”不是整数。请只填数字，如 3；不知道就留空"),
    Entry(
      .integerNeeded,
      en:
        "\"{value}\" is not a whole number, and the number must be known. Type digits only, such as 3, or 0 if there is nobody",
      zh: "“{value}”不是整数，而此处必须有数。请只填数字，如 3；没有人时填 0"),
    Entry(
      .integerTooSmall,
      en:
        "{value} is below {minimum}. Correct it; if smaller numbers are possible, write {column}: {type: integer, minimum: …} in assessment.yaml",
      zh:
        "{value} 小于 {minimum}。请改正；如允许更小，请在 assessment.yaml 写 {column}: {type: integer, minimum: …}"),
    Entry(
      .notADecimal,
      en: "\"{value}\" is not a decimal number. Type digits and a point, such as 0.5",
      zh: "“{value}”不是小数。请填数字和小数点，如 0.5"),
    Entry(
      .valueNotADate,
      en: "\"{value}\" is not a date. Type it like 2016-11-15",
      zh: "“{value}”不是日期。请写成 2016-11-15 的样子"),
    Entry(
      .totalDiffers,
      en:
        "{name}: {found} found, {expected} expected ({difference}). Find the rows that are missing or too many, or correct expect: in assessment.yaml or settings.xlsx",
      zh:
        "{name}：实有 {found}，应有 {expected}（{difference}）。请查找缺少或多出的行，或改正 assessment.yaml 或 settings.xlsx 的 expect:"
    ),
    Entry(
      .topUpWithoutDraw,
      en:
        "the round {round} was not drawn from its latest seal, so there is no sample to enlarge. Draw first, or seal without --top-up",
      zh: "轮次 {round} 尚未按最近一次封存抽样，没有可扩大的样本。请先抽样，或不用 --top-up 封存"),
    Entry(
      .topUpRegister,
      en:
        "the register {register} is not the one that the sample was drawn from; a sample is enlarged from the same registers only. Seal without --top-up to draw anew",
      zh: "名册 {register} 与抽样时不同；扩大样本须用相同的名册。如要重新抽样，请不用 --top-up 封存"),
    Entry(
      .sealNeedsReason,
      en:
        "the round {round} is sealed already ({seals}). A new seal supersedes it and is reported: say why with --reason",
      zh: "轮次 {round} 已封存（{seals} 次）。重新封存会取代它并写入报告：请用 --reason 说明原因"),
    Entry(
      .notSealed,
      en: "the round {round} is not sealed. Run assay seal before a seed exists",
      zh: "轮次 {round} 尚未封存。请在种子产生之前执行 assay seal"),
    Entry(
      .notDrawn,
      en: "the round {round} has no draw from its present seal. Run assay draw --seed TEXT",
      zh: "轮次 {round} 尚未按现有封存抽样。请执行 assay draw --seed 文本"),
    Entry(
      .drawNeedsReason,
      en:
        "the round {round} was drawn already ({draws}). Another draw is counted in proof and report: say why with --reason",
      zh: "轮次 {round} 已抽过样（{draws} 次）。再次抽样会计入证明和报告：请用 --reason 说明原因"),
    Entry(
      .unsampledUnits,
      en:
        "{units} of the {rows} units of {register} belong to no sample of the design, so that nobody will draw them ({values}). Unless that is meant, correct these values and import the register again, before it is sealed",
      zh:
        "名册 {register} 的 {rows} 个单位中有 {units} 个不属于任何样本，不可能被抽中（{values}）。如非有意，请改正这些值，在封存之前重新导入名册"),
    Entry(
      .seedOfRotation,
      en:
        "the samples rotate, and the round {other} with the same key was drawn by the seed \"{seed}\"; by another seed {round} would visit some units again before others had their turn. Draw with that seed, or seal the round with a new key to begin a new rotation",
      zh:
        "本方案的样本轮换抽取，同一密钥的轮次 {other} 用的种子是“{seed}”；换种子会使 {round} 重复抽到一些单位而漏掉另一些。请用该种子抽取；要重新开始轮换，请以新密钥封存"
    ),
    Entry(
      .seedOfOtherRound,
      en:
        "this seed was used in the round {other}; whoever knows that draw knows the sample of {round}. Make another seed, or seal with a key that is still secret",
      zh: "该种子已用于轮次 {other}；知道那次抽样的人就知道 {round} 的样本。请另行产生种子，或以尚未公开的密钥封存"),
    Entry(
      .subsampleKey,
      en:
        "the round {round} draws from the units of the round {of} and needs a secret key that nobody of that round knows. Seal it without --public and --key-of, and by another --key-file if by any, so that it has a key of its own",
      zh:
        "轮次 {round} 从轮次 {of} 的样本中再抽，须有该轮人员都不知道的密钥。封存时请勿用 --public 或 --key-of，--key-file 也须另用一个，使其有自己的密钥"
    ),
    Entry(
      .lateOfSubsample,
      en:
        "the round {round} draws from the units of the round {of} alone. Seal and draw the village in that round, and then this round again",
      zh: "轮次 {round} 只从轮次 {of} 的样本中再抽。请先在该轮封存并抽取此村，再重新封存本轮"),
    Entry(
      .changedAfterSeal,
      en:
        "{what} changed after the round {round} was sealed. Restore it, or seal again with --reason before a new seed is made",
      zh: "轮次 {round} 封存后，{what} 有改动。请恢复原状，或在产生新种子之前用 --reason 重新封存"),
    Entry(
      .keyDiffers,
      en: "this is not the key that was sealed. Put the right file back",
      zh: "这不是封存时的密钥。请放回正确的文件"),
    Entry(
      .recordedUnitsDiffer,
      en:
        "the units on record for the round {round} are not those that seed and registers give. Compare assessment.db with a backup",
      zh: "轮次 {round} 记录的样本与按种子和名册抽出的不一致。请将 assessment.db 与备份核对"),
    Entry(
      .alreadyRevealed,
      en: "the key of the round {round} was revealed at {at} already",
      zh: "轮次 {round} 的密钥已于 {at} 公开"),
    Entry(
      .lateNotDrawn,
      en:
        "\"{unit}\" was not drawn at the first stage; nothing is drawn from it, and it needs no late register",
      zh: "“{unit}”在第一阶段未抽中，不会从中抽取单位，无需补交名册"),
    Entry(
      .lateAfterReveal,
      en:
        "the key of the round {round} is public; a register that comes now could be fitted to the seed. Draw the village in a new round",
      zh: "轮次 {round} 的密钥已公开，此时补交的名册可以迎合种子。请在新一轮中抽取该村"),
    Entry(
      .lateNotBelow,
      en:
        "the register {register} does not lie below the first stage and cannot come village by village",
      zh: "名册 {register} 不在第一阶段单位之下，不能逐村补交"),
    Entry(
      .lateExpectedMissing,
      en:
        "say how many rows of the register {register} other sources expect, --expect {register}=NUMBER, so that the report can compare",
      zh: "请用 --expect {register}=数 写明其他来源应有的行数，供报告比对"),
    Entry(
      .lateNotSealed,
      en: "no late register of \"{unit}\" was sealed. Run assay seal --village {unit} first",
      zh: "“{unit}”的迟到名册尚未封存。请先执行 assay seal --village {unit}"),
    Entry(
      .lateSealNeedsReason,
      en:
        "late registers of \"{unit}\" were sealed already ({seals}). Another seal is reported: say why with --reason",
      zh: "“{unit}”的迟到名册已封存（{seals} 次）。重新封存会写入报告：请用 --reason 说明原因"),
    Entry(
      .lateAlreadyDrawn,
      en:
        "units were drawn from the late registers of \"{unit}\" already; they cannot change any more",
      zh: "已从“{unit}”的迟到名册抽取单位，名册不能再改"),
    Entry(
      .listedUnitUnknown,
      en:
        "\"{unit}\" is on the list but not in the register {register}. Correct its identifiers, or add it to the register; a household found in the field is recorded as a lead",
      zh: "“{unit}”在名单上，但不在名册 {register} 中。请改正编号或补入名册；实地发现的户请作为线索登记"),
    Entry(
      .unitListedTwice,
      en: "\"{unit}\" stands on the list twice. Delete one of the rows",
      zh: "“{unit}”在名单上出现两次。请删去一行"),
    Entry(
      .leadSample,
      en: "no sample \"{sample}\" is drawn below the first stage. There are: {known}",
      zh: "第一阶段之下没有样本“{sample}”。现有：{known}"),
    Entry(
      .leadPath,
      en:
        "\"{unit}\" is not the path of a unit in the register of the first stage. Write VILLAGE/HOUSEHOLD with the village's own identifier",
      zh: "“{unit}”不是第一阶段名册中某单位之下的路径。请写成 村编号/户编号"),
    Entry(
      .leadWasDrawn,
      en: "\"{unit}\" was drawn ({role}); its answers count as such, and it is no lead",
      zh: "“{unit}”已在样本中（{role}），其答卷照常计入，不是线索"),
    Entry(
      .leadRecordedBefore,
      en: "\"{unit}\" is recorded as a lead already",
      zh: "“{unit}”已登记为线索"),
    Entry(
      .keyWasRevealed,
      en:
        "this key was revealed with the round {round} and is no secret any more. Seal with another key",
      zh: "该密钥已随轮次 {round} 公开，不再保密。请用别的密钥封存"),
    Entry(
      .noSuchForm,
      en: "the profile has no form \"{name}\". It has: {known}",
      zh: "方案中没有表单“{name}”。现有：{known}"),
    Entry(
      .formNotRecognized,
      en:
        "the columns belong to none of the forms. Export the submissions of one of them again, or name it with --form ({forms})",
      zh: "这些列不属于任何表单。请重新导出其中一种表单的数据，或用 --form 指明（{forms}）"),
    Entry(
      .mappingWithoutQuestion,
      en:
        "\"{value}\" does not say what a column holds. Write COLUMN=QUESTION, or COLUMN=- to leave it out",
      zh: "“{value}”没有说明列的内容。请写成 列名=题目，或 列名=- 表示略去"),
    Entry(
      .rowsDiffer,
      en:
        "the files hold {rows} submissions, the server has {expected}. Exports drop submissions of unknown form versions or deleted ones: export with all versions and compare",
      zh:
        "文件共有 {rows} 份提交，服务器上有 {expected} 份。导出时可能丢掉了未知版本或已删除的提交：请导出全部版本后核对"),
    Entry(
      .answerForUndrawnUnit,
      en: "\"{unit}\" was not drawn in this round. Correct the identifier, or leave the answer out",
      zh: "“{unit}”不在本轮样本中。请改正编号，或删去这份答卷"),
    Entry(
      .formOfOtherSample,
      en:
        "the form {form} is not asked of the sample {sample}, to which \"{unit}\" belongs. Use the right form",
      zh: "“{unit}”属于样本 {sample}，不填表单 {form}。请使用正确的表单"),
    Entry(
      .submissionWithoutKey,
      en:
        "this row has no KEY, by which a later version is recognized. Export with all system columns",
      zh: "本行没有 KEY，无法识别后续版本。请连同系统列一起导出"),
    Entry(
      .submissionTwice,
      en:
        "the submission {key} stands in this file twice with different answers (the other in row {other}); neither is taken. Find out which is right and delete the other row",
      zh: "提交 {key} 在本文件中出现两次而内容不同（另一份在第 {other} 行），两份都未采用。请查明哪份正确，删去另一行"),
    Entry(
      .submissionNotDecrypted,
      en: "the submission was exported as \"{status}\". Export it again with the passphrase",
      zh: "该提交导出时为“{status}”。请输入口令重新导出"),
    Entry(
      .submissionRejectedOnServer,
      en:
        "the submission was rejected by a reviewer on the server. Approve it there if it shall count",
      zh: "该提交已在服务器上被审核退回。如应采用，请在服务器上通过"),
    Entry(
      .noSuchFinding,
      en:
        "there is no suspected error of the kind {kind} for \"{unit}\". Compare with assay review export",
      zh: "“{unit}”没有类型为 {kind} 的疑似问题。请与 assay review export 的清单核对"),
    Entry(
      .unknownReason,
      en: "\"{reason}\" is not one of the reasons: {known}",
      zh: "“{reason}”不是可用的理由：{known}"),
    Entry(
      .noReviewer,
      en: "the reviewer is not named. Fill in the column reviewer",
      zh: "没有写明复核人。请填写 reviewer 列"),
    Entry(
      .notADecision,
      en: "\"{value}\" is not a decision. Type confirmed or cleared, or leave the cell empty",
      zh: "“{value}”不是决定。请填 confirmed（认定）或 cleared（排除），或留空"),
    Entry(
      .notListedForRevisit,
      en: "\"{unit}\" is not on the list of second visits. Compare with assay review revisits",
      zh: "“{unit}”不在回访名单上。请与 assay review revisits 核对"),
    Entry(
      .revisitResult,
      en: "\"{value}\" is not a result. Type same or differs, or leave the cell empty",
      zh: "“{value}”不是回访结果。请填 same（一致）或 differs（不一致），或留空"),
  ]
}
