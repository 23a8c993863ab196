// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// A register as `assessment.yaml` describes it: its file, its identifiers and its columns.
public struct RegisterDescription: Sendable, Equatable {
  /// The type of a column's values.
  public enum ColumnType: String, Sendable, CaseIterable {
    /// Any text.
    case text
    /// A whole number without leading zeros, not below the column's minimum; may be missing.
    case integer
    /// A decimal number, kept as the text that it is.
    case decimal
    /// A calendar date, `2016-11-15`.
    case date
  }

  /// A column whose values are checked on import.
  ///
  /// It is sealed with the register unless it is personal: a sealed register goes to verifiers.
  public struct Column: Sendable, Equatable {
    /// The name in the header.
    public let name: String
    /// The type of its values.
    public let type: ColumnType
    /// The smallest whole number that is possible; 0 unless the description says otherwise.
    public let minimum: Int
    /// Whether its values are personal: kept apart and not sealed.
    public let isPersonal: Bool
  }

  /// The register's name, such as `households`.
  public let name: String
  /// What its units are called, if anybody says.
  public let label: BilingualText?
  /// The file that is imported when none is named.
  public let file: String
  /// The column of the identifiers.
  public let id: String
  /// The register of the units above.
  public let parent: String?
  /// The column that names the unit above.
  public let parentColumn: String?
  /// Text that is put before each identifier, so that two registers of one stage do not collide.
  public let prefix: String
  /// The columns beside the identifiers, in the order of the description.
  public private(set) var columns: [Column]
  /// The lists of units that samples of the register take whole; each is a column, too.
  public private(set) var lists: [UnitList] = []
  /// Totals that the register must have: `rows`, or the sum of a column.
  public let expectations: [Expectation]

  /// A total that the register must have.
  public struct Expectation: Sendable, Equatable {
    /// `rows`, or the name of a column whose sum it is.
    public let name: String
    /// The expected total.
    public let total: Int
  }

  /// The columns that are sealed beside the identifiers.
  public var sealedColumns: [Column] { columns.filter { !$0.isPersonal } }

  /// The columns that the file must have: identifier, parent, then the described ones without those
  /// that are made of lists.
  public var requiredColumns: [String] {
    [id] + (parentColumn.map { [$0] } ?? [])
      + columns.map(\.name).filter { name in !lists.contains { $0.column == name } }
  }

  /// The same register with the list of a sample as a sealed column.
  func adding(_ list: UnitList) -> RegisterDescription {
    var copy = self
    copy.lists.append(list)
    copy.columns.append(
      Column(name: list.column, type: .text, minimum: 0, isPersonal: false))
    return copy
  }

  init(name: String, _ value: YAMLValue) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.optional("label")?.bilingual()
    file = try mapping.required("file").text()
    id = try mapping.required("id").text()
    if let parent = mapping.optional("parent") {
      let parts = try parent.text().split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
        throw parent.fault(.yamlWrongType, ["expected": "villages.village_id"])
      }
      self.parent = String(parts[0])
      parentColumn = String(parts[1])
    } else {
      parent = nil
      parentColumn = nil
    }
    prefix = try mapping.optional("prefix")?.text() ?? ""
    columns = try mapping.optional("columns")?.entries().map { try Self.column($0, $1) } ?? []
    let columns = columns
    expectations =
      try mapping.optional("expect")?.entries().map { name, value in
        let column = columns.first { $0.name == name && $0.type == .integer }
        guard name == "rows" || column != nil else {
          throw value.fault(.expectationUnknown, ["name": name])
        }
        let total = try value.integer()
        // Only a column with negative values can sum to a negative total.
        if (column?.minimum ?? 0) >= 0 { try value.check(Rational(total), in: .count) }
        return Expectation(name: name, total: total)
      } ?? []
    try mapping.finish()
  }

  private static func column(_ name: String, _ value: YAMLValue) throws -> Column {
    guard value.isMapping else {
      return Column(name: name, type: try value.choice(), minimum: 0, isPersonal: false)
    }
    var mapping = try value.mapping()
    let column = Column(
      name: name, type: try mapping.required("type").choice(),
      minimum: try mapping.optional("minimum")?.integer() ?? 0,
      isPersonal: try mapping.optional("personal")?.boolean() ?? false)
    try mapping.finish()
    return column
  }
}

extension Fault.Code {
  /// A total is expected of something that is neither `rows` nor an integer column.
  public static let expectationUnknown = Fault.Code("expectation-unknown", .configuration)
}
