// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Fault.Code {
  /// A language that is not known was named.
  public static let unknownLanguage = Fault.Code("unknown-language", .usage)
  /// `SOURCE_DATE_EPOCH` is no number of seconds.
  public static let badEpoch = Fault.Code("bad-epoch", .usage)
  /// One register was named twice on a command line.
  public static let registerNamedTwice = Fault.Code("register-named-twice", .usage)
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
      .badEpoch,
      en:
        "SOURCE_DATE_EPOCH is \"{value}\", which is no number of seconds since 1970. Correct or unset it",
      zh: "SOURCE_DATE_EPOCH 为“{value}”，不是自 1970 年起的秒数。请改正或取消它"),
    Entry(
      .registerNamedTwice,
      en: "the register {name} is given two files. Name one",
      zh: "名册 {name} 指定了两个文件。请只指定一个"),
    Entry(
      .interrupted,
      en: "stopped on request; nothing of this step was kept",
      zh: "已按要求停止；这一步没有留下任何改动"),
  ]
}
