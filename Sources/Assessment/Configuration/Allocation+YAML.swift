// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

extension Allocation {
  /// Reads `allocation`, `deviation`, `cost` and `power` beside the size of a sample.
  /// - Throws: the faults of the values; ``Sampling/Fault/Code/allocationOptionWithoutUse`` for a column
  ///   or power without an allocation.
  init?(_ mapping: inout YAMLMapping, of register: RegisterDescription) throws {
    let (word, power) = (mapping.optional("allocation"), mapping.optional("power"))
    let deviation = try Self.column(mapping.optional("deviation"), of: register)
    let cost = try Self.column(mapping.optional("cost"), of: register)
    let name =
      try word?.word(among: AllocationMethod.all.map(\.name))
      ?? AllocationMethod.proportional.name
    let exponent = try power.map { value in
      _ = try value.decimal(.share)
      return try Fraction(try value.text(), at: value.place)
    }
    if word == nil && deviation == nil && cost == nil && exponent == nil { return nil }
    self.init(
      try AllocationMethod(named: name), deviation: deviation, cost: cost, power: exponent)
  }

  private static func column(
    _ value: YAMLValue?, of register: RegisterDescription
  ) throws -> String? {
    guard let value else { return nil }
    let name = try value.text()
    try register.check(column: name, at: value.place)
    return name
  }
}
