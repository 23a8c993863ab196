// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables

/// What is due, what was done and what is late, as a table.
public enum CalendarListing {
  /// A row for each entry.
  /// - Parameters:
  ///   - profile: what documents are called, by the `levels:` of the column `document`.
  ///   - onlyOpen: whether what was done in time is left out.
  public static func entries(
    _ calendar: WorkCalendar, profile: Profile, onlyOpen: Bool = false, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("duty", BilingualText(zh: "代号", en: "Duty")),
      Listing.Column("label", BilingualText(zh: "事项", en: "What")),
      Listing.Column("step", BilingualText(zh: "步骤", en: "Step")),
      Listing.Column("office", BilingualText(zh: "单位", en: "Office")),
      Listing.Column("from", BilingualText(zh: "起", en: "From")),
      Listing.Column("due", BilingualText(zh: "期限", en: "Due")),
      Listing.Column("done", BilingualText(zh: "办理", en: "Done")),
      Listing.Column("state", BilingualText(zh: "状态", en: "State")),
      Listing.Column("lacking", BilingualText(zh: "尚缺", en: "Lacking"), isShown: false),
      Listing.Column("lacking_labels", BilingualText(zh: "尚缺", en: "Lacking")),
      Listing.Column("source", BilingualText(zh: "依据", en: "Source"), isShown: false),
    ])
    let separator = language == .chinese ? "、" : ", "
    for entry in calendar.entries where !onlyOpen || entry.state != .done {
      let documents = entry.lacking.map {
        profile.label(ofValue: $0, column: "document").text(in: language)
      }
      listing.append([
        .text(entry.name), .text(entry.label.text(in: language)),
        .optional(entry.step?.label.text(in: language)),
        entry.office.isEmpty ? .none : .text(entry.office),
        .optional(entry.first.map { CivilCalendar.text(days: $0) }),
        .optional(entry.due.map { CivilCalendar.text(days: $0) }),
        .optional(entry.done.map { CivilCalendar.text(days: $0) }),
        .text(word(entry.state, in: language)),
        entry.lacking.isEmpty ? .none : .text(entry.lacking.joined(separator: separator)),
        documents.isEmpty ? .none : .text(documents.joined(separator: separator)),
        .text(entry.source),
      ])
    }
    return listing
  }

  /// What could not be looked at, a line for each table that is not there.
  public static func lacking(_ calendar: WorkCalendar, in language: Language) -> String {
    calendar.lacking.map { name, table in
      BilingualText(
        zh: "\(name)：没有表 \(table)，无法核对", en: "\(name): there is no table \(table) to look at"
      ).text(in: language)
    }.joined(separator: "\n")
  }

  private static func word(_ state: CalendarEntry.State, in language: Language) -> String {
    let text =
      switch state {
      case .done: BilingualText(zh: "已办", en: "done")
      case .late: BilingualText(zh: "迟办", en: "done late")
      case .outOfOrder: BilingualText(zh: "次序颠倒", en: "out of order")
      case .overdue: BilingualText(zh: "逾期未办", en: "overdue")
      case .open: BilingualText(zh: "未到期", en: "open")
      }
    return text.text(in: language)
  }
}
