// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Sampling

/// What report and minutes say of seal, seed, key and draw.
struct CeremonyWording {
  let ceremony: Ceremony
  let dates: DateText
  let language: Language

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// The steps as they happened.
  var steps: [Block.Step] {
    var steps = [
      Block.Step(
        time: dates.moment(ceremony.sealed),
        text: say(
          zh:
            "封存名册和抽样设计\(by(ceremony.sealer))，算出承诺值。此后改动任何一行、任何一个数字，承诺值都会不同。",
          en:
            "Registers and design were sealed\(by(ceremony.sealer)), which gave the commitment. Whoever changes a row or a number afterwards changes it."
        ))
    ]
    guard let draw = ceremony.draw else { return steps }
    steps.append(
      Block.Step(
        time: dates.moment(draw.time),
        text: say(
          zh: "封存之后公开产生种子文字，并据此抽样\(by(draw.actor))。",
          en:
            "After the seal the seed was made in public, and the sample was drawn from it\(by(draw.actor))."
        )))
    if case .revealed = ceremony.key, let revealed = ceremony.revealed {
      steps.append(
        Block.Step(
          time: dates.moment(revealed),
          text: say(
            zh: "公布封存时已承诺的密钥。从此任何人都能重复抽样。",
            en:
              "The key to which the seal had committed was revealed. Since then anybody can repeat the draw."
          )))
    }
    return steps
  }

  private func by(_ actor: String?) -> String {
    actor.map { say(zh: "（经手人：\($0)）", en: " by \($0)") } ?? ""
  }

  /// The digests to compare: the commitment and, after the draw, those of the seed.
  var seals: [Block.SealBlock] {
    var seals = [
      seal(
        ceremony.commitment, say(zh: "承诺值", en: "Commitment"),
        say(zh: "seal.json 的 SHA-256", en: "SHA-256 of seal.json"))
    ]
    guard let draw = ceremony.draw else { return seals }
    if let hash = draw.seedHash {
      seals.append(
        seal(
          hash, say(zh: "种子哈希", en: "Seed hash"),
          ceremony.key == .none
            ? say(
              zh: "种子文字的 SHA-256，全部签号由此算出", en: "SHA-256 of the seed; all tickets follow from it")
            : say(
              zh: "种子文字与密钥合在一起的 SHA-256，全部签号由此算出",
              en: "SHA-256 of seed and key together; all tickets follow from it")))
    } else {
      seals.append(
        seal(
          draw.seedDigest, say(zh: "种子文字的哈希", en: "Digest of the seed's text"),
          say(
            zh: "种子文字的 SHA-256；密钥公布之前，签号无法由此算出",
            en:
              "SHA-256 of the text alone; tickets cannot be computed from it before the key is revealed"
          )))
    }
    return seals
  }

  private func seal(_ digest: Digest, _ label: String, _ detail: String) -> Block.SealBlock {
    Block.SealBlock(
      label: label, groups: digest.groupedHex.split(separator: " ").map(String.init),
      code: QRCode(digest.hex), detail: detail)
  }

