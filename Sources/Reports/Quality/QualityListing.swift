// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables

/// What the checks found, as tables.
public enum QualityListing {
  /// The number of issues of each check.
  public static func summary(_ issues: [QualityIssue]) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("form", BilingualText(zh: "表单", en: "Form")),
      Listing.Column("check", BilingualText(zh: "核查", en: "Check")),
      Listing.Column("issues", BilingualText(zh: "条数", en: "Issues")),
    ])
    var counts: [(form: String, check: String, count: Int)] = []
    for issue in issues {
      let name = issue.fault.code.name
      if let index = counts.firstIndex(where: { $0.form == issue.form && $0.check == name }) {
        counts[index].count += 1
      } else {
        counts.append((issue.form, name, 1))
      }
    }
    for row in counts { listing.append([.text(row.form), .text(row.check), .integer(row.count)]) }
    return listing
  }

  /// A row for each issue, with its sentence.
  public static func issues(_ issues: [QualityIssue], in language: Language) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("form", BilingualText(zh: "表单", en: "Form")),
      Listing.Column("check", BilingualText(zh: "核查", en: "Check")),
      Listing.Column("unit", BilingualText(zh: "户", en: "Unit")),
      Listing.Column("interviewer", BilingualText(zh: "调查员", en: "Interviewer")),
      Listing.Column("question", BilingualText(zh: "题目", en: "Question")),
      Listing.Column("value", BilingualText(zh: "答案", en: "Answer")),
      Listing.Column("message", BilingualText(zh: "说明", en: "What to do")),
      Listing.Column("key", BilingualText(zh: "提交", en: "Submission"), isShown: false),
    ])
    for issue in issues {
      listing.append([
        .text(issue.form), .text(issue.fault.code.name), .text(issue.unit),
        .text(issue.interviewer), .text(issue.question), .text(issue.value),
        .text(Catalogue.sentence(for: issue.fault, in: language)), .text(issue.key),
      ])
    }
    return listing
  }
}
