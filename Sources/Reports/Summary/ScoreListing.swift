// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling

/// The indicators of a result as rows for programs.
public enum ScoreListing {
  /// One row for each indicator and each of its parts, in the profile's order.
  public static func listing(_ result: AssessmentResult) -> Listing {
    var listing = Listing(columns: columns)
    for indicator in result.indicators {
      listing.append(row(indicator, part: nil, indicator.official, indicator.estimate))
      for part in indicator.parts {
        listing.append(row(indicator, part: part.label.english, part.official, part.estimate))
      }
    }
    return listing
  }

  /// The columns of a row.
  static let columns = [
    "indicator", "part", "officialNumerator", "officialDenominator", "official", "limit", "isMet",
    "evidence", "estimate", "standardError", "lower", "upper", "lowerOneSided", "upperOneSided",
    "interval", "rule", "count", "atMost", "population", "openFindings", "turnedBy",
  ].map { Listing.Column($0, BilingualText(zh: $0, en: $0)) }

  /// A row of ``columns``; `turnedBy` is how many further confirmed errors turn the official result, or as a
  /// negative number how many fewer, and exists for indicators that are one rate.
  static func row(
    _ indicator: IndicatorResult, part: String?, _ official: OfficialFigure?,
    _ estimate: EstimatedFigure?
  ) -> [Listing.Cell] {
    let isWhole = part == nil
    return [
      .text(indicator.name), .optional(part), .optional(official?.numerator.text),
      .optional(official?.denominator.text), .optional(official?.value.text),
      .optional(isWhole ? indicator.threshold?.limit.text : nil),
      .optional(isWhole ? indicator.isMet.map { "\($0)" } : nil),
      .optional(isWhole ? indicator.evidence?.rawValue : nil), .optional(estimate?.value),
      .optional(estimate?.standardError), .optional(estimate?.lower), .optional(estimate?.upper),
      .optional(estimate?.lowerOneSided), .optional(estimate?.upperOneSided),
      .optional(estimate?.interval), .optional(estimate?.rule), .optional(estimate?.count),
      .optional(isWhole ? indicator.countBound?.atMost : nil),
      .optional(isWhole ? indicator.countBound?.population : nil),
      .integer(indicator.openFindings),
      .optional(
        isWhole
          ? indicator.turning.first { $0.rate == nil }.map {
            $0.count.isFurther ? $0.count.count : -$0.count.count
          } : nil),
    ]
  }
}
