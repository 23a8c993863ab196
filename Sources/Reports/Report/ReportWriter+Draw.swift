// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

extension ReportWriter {
  /// How the sample was drawn, and how anybody proves it.
  var drawSection: PageSection {
    let ceremony = CeremonyWording(
      ceremony: content.ceremony, dates: dates, language: language)
    let design = DesignWording(
      design: content.design, language: language,
      smallestCell: content.isPublished ? ReportContent.smallestCell : nil)
    var blocks: [Block] = [
      .paragraph(
        say(
          zh:
            "样本由公开的文字和封存的名册算出，没有人挑选。名册和设计先封存，种子后产生，因此名册不能迎合种子；每个单位的签号是种子哈希与其编号的 SHA-256，签号决定谁入样。",
          en:
            "The sample follows by arithmetic from a public text and sealed registers; nobody picked it. Registers and design were sealed before the seed existed, so they cannot have been fitted to it. The ticket of each unit is the SHA-256 of the seed hash and its identifier, and the tickets decide who is drawn."
        )),
      .steps(ceremony.steps), .seals(ceremony.seals), .facts(ceremony.facts),
    ]
    if content.ceremony.isKeyPublic {
      blocks.append(.note(Block.Note(title: publicKeyTitle, text: publicKeyText)))
    }
    blocks.append(
      .table(
        DesignWording.table(
          of: content.registers, caption: say(zh: "封存的名册", en: "Registers as sealed"),
          language: language)))
    blocks.append(
      .table(
        design.table(caption: say(zh: "抽样设计与结果", en: "The design and what was drawn"))))
    let remarks =
      design.shortfalls + content.raised.map { Catalogue.sentence(for: $0.fault, in: language) }
    if !remarks.isEmpty { blocks.append(.list(remarks)) }
    blocks += [
      .subheading(say(zh: "如何核验", en: "How to check it")),
      .paragraph(
        say(
          zh:
            "持有证明文件和名册的人，用下面任一条命令即可重新封存、重新抽样并逐一比对；第二条只需要 Python 标准库。没有名册时，同样的命令核验封存、种子、签号、次序、计数和权数，但不能证明名册没有遗漏单位。",
          en:
            "Whoever has the proof and the registers seals and draws again with either command, and compares all of it; the second needs Python's standard library only. Without the registers the same commands check seal, seed, tickets, order, counts and weights; what then stays unproven is that no unit was left out."
        )),
      .command([content.ceremony.verifyCommand, content.ceremony.scriptCommand]),
    ]
    return PageSection(
      id: "draw", heading: say(zh: "如何抽样", en: "How the sample was drawn"), blocks: blocks)
  }
}
