// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling

extension Catalogue {
  static let proving: [Entry] = proofs + points + forgeries

  private static let proofs: [Entry] = [
    Entry(
      .notJSON,
      en:
        "this is not JSON (character {position}, at \"{found}\"). The file may be cut off; copy it again",
      zh: "这里不是 JSON（第 {position} 个字符，“{found}”处）。文件可能被截断，请重新复制"),
    Entry(
      .jsonNumber,
      en: "\"{found}\" (character {position}) is no integer of 64 bits, as proofs hold them",
      zh: "“{found}”（第 {position} 个字符）不是证明文件所用的 64 位整数"),
    Entry(
      .jsonNameTwice,
      en: "the name \"{found}\" (character {position}) stands twice in one object",
      zh: "名称“{found}”（第 {position} 个字符）在同一对象中出现两次"),
    Entry(
      .proofShape,
      en: "{path} is missing, unknown or of the wrong kind: this is no proof as Assay writes it",
      zh: "{path} 缺失、未知或类型不对：这不是 Assay 写出的证明文件"),
    Entry(
      .unknownSpecification,
      en: "the file follows the rules \"{found}\"; this version knows {known}",
      zh: "该文件遵循规则“{found}”；本版本认识的是 {known}"),
  ]

  private static let points: [Entry] = [
    Entry(
      .checkSeal,
      en: "the seal is the one with the commitment {commitment}",
      zh: "封存内容与承诺值 {commitment} 一致"),
    Entry(
      .checkKey,
      en: "the key is the one that was sealed",
      zh: "密钥就是封存时的密钥"),
    Entry(
      .checkNoKey,
      en: "no key was sealed: the draw was public from the start",
      zh: "没有封存密钥：抽样从一开始就是公开的"),
    Entry(
      .checkRegister,
      en: "the register {register} is the one that was sealed",
      zh: "名册 {register} 与封存时一致"),
    Entry(
      .checkSeed,
      en: "the hash from which all tickets follow is that of seed and key",
      zh: "抽签所用的散列值由种子和密钥得出"),
    Entry(
      .checkSampleDigest,
      en: "the units are those whose digest was told at the draw",
      zh: "各单位与抽样时公布的摘要一致"),
    Entry(
      .checkDraw,
      en:
        "all {units} units follow from seal and seed, with their cells, tickets, order and weights",
      zh: "全部 {units} 个单位及其单元、签号、次序和权重均由封存内容和种子得出"),
    Entry(
      .checkNothingLeftOut,
      en: "that no unit of the sample {sample} was left out, which only its register can show",
      zh: "样本 {sample} 没有遗漏单位（只有其名册能证明）"),
    Entry(
      .checkSelection,
      en:
        "that the units of the sample {sample} were selected by the method {method}, which only its register can show",
      zh: "样本 {sample} 的单位确由方法 {method} 选出（只有其名册能证明）"),
    Entry(
      .checkProbabilities,
      en:
        "the probabilities and weights of the sample {sample}, which follow from the sizes of all units in its register",
      zh: "样本 {sample} 的入样概率和权数（由名册中全部单位的规模决定）"),
    Entry(
      .checkMembership,
      en: "{unit} has its leaf in the sealed tree of the register {register}",
      zh: "{unit} 在封存的名册 {register} 的散列树中"),
    Entry(
      .checkMemberRows,
      en: "the rows of {unit} in the register {register} are those that were sealed",
      zh: "{unit} 在名册 {register} 中的各行与封存时一致"),
    Entry(
      .notAMember,
      en:
        "{unit} is not in the sealed register {register} as this membership says. Ask for one that was made of the same seal",
      zh: "按此成员证明，{unit} 不在封存的名册 {register} 中。请索取由同一封存生成的成员证明"),
    Entry(
      .memberRowsDiffer,
      en:
        "the {rows} rows of {unit} in the register {register} are not those that were sealed. A row was changed, added or left out",
      zh: "{unit} 在名册 {register} 中的 {rows} 行与封存时不一致：有行被改动、增加或遗漏"),
    Entry(
      .unitNotSealed,
      en: "the sealed register of the first stage has no unit \"{unit}\". Compare its identifier",
      zh: "封存的第一阶段名册中没有“{unit}”。请核对编号"),
    Entry(
      .checkLateWasEmpty,
      en: "the register {register} held no row of {unit} when it was sealed",
      zh: "封存时名册 {register} 中没有 {unit} 的行"),
    Entry(
      .lateRowsBefore,
      en:
        "the register {register} held rows of {unit} when it was sealed; others cannot come late. Seal again with --reason",
      zh: "封存时名册 {register} 中已有 {unit} 的行，不能再作为迟到名册。请用 --reason 重新封存"),
    Entry(
      .lateRegisterShared,
      en:
        "the register {register} cannot come late: the sizes of the sample {sample} in one village follow from the rows of all (of: population, or controlled rounding). Seal the whole register again with --reason",
      zh:
        "名册 {register} 不能逐村迟交：样本 {sample} 在一村的数量取决于全部名册（of: population 或受控取整）。请用 --reason 重新封存全部名册"),
    Entry(
      .membershipOfOther,
      en: "this is the membership of {found}, not of {unit}. Give the right file",
      zh: "这是 {found} 的成员证明，不是 {unit} 的。请给出正确的文件"),
    Entry(
      .membershipRegisterMissing,
      en: "the register {register} is needed. Give it with --register {register}=FILE",
      zh: "需要名册 {register}。请用 --register {register}=文件 给出"),
    Entry(
      .checkSample,
      en: "what was drawn, since the sample is not revealed yet",
      zh: "抽中了哪些单位（样本尚未公开）"),
  ]

