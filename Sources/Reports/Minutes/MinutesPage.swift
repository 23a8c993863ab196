// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Foundation
import Sampling

/// The minutes of seal and draw: one page to be printed, completed by hand and signed by the witnesses.
public enum MinutesPage {
  /// The page in a language; before the draw it is the minutes of the seal.
  /// - Returns: HTML that is well-formed XML, too; on A4 it takes one page.
  public static func render(_ content: MinutesContent, in language: Language) -> String {
    PageTemplates.render(MinutesWriter(content: content, language: language).page())
  }
}

/// Turns the values of the minutes into their page.
private struct MinutesWriter {
  let content: MinutesContent
  let language: Language

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  private var isDrawn: Bool { content.ceremony.draw != nil }

  func page() -> Page {
    Page(
      language: language,
      title: isDrawn
        ? say(zh: "抽样记录", en: "Minutes of seal and draw")
        : say(zh: "封存记录", en: "Minutes of the seal"),
      kicker: content.title.text(in: language),
      subtitle: [say(zh: "轮次 \(content.round)", en: "Round \(content.round)")],
      sections: [meeting, procedure, sealed, signatures],
      colophon: say(
        zh:
          "由 \(content.tool) 生成；规范 \(content.ceremony.specification)。任何人都可用证明文件旁的 verify.py 核验抽样。",
        en:
          "Made by \(content.tool); specification \(content.ceremony.specification). Anybody can check the draw with verify.py, which lies beside the proof."
      ),
      kind: "minutes", stamp: nil)
  }

  private var meeting: PageSection {
    PageSection(
      id: "meeting", heading: say(zh: "时间与地点", en: "Time and place"),
      blocks: [
        .signatures([
          say(zh: "日期、时间", en: "Date and time"), say(zh: "地点", en: "Place"),
        ])
      ])
  }

  private var procedure: PageSection {
    let dates = DateText(timeZone: content.timeZone, language: language)
    let wording = CeremonyWording(ceremony: content.ceremony, dates: dates, language: language)
    var blocks: [Block] = []
    if content.ceremony.isKeyPublic {
      blocks.append(
        .note(
          Block.Note(
            title: say(zh: "演示密钥，并不保密。", en: "Demonstration key, not secret."),
            text: say(
              zh: "密钥由公开文字推算得出，样本事先并不保密；正式评估不得使用。",
              en:
                "It follows from a published text, so the sample is no secret; never use it in a real assessment."
            ))))
    }
    blocks += [.steps(wording.steps), .seals(wording.seals), .facts(wording.facts)]
    return PageSection(
      id: "procedure", heading: say(zh: "经过", en: "What was done"), blocks: blocks)
  }

  private var sealed: PageSection {
    PageSection(
      id: "sealed", heading: say(zh: "名册与抽样设计", en: "Registers and design"),
      blocks: [
        .table(
          DesignWording.table(
            of: content.registers, caption: say(zh: "封存的名册", en: "Registers as sealed"),
            language: language)),
        .table(
          DesignWording(design: content.design, language: language).table(
            caption: isDrawn
              ? say(zh: "抽样结果", en: "What was drawn") : say(zh: "将要抽取", en: "What will be drawn"))),
      ]
        + (content.raised.isEmpty
          ? []
          : [.list(content.raised.map { Catalogue.sentence(for: $0.fault, in: language) })]))
  }

  private var signatures: PageSection {
    PageSection(
      id: "signatures", heading: say(zh: "签字", en: "Signatures"),
      blocks: [
        .paragraph(
          isDrawn
            ? say(
              zh: "签字人确认：种子在承诺值公布之后、众人面前一次产生；上列数字与所公布的一致。",
              en:
                "The undersigned confirm that the seed was made before their eyes, at one time, after the commitment was published, and that the numbers above are those that were published."
            )
            : say(
              zh: "签字人确认：上列承诺值是在种子产生之前由名册和设计算出的，并已当场公布。",
              en:
                "The undersigned confirm that the commitment above was made of registers and design before a seed existed, and was published there and then."
            )),
        .signatures([
          say(zh: "主持人", en: "In the chair"), say(zh: "评估方", en: "For the evaluator"),
          say(zh: "被评估方", en: "For the assessed party"), say(zh: "见证人", en: "Witness"),
          say(zh: "见证人", en: "Witness"), say(zh: "记录人", en: "Keeper of the minutes"),
        ]),
      ])
  }
}
