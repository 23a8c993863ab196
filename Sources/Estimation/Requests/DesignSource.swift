// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Where a table says how its rows were drawn.
public enum DesignSource: Sendable, Hashable {
  /// In columns that the user names.
  case columns(DesignColumns)
  /// In the columns that `assay sample` wrote.
  case drawn(DrawnColumns)

  /// All columns that are needed, some perhaps twice.
  public var names: [String] {
    switch self {
    case .columns(let columns): columns.names
    case .drawn(let columns): columns.names
    }
  }

  /// The design of a table, and the number of reserves that are outside of it.
  /// - Parameter joint: the file of joint probabilities that ``UnequalChoice/jointFile`` names.
  /// - Throws: as ``DesignColumns/design(from:missing:joint:)`` and
  ///   ``DrawnColumns/design(from:joint:)``.
  /// - Complexity: linear in rows and bytes.
  public func design(
    from table: Table, missing: [String], joint: Table? = nil
  ) throws -> (design: SurveyDesign, reserves: Int) {
    switch self {
    case .columns(let columns):
      (try columns.design(from: table, missing: missing, joint: joint), 0)
    case .drawn(let columns): try columns.design(from: table, joint: joint)
    }
  }
}

extension DesignSource {
  /// The columns that must be read, each once: those of figures or a test, those of the design, and others.
  public func columns(beside others: [String]) -> [String] {
    var seen: Set<UnitID> = []
    return (others + names).filter { seen.insert(UnitID($0)).inserted }
  }
}

extension LonelyRule {
  /// The rule of a name.
  /// - Throws: ``Fault/Code/unknownLonelyRule``, which lists the names.
  public init(name: String) throws {
    guard let rule = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) })
    else {
      throw Fault(
        .unknownLonelyRule,
        ["name": name, "available": Self.allCases.map(\.rawValue).joined(separator: ", ")])
    }
    self = rule
  }
}

extension Fault.Code {
  /// A rule for lonely units that does not exist was named.
  public static let unknownLonelyRule = Fault.Code("unknown-lonely-rule", .usage)
  /// Columns that only a drawn file's design uses are named without one.
  public static let onlyWithDrawn = Fault.Code("only-with-drawn", .usage)
  /// Columns of a design are named beside those of a drawn file.
  public static let drawnAndDesign = Fault.Code("drawn-and-design", .usage)
}