  private static let forgeries: [Entry] = [
    Entry(
      .sealNotCommitted,
      en:
        "the seal has the commitment {found}, and {commitment} is claimed: registers, design or key were changed after the seal",
      zh: "封存内容的承诺值是 {found}，而声称的是 {commitment}：名册、设计或密钥在封存后被改动"),
    Entry(
      .keyNotSealed,
      en: "the key is not the one whose digest was sealed",
      zh: "密钥与封存的密钥摘要不符"),
    Entry(
      .registerChanged,
      en:
        "the register {register} is not the one that was sealed: a row was changed after the seal, or the salt is not its own (--salt)",
      zh: "名册 {register} 与封存时不同：封存后有行被改动，或盐文件不对（--salt）"),
    Entry(
      .registerRowCount,
      en: "the register {register} has {rows} rows, and {sealed} were sealed",
      zh: "名册 {register} 有 {rows} 行，封存时为 {sealed} 行"),
    Entry(
      .firstRegisterMissing,
      en: "the register {register} is needed, too: name it with --register {register}=FILE",
      zh: "还需要名册 {register}：请用 --register {register}=文件 指定"),
    Entry(
      .registerNotSealed,
      en: "no register {register} was sealed. The registers are: {registers}",
      zh: "没有封存过名册 {register}。封存的名册：{registers}"),
    Entry(
      .seedHashWrong,
      en: "the hash of the draw does not follow from seed and key",
      zh: "抽样散列值不能由种子和密钥得出"),
    Entry(
      .sampleDigestWrong,
      en: "the units are not those whose digest was told at the draw",
      zh: "各单位与抽样时公布的摘要不符"),
    Entry(
      .proofCellLeftOut,
      en: "the cell {name} (sample/parent/stratum) was left out",
      zh: "遗漏了单元 {name}（样本/上级/层）"),
    Entry(
      .proofCellNotDrawn,
      en: "the cell {name} (sample/parent/stratum) does not belong to this draw",
      zh: "单元 {name}（样本/上级/层）不属于本次抽样"),
    Entry(
      .proofCellMisplaced,
      en: "the cell {name} (sample/parent/stratum) stands where {expected} belongs",
      zh: "单元 {name}（样本/上级/层）占了 {expected} 的位置"),
    Entry(
      .proofCellDiffers,
      en: "the cell {name} (sample/parent/stratum) says {field} {found} instead of {expected}",
      zh: "单元 {name}（样本/上级/层）的 {field} 是 {found}，应为 {expected}"),
    Entry(
      .proofUnitLeftOut,
      en: "the unit {name} was drawn and left out",
      zh: "单位 {name} 已抽中却被遗漏"),
    Entry(
      .proofUnitNotDrawn,
      en: "the unit {name} was not drawn",
      zh: "单位 {name} 并未抽中"),
    Entry(
      .proofUnitMisplaced,
      en: "the unit {name} stands where {expected} belongs",
      zh: "单位 {name} 占了 {expected} 的位置"),
    Entry(
      .proofUnitDiffers,
      en: "the unit {name} says {field} {found} instead of {expected}",
      zh: "单位 {name} 的 {field} 是 {found}，应为 {expected}"),
    Entry(
      .proofUnitCountWrong,
      en: "the cell {cell} (parent/stratum) lists {found} units, and its sizes make {expected}",
      zh: "单元 {cell}（上级/层）列出 {found} 个单位，按规模应为 {expected} 个"),
    Entry(
      .firstStageIncomplete,
      en:
        "the strata of the first stage have {rows} units together, and the register {register} was sealed with {sealed}",
      zh: "第一阶段各层共 {rows} 个单位，而名册 {register} 封存时有 {sealed} 个"),
  ]
}
