// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

/// What `assay score --sensitivity` prints: each indicator under other treatments.
public enum SensitivityText {
  /// The table for people, with one sentence below it; it ends with a line end.
  public static func text(_ sensitivities: [Sensitivity], in language: Language) -> String {
    guard let first = sensitivities.first else {
      return BilingualText(
        zh: "没有指标因别的算法而改变：无论是未决的疑似问题、未访单位、备用单位，还是方案中另外的口径。\n",
        en:
          "No treatment changes an indicator: neither undecided findings, units without an interview, substitutes, nor other readings of the profile.\n"
      ).text(in: language)
    }
    var table = TextTable(
      header: SensitivityWording(sensitivity: first, language: language).headings,
      alignments: [.left, .right, .left, .right, .right, .left])
    for sensitivity in sensitivities {
      for row in SensitivityWording(sensitivity: sensitivity, language: language).rows {
        table.append(row)
      }
    }
    let lines = table.lines() + ["", SensitivityWording.sentence(sensitivities, in: language)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same as rows for programs: the keys of a score, and `treatment`, which is `reported` first.
  public static func listing(_ sensitivities: [Sensitivity]) -> Listing {
    var listing = Listing(
      columns: [.init("treatment", BilingualText(zh: "treatment", en: "treatment"))]
        + ScoreListing.columns)
    for sensitivity in sensitivities {
      let rows =
        [("reported", sensitivity.reported)]
        + sensitivity.rows.map { ($0.treatment.name, $0.result) }
      for (name, result) in rows {
        listing.append(
          [.text(name)] + ScoreListing.row(result, part: nil, result.official, result.estimate))
      }
    }
    return listing
  }
}
