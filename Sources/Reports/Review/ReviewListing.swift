// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Sampling
import Tables
public import Workspaces

/// The review of suspected findings, as tables.
public enum ReviewListing {
  /// A row for each listed second visit.
  public static func revisits(_ revisits: [Revisit]) -> Listing {
    var listing = Listing(columns: [
      .init("path", BilingualText(zh: "农户", en: "Household")),
      .init("result", BilingualText(zh: "回访结果", en: "Second visit")),
      .init("reviewer", BilingualText(zh: "回访人", en: "Visited by")),
    ])
    for revisit in revisits {
      listing.append([
        .text(revisit.unit.text), .optional(revisit.result), .optional(revisit.reviewer),
      ])
    }
    return listing
  }

  /// How far two readers agree, as one row.
  public static func agreement(_ progress: ReadingProgress) -> Listing {
    var listing = Listing(
      columns: [
        .init("cases", BilingualText(zh: "两人审阅", en: "Read by two")),
        .init("equal", BilingualText(zh: "一致", en: "Equal")),
        .init("agreement", BilingualText(zh: "一致率", en: "Agreement"), style: .percent(1)),
        .init("kappa", BilingualText(zh: "Kappa", en: "Kappa"), style: .decimals(3)),
        .init("method", BilingualText(zh: "算法", en: "Method")),
        .init("read_once", BilingualText(zh: "仅一人审阅", en: "Read by one")),
        .init("disputed", BilingualText(zh: "待第三人", en: "Waiting for a third")),
        .init("third", BilingualText(zh: "第三人已定", en: "Decided by a third")),
      ], isSingle: true)
    let agreement = progress.agreement
    listing.append([
      .integer(agreement.count), .integer(agreement.equal),
      .optional(agreement.count == 0 ? nil : Double(agreement.equal) / Double(agreement.count)),
      .optional(agreement.kappa), .text(agreement.isOnePair ? "Cohen" : "Fleiss"),
      .integer(progress.readOnce), .integer(progress.disputed), .integer(progress.decidedByThird),
    ])
    return listing
  }

  /// A row for each inspector, in the order of the circle.
  public static func circle(_ circle: InspectionCircle) -> Listing {
    var listing = Listing(columns: [
      .init("inspector", BilingualText(zh: "检查方", en: "Inspects")),
      .init("inspected", BilingualText(zh: "被检查方", en: "Is inspected")),
      .init("ticket", BilingualText(zh: "签号", en: "Ticket")),
    ])
    for pair in circle.pairs {
      listing.append([
        .text(pair.inspector.text), .text(pair.inspected.text), .text(pair.ticket.hex),
      ])
    }
    return listing
  }

  /// A row for each kind of finding in the units that two rounds both assessed.
  public static func comparison(
    _ compared: [ComparedFinding], of first: String, with second: String, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      .init("finding", BilingualText(zh: "问题", en: "Finding")),
      .init("units", BilingualText(zh: "两轮均调查", en: "Assessed in both")),
      .init("both", BilingualText(zh: "两轮均认定", en: "In both")),
      .init("only_first", BilingualText(zh: "仅 \(first)", en: "Only in \(first)")),
      .init("only_second", BilingualText(zh: "仅 \(second)", en: "Only in \(second)")),
      .init("agreement", BilingualText(zh: "一致率", en: "Agreement"), style: .percent(2)),
      .init("kappa", BilingualText(zh: "Kappa", en: "Kappa"), style: .decimals(3)),
      .init("p", BilingualText(zh: "McNemar p", en: "McNemar p"), style: .decimals(4)),
      .init("difference", BilingualText(zh: "差", en: "Difference"), style: .percent(2)),
      .init("lower", BilingualText(zh: "下限", en: "Lower"), style: .percent(2)),
      .init("upper", BilingualText(zh: "上限", en: "Upper"), style: .percent(2)),
    ])
    for finding in compared {
      let comparison = finding.comparison
      listing.append([
        .text(name(of: finding.kind, in: language)), .integer(comparison.count),
        .integer(comparison.both), .integer(comparison.onlyFirst),
        .integer(comparison.onlySecond),
        .number(Double(comparison.equal) / Double(comparison.count)), .optional(comparison.kappa),
        .number(comparison.p), .optional(comparison.difference),
        .optional(comparison.interval?.lowerBound), .optional(comparison.interval?.upperBound),
      ])
    }
    return listing
  }

  /// A row for each unit and kind of finding in which two rounds differ.
  public static func differing(_ compared: [ComparedFinding], in language: Language) -> Listing {
    var listing = Listing(columns: [
      .init("finding", BilingualText(zh: "问题", en: "Finding")),
      .init("unit", BilingualText(zh: "单位", en: "Unit")),
    ])
    for finding in compared where finding.kind != nil {
      for unit in finding.differing {
        listing.append([.text(name(of: finding.kind, in: language)), .text(unit.text)])
      }
    }
    return listing
  }

  private static func name(of kind: FindingKind?, in language: Language) -> String {
    (kind?.label ?? BilingualText(zh: "任一问题", en: "any finding")).text(in: language)
  }
}
