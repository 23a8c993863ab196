// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables

/// Samples of closed items, with what re-checks found.
public enum RecheckListing {
  /// A row for each sample.
  public static func samples(_ samples: [RecheckSample], confidence: Double) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("sample", BilingualText(zh: "批次", en: "Sample")),
      Listing.Column("population", BilingualText(zh: "已销号", en: "Closed")),
      Listing.Column("drawn", BilingualText(zh: "抽取", en: "Drawn")),
      Listing.Column("checked", BilingualText(zh: "已复查", en: "Checked")),
      Listing.Column("false", BilingualText(zh: "虚假销号", en: "False")),
      Listing.Column("rate", BilingualText(zh: "虚假销号率", en: "Rate"), style: .percent(2)),
      Listing.Column("atMost", BilingualText(zh: "至多（项）", en: "At most")),
      Listing.Column("upperRate", BilingualText(zh: "上限", en: "Upper limit"), style: .percent(2)),
      Listing.Column("confidence", BilingualText(zh: "置信度", en: "Confidence"), style: .percent(0)),
      Listing.Column("seed", BilingualText(zh: "种子", en: "Seed")),
    ])
    for sample in samples {
      let bound = sample.checked > 0 ? sample.bound(confidence: confidence) : nil
      listing.append([
        .integer(sample.number), .integer(sample.population), .integer(sample.items.count),
        .integer(sample.checked), .integer(sample.found), .optional(sample.rate?.doubleValue),
        .optional(bound?.atMost),
        .optional(bound.map { Double($0.atMost) / Double($0.population) }), .number(confidence),
        .text(sample.seed),
      ])
    }
    return listing
  }

  /// What a sample shows, in a sentence; `nil` before anything was looked at.
  public static func sentence(_ sample: RecheckSample, confidence: Double) -> BilingualText? {
    guard sample.checked > 0 else { return nil }
    let bound = sample.bound(confidence: confidence)
    let level = NumberText.text(confidence, .percent(0))
    let open = sample.items.count - sample.checked
    return BilingualText(
      zh:
        "复查 \(sample.checked) 项，虚假销号 \(sample.found) 项；以 \(level) 的把握，全部 \(bound.population) 项中至多 \(bound.atMost) 项"
        + (open > 0 ? "（尚有 \(open) 项未复查，结果未定）" : ""),
      en:
        "\(sample.found) of \(sample.checked) re-checked items were closed falsely; with \(level) confidence at most \(bound.atMost) of all \(bound.population)"
        + (open > 0 ? " (\(open) not looked at yet, so this may change)" : ""))
  }

  private static let upheld = BilingualText(zh: "整改属实", en: "upheld")
  private static let closedFalsely = BilingualText(zh: "虚假销号", en: "closed falsely")

  /// A row for each item of a sample.
  public static func items(_ sample: RecheckSample, in language: Language) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("number", BilingualText(zh: "编号", en: "Number")),
      Listing.Column("result", BilingualText(zh: "复查结果", en: "Re-check"), isShown: false),
      Listing.Column("result_label", BilingualText(zh: "复查结果", en: "Re-check")),
      Listing.Column("ticket", BilingualText(zh: "签号", en: "Ticket")),
    ])
    for item in sample.items {
      listing.append([
        .text(item.number), .optional(item.isUpheld.map { $0 ? "upheld" : "false" }),
        .optional(item.isUpheld.map { ($0 ? upheld : closedFalsely).text(in: language) }),
        .text(item.ticket),
      ])
    }
    return listing
  }
}
