// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Allocation {
  /// The allocation as a seal holds it: the method, what it was computed from, and the factors of the
  /// strata under their records; what is not used is null.
  var json: CanonicalJSON {
    .object([
      "cost": .text(cost),
      "deviation": .text(deviation),
      "factors": factors.map { .object($0.mapValues { .integer($0) }) } ?? .null,
      "method": .string(method.name),
      "power": .text(power?.text),
    ])
  }

  /// The allocation of a seal.
  /// - Throws: ``Fault/Code/proofShape``; ``Fault/Code/unknownAllocation``.
  init(json: CanonicalJSON, path: String) throws {
    var reader = try JSONReader(json, path: path)
    self.init(
      try AllocationMethod(named: try reader.text("method")),
      deviation: try reader.optionalText("deviation"), cost: try reader.optionalText("cost"),
      power: try reader.optionalText("power").map { try Fraction($0) })
    switch try reader.value("factors") {
    case .null: break
    case .object(let members):
      factors = try members.mapValues { value in
        guard case .integer(let factor) = value, (0...Self.scale).contains(factor) else {
          throw JSONReader.fault("\(path).factors")
        }
        return factor
      }
    default: throw JSONReader.fault("\(path).factors")
    }
    try reader.finish()
  }
}
