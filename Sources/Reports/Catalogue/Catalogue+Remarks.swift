// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

extension Catalogue {
  /// The sentences of all remarks on figures by their code, in both languages. `{name}` stands for the
  /// remark's value of that name.
  static let remarks: [String: BilingualText] = [
    "nobody-answered": BilingualText(
      zh: "没有可用的答卷，因此没有数值。", en: "Nobody answered, so there is no figure.")
  ]

  /// The names of the remarks that have sentences.
  package static var remarkNames: Set<String> { Set(remarks.keys) }

  /// The sentences of a remark as they stand, with their places for values.
  package static func remarkTemplate(_ code: String) -> BilingualText? { remarks[code] }

  /// The sentence of a remark with its values.
  public static func sentence(for remark: Remark, in language: Language) -> String {
    guard let template = remarks[remark.code] else { return remark.code }
    return filled(template.text(in: language), with: remark.values)
  }
}
