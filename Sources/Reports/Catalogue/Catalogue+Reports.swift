// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Fault.Code {
  /// A language that is not known was named.
  public static let unknownLanguage = Fault.Code("unknown-language", .usage)
  /// The user stopped the work.
  public static let interrupted = Fault.Code("interrupted", .interrupted)
}

extension Catalogue {
  static let reports: [Entry] = [
    Entry(
      .unknownLanguage,
      en: "the language \"{name}\" is not known. Name zh or en",
      zh: "不认识语言“{name}”。可用 zh 或 en"),
    Entry(
      .interrupted,
      en: "stopped on request; nothing of this step was kept",
      zh: "已按要求停止；这一步没有留下任何改动"),
  ]
}
