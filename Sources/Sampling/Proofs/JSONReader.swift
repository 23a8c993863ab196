// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// An object of a seal or proof while it is read, member by member.
///
/// A member of the wrong kind, one that is missing and one that nobody asked for are refused with the
/// path to it.
struct JSONReader {
  private var members: [UnitID: CanonicalJSON]
  let path: String

  init(_ value: CanonicalJSON, path: String) throws {
    guard case .object(let members) = value else { throw Self.fault(path) }
    self.members = members
    self.path = path
  }

  mutating func value(_ name: String) throws -> CanonicalJSON {
    guard let value = members.removeValue(forKey: UnitID(name)) else { throw fault(name) }
    return value
  }

  mutating func has(_ name: String) -> Bool { members[UnitID(name)] != nil }

  mutating func text(_ name: String) throws -> String {
    guard case .string(let text) = try value(name) else { throw fault(name) }
    return text
  }

  mutating func optionalText(_ name: String) throws -> String? {
    switch try value(name) {
    case .null: nil
    case .string(let text): text
    default: throw fault(name)
    }
  }

  /// A count; none is as large as 2^40, so that sums of counts cannot overflow.
  mutating func integer(_ name: String) throws -> Int {
    guard let number = try optionalInteger(name) else { throw fault(name) }
    return number
  }

  mutating func optionalInteger(_ name: String) throws -> Int? {
    switch try value(name) {
    case .null: return nil
    case .integer(let number) where (0..<(1 << 40)).contains(number): return number
    default: throw fault(name)
    }
  }

  mutating func boolean(_ name: String) throws -> Bool {
    guard case .boolean(let value) = try value(name) else { throw fault(name) }
    return value
  }

  mutating func digest(_ name: String) throws -> Digest {
    guard let digest = Digest(hex: try text(name)) else { throw fault(name) }
    return digest
  }

  mutating func optionalDigest(_ name: String) throws -> Digest? {
    guard let text = try optionalText(name) else { return nil }
    guard let digest = Digest(hex: text) else { throw fault(name) }
    return digest
  }

  mutating func array<Element>(
    _ name: String, _ element: (CanonicalJSON, String) throws -> Element
  ) throws -> [Element] {
    guard case .array(let values) = try value(name) else { throw fault(name) }
    return try values.enumerated().map { try element($1, "\(path).\(name)[\($0)]") }
  }

  mutating func texts(_ name: String) throws -> [String] {
    try array(name) { value, path in
      guard case .string(let text) = value else { throw Self.fault(path) }
      return text
    }
  }

  /// Refuses members that nobody asked for.
  func finish() throws {
    if let name = members.keys.min() { throw fault(name.text) }
  }

  func fault(_ name: String) -> Fault { Self.fault("\(path).\(name)") }

  static func fault(_ path: String) -> Fault { Fault(.proofShape, ["path": path]) }
}

extension Fault.Code {
  /// Something in a seal or proof is missing, unknown or of the wrong kind.
  public static let proofShape = Fault.Code("proof-shape", .unmet)
}
