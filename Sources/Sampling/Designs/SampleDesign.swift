// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// How one sample is drawn from its register: strata, size, method, reserves.
public struct SampleDesign: Sendable {
  /// What a fraction or size at a later stage is a part of.
  public enum Base: String, Sendable, Hashable, CaseIterable {
    /// The units within each drawn unit of the stage above.
    case cluster
    /// The units of the whole register, placed in the drawn units of the stage above in proportion.
    case population
  }

  /// The name; empty at the first stage and where a stage has one sample only.
  public var name: String
  /// The name of the register that the units come from.
  public var register: String
  /// The condition that restricts the register to the sample's units, as it was typed.
  public var condition: String?
  /// The columns whose values make the strata, in order.
  public var strata: [String]
  /// The order of the units for methods that go along a list.
  public var sort: [SortKey]
  /// How many are drawn.
  public var size: SizeRule
  /// What the size is a part of, below the first stage.
  public var base: Base
  /// How a size that is no integer is rounded.
  public var rounding: Rounding
  /// The fewest units of a cell, as far as it has them; 0 for no minimum.
  public var minimum: Int
  /// The most units of a cell.
  public var maximum: Int?
  /// How a number in all is spread over the strata; in proportion to their units without.
  public var allocation: Allocation?
  /// The condition that names units which are drawn with certainty, as it was typed; they are added to
  /// what the size says, which is of the other units alone.
  public var takeAll: String?
  /// The method of selection.
  public var method: SelectionMethod
  /// The column of the units' sizes, non-negative decimals, for methods that draw in proportion to
  /// size; see ``UnitSelector/measureUse``.
  public var sizeMeasure: String?
  /// What a balanced method keeps, each a ``BalanceTerm`` as it is typed.
  public var balance: [String]
  /// The two columns of the units' coordinates, for methods that spread units in the plane; empty
  /// without.
  public var coordinates: [String]
  /// The reserves of a cell as a part of its size.
  public var reserves: Fraction

  /// A sample of a register.
  public init(
    _ name: String = "", from register: String, where condition: String? = nil,
    strata: [String] = [], sort: [SortKey] = [], size: SizeRule, of base: Base = .cluster,
    rounding: Rounding = .up, minimum: Int = 0, maximum: Int? = nil,
    method: SelectionMethod = .simpleRandom, sizeMeasure: String? = nil, balance: [String] = [],
    coordinates: [String] = [], reserves: Fraction = .zero
  ) {
    self.name = name
    self.register = register
    self.condition = condition
    self.strata = strata
    self.sort = sort
    self.size = size
    self.base = base
    self.rounding = rounding
    self.minimum = minimum
    self.maximum = maximum
    self.method = method
    self.sizeMeasure = sizeMeasure
    self.balance = balance
    self.coordinates = coordinates
    self.reserves = reserves
  }

  /// The key under which a draw finds the sample's register: its name, or that of the register if it
  /// has none.
  public var key: String { name.isEmpty ? register : name }
}

/// How the exact size of a cell becomes an integer.
public enum Rounding: String, Sendable, Hashable, CaseIterable {
  /// The ceiling.
  case up
  /// The nearest integer, halves up.
  case nearest
  /// The floor or ceiling, so chosen by one random number that all together are the ceiling of their
  /// sum (systematic rounding; Cox 1987 calls the aim controlled rounding).
  case controlled
}

/// A column that orders the units of a register.
public struct SortKey: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The column.
  public var column: String
  /// Whether its values are compared as numbers instead of by bytes; missing ones come first.
  public var isNumeric: Bool

  /// Orders by a column.
  public init(_ column: String, numeric: Bool = false) {
    self.column = column
    isNumeric = numeric
  }

  /// Orders by the bytes of a column, or by its value after `:number`.
  public init(stringLiteral text: String) {
    let suffix = ":number"
    self.init(
      text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text,
      numeric: text.hasSuffix(suffix))
  }

  /// Whether both name the same bytes and order alike.
  public static func == (left: SortKey, right: SortKey) -> Bool {
    bytesCompare(left.column, right.column) == 0 && left.isNumeric == right.isNumeric
  }
}
