// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Whom a register is compared with, from the profile's section `crosscheck:`.
///
/// | key | meaning |
/// | --- | --- |
/// | `register` | the register of households or persons |
/// | `id_number`, `name` | its columns with identity number and name, both personal |
/// | `categories` | the kinds of ineligible people by name, each with its label |
/// | `lists` | what the columns of lists may be called: `id_number`, `name`, `village` |
public struct CrosscheckRules: Sendable {
  /// A kind of ineligible people.
  public struct Category: Sendable, Equatable {
    /// The name under which it is recorded.
    public let name: String
    /// What it is called.
    public let label: BilingualText
  }

  /// The register that is compared.
  public let register: String
  /// Its column of identity numbers.
  public let idNumber: String
  /// Its column of names.
  public let name: String
  /// The kinds of ineligible people.
  public let categories: [Category]
  /// What the column of identity numbers may be called in lists.
  public let listedNumbers: [String]
  /// What the column of names may be called in lists.
  public let listedNames: [String]
  /// What the column of villages may be called in lists.
  public let listedVillages: [String]

  init(_ value: YAMLValue) throws {
    var mapping = try value.mapping()
    register = try mapping.required("register").text()
    idNumber = try mapping.required("id_number").text()
    name = try mapping.required("name").text()
    categories = try mapping.required("categories").namedEntries().map {
      Category(name: $0, label: try $1.bilingual())
    }
    var lists = try mapping.required("lists").mapping()
    listedNumbers = try lists.required("id_number").texts()
    listedNames = try lists.required("name").texts()
    listedVillages = try lists.required("village").texts()
    try lists.finish()
    try mapping.finish()
  }

  /// The category of a name.
  public func category(_ name: String) -> Category? { categories.named(name, \.name) }
}