  /// Seed, key and the numbers of seals and draws.
  var facts: [Block.Fact] {
    var facts: [Block.Fact] = []
    if let draw = ceremony.draw {
      facts.append(
        Block.Fact(term: say(zh: "种子文字", en: "Seed"), text: draw.seed, isCode: true))
      if let source = draw.source {
        facts.append(Block.Fact(term: say(zh: "种子的产生", en: "How the seed was made"), text: source))
      }
      if draw.uses > 1 {
        facts.append(
          Block.Fact(
            term: say(zh: "种子使用次数", en: "Uses of the seed"),
            text: say(
              zh: "本工作区用此种子抽样 \(draw.uses) 次",
              en: "this workspace drew \(times(draw.uses)) with this seed")))
      }
      if draw.seedHash != nil, ceremony.key != .none {
        facts.append(
          Block.Fact(
            term: say(zh: "种子文字的哈希", en: "Digest of the seed's text"),
            text: draw.seedDigest.groupedHex, isCode: true))
      }
      for warning in draw.warnings {
        facts.append(
          Block.Fact(term: say(zh: "种子说明", en: "On the seed"), text: warning.text(in: language)))
      }
    }
    switch ceremony.key {
    case .none:
      facts.append(
        Block.Fact(
          term: say(zh: "密钥", en: "Key"),
          text: say(
            zh: "没有密钥：知道种子的人都能算出样本。",
            en: "None: whoever knows the seed can compute the sample.")))
    case .secret(let digest):
      facts.append(keyDigest(digest))
      facts.append(
        Block.Fact(
          term: say(zh: "密钥", en: "Key"),
          text: say(zh: "尚未公布", en: "not yet revealed")))
    case .revealed(let key, let digest):
      facts.append(keyDigest(digest))
      facts.append(
        Block.Fact(
          term: say(zh: "公布的密钥", en: "Key as revealed"), text: grouped(key.hex), isCode: true))
    }
    facts.append(
      Block.Fact(term: say(zh: "封存与抽样次数", en: "Seals and draws"), text: counts))
    for earlier in ceremony.earlierSeals {
      facts.append(
        Block.Fact(
          term: say(zh: "以前的封存", en: "Earlier seal"),
          text: earlier.commitment.groupedHex
            + because(earlier.reason, zh: "更换原因", en: "replaced because")))
    }
    for late in ceremony.late {
      facts.append(Block.Fact(term: say(zh: "迟到名册", en: "Late register"), text: text(late)))
    }
    for earlier in ceremony.earlierDraws {
      facts.append(
        Block.Fact(
          term: say(zh: "以前的抽样", en: "Earlier draw"),
          text: say(
            zh: "\(dates.moment(earlier.time))，种子 \(earlier.seed)",
            en: "\(dates.moment(earlier.time)), seed \(earlier.seed)")
            + because(earlier.reason, zh: "重抽原因", en: "drawn again because")))
    }
    return facts
  }

  /// A reason as it was typed; nothing where it is not told.
  private func because(_ reason: String, zh: String, en: String) -> String {
    reason.isEmpty ? "" : say(zh: "；\(zh)：\(reason)", en: "; \(en): \(reason)")
  }

  /// A late unit with its counts beside the expected ones.
  private func text(_ late: Ceremony.Late) -> String {
    let counts = late.registers.map { register in
      let difference = register.rows - register.expected
      let sign = difference > 0 ? "+\(difference)" : "\(difference)"
      return say(
        zh: "\(register.name) \(register.rows) 行（应有 \(register.expected)，差 \(sign)）",
        en: "\(register.name) \(register.rows) rows (\(register.expected) expected, \(sign))")
    }
    let drawn =
      late.isDrawn ? "" : say(zh: "；尚未从中抽样", en: "; nothing drawn from it yet")
    let reason = because(late.reason ?? "", zh: "更换原因", en: "replaced because")
    return (late.unit.isEmpty ? "" : late.unit + say(zh: "：", en: ": "))
      + counts.joined(separator: ", ")
      + say(zh: "；封存于 ", en: "; sealed ") + dates.moment(late.sealed)
      + say(zh: "，承诺值 ", en: ", commitment ") + late.commitment.groupedHex + drawn
      + reason
  }

  private func keyDigest(_ digest: Digest) -> Block.Fact {
    Block.Fact(
      term: say(zh: "密钥摘要（封存时）", en: "Key digest, in the seal"), text: digest.groupedHex,
      isCode: true)
  }

  private func grouped(_ hex: String) -> String {
    Digest(hex: hex)?.groupedHex ?? hex
  }

  private var counts: String {
    let seals = ceremony.earlierSeals.count + 1
    return say(
      zh: "封存 \(seals) 次，抽样 \(ceremony.drawCount) 次",
      en: "sealed \(times(seals)), drawn \(times(ceremony.drawCount))")
  }

  private func times(_ count: Int) -> String {
    switch count {
    case 0: "not yet"
    case 1: "once"
    case 2: "twice"
    default: "\(count) times"
    }
  }
}
