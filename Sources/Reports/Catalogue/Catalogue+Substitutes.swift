// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension Catalogue {
  /// Faults of replacing units by reserves.
  static let substitutes: [Entry] = [
    Entry(
      .replacementOfCompleted,
      en:
        "the reason \"{reason}\" names a completed interview ({key}, column {position}). Name outcomes without an interview",
      zh: "理由“{reason}”列入了已完成的访问结果（{key}，第 {position} 列）。请只列未完成的结果"),
    Entry(
      .replacementMixed,
      en:
        "the reason \"{reason}\" joins outcomes of units that belong to the population with outcomes of others ({key}, column {position}). Make two reasons of it",
      zh: "理由“{reason}”把属于总体的和不属于总体的访问结果混在一起（{key}，第 {position} 列）。请分为两个理由"),
    Entry(
      .unitNotDrawn,
      en: "\"{unit}\" was not drawn in this round. Compare with sample.csv",
      zh: "“{unit}”不在本轮样本中。请与 sample.csv 核对"),
    Entry(
      .replacementAboveLastStage,
      en:
        "\"{unit}\" is a first-stage unit, within which others were drawn; it cannot be replaced. Replace its households, or draw again with a reason",
      zh: "“{unit}”是第一阶段单位，其下已抽取住户，不能替换。请替换其中的住户，或说明原因重新抽样"),
    Entry(
      .unitStillReserve,
      en: "\"{unit}\" is a reserve that has not been opened; it needs no replacement",
      zh: "“{unit}”是尚未启用的备用户，无需替换"),
    Entry(
      .unitReplacedBefore,
      en:
        "\"{unit}\" was replaced by \"{substitute}\" already. If that unit fails too, replace it",
      zh: "“{unit}”已由“{substitute}”替换。如后者也未能访问，请替换后者"),
    Entry(
      .unknownReplacementReason,
      en: "\"{reason}\" is not one of the profile's reasons: {known}",
      zh: "“{reason}”不是方案中的替换理由。现有：{known}"),
    Entry(
      .unitInterviewed,
      en: "\"{unit}\" was interviewed; nothing is to be replaced",
      zh: "“{unit}”已完成访问，无需替换"),
    Entry(
      .unitIneligible,
      en:
        "\"{unit}\" does not belong to the population any more ({reason}). It stays in the sample as a zero and is not replaced; a reserve in its place would make the population too large",
      zh: "“{unit}”已不属于调查总体（{reason}）。它以零值留在样本中，不予替换；换入备用户会高估总体"),
    Entry(
      .outcomeOfOtherReason,
      en:
        "the outcome on record for \"{unit}\" is {outcome}, which is not the reason {reason}. Give the reason that fits, or correct the answer",
      zh: "“{unit}”记录的访问结果是 {outcome}，与理由 {reason} 不符。请改用相符的理由，或改正答卷"),
    Entry(
      .tooFewVisits,
      en:
        "\"{unit}\" was visited {visits} times; the reason {reason} needs {needed}. Visit again, or state visits that stand on paper with --visits",
      zh: "“{unit}”已上门 {visits} 次，理由 {reason} 要求 {needed} 次。请再次上门；纸面记录的次数用 --visits 注明"),
    Entry(
      .noReserveLeft,
      en:
        "no reserve is left in the cell of \"{unit}\". It stays without an answer and the others of its cell stand for it; do not pick another household",
      zh: "“{unit}”所在的格已没有备用户。它按未答处理，由同格其他住户代表；不得另选住户"),
    Entry(
      .releaseOutOfOrder,
      en:
        "the record says that \"{substitute}\" was opened for \"{unit}\", which the order of the draw does not allow. Compare assessment.db with a backup",
      zh: "记录显示“{substitute}”替换了“{unit}”，但不符合抽样次序。请将 assessment.db 与备份核对"),
  ]
}
