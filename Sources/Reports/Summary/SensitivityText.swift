// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

/// What `assay score --sensitivity` prints: each indicator under other treatments.
public enum SensitivityText {
  /// The table for people, with one sentence below it; it ends with a line end.
  public static func text(_ sensitivities: [Sensitivity], in language: Language) -> String {
    guard let first = sensitivities.first else {
      return BilingualText(
        zh: "没有别的算法可比：没有未决的疑似问题、未访单位或备用单位，方案中也没有另外的口径。\n",
        en:
          "There is nothing to compare: no undecided finding, no unit without an interview, no substitute, and no other reading in the profile.\n"
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
