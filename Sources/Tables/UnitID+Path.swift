// SPDX-License-Identifier: GPL-3.0-or-later

/// The path of a unit: its identifier, behind those of the units above it with a slash after each.
///
/// A unit of the first stage is its own path. No identifier holds a slash, so that the parts are never in doubt.
extension UnitID {
  private static let slash: UInt8 = 0x2f

  /// The unit of the first stage that the path begins with, the unit itself at the first stage.
  public var top: UnitID {
    text.utf8.firstIndex(of: Self.slash).map { UnitID(String(text[..<$0])) } ?? self
  }

  /// The path of the unit above; `nil` at the first stage.
  public var above: UnitID? {
    text.utf8.lastIndex(of: Self.slash).map { UnitID(String(text[..<$0])) }
  }

  /// The identifier within the unit above, the last part of the path.
  public var ownID: UnitID {
    text.utf8.lastIndex(of: Self.slash).map {
      UnitID(String(text[text.utf8.index(after: $0)...]))
    } ?? self
  }

  /// The stage of the unit, counted from 1: the number of the path's parts.
  public var stage: Int { 1 + text.utf8.count { $0 == Self.slash } }

  /// Whether the unit lies in another one, at whatever stage, and is not that unit itself.
  public func isBelow(_ other: UnitID) -> Bool {
    text.utf8.starts(with: other.text.utf8)
      && text.utf8.dropFirst(other.text.utf8.count).first == Self.slash
  }
}
