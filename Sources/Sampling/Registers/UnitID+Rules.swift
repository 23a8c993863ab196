// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
public import Tables

extension UnitID {
  /// What forbids the text to be an id whose hash others must be able to reproduce, if anything.
  ///
  /// An id is not empty, is in Unicode's normalization form C, neither begins nor ends with white
  /// space, and holds no control character and no `/`, which separates the parts of a path.
  public var flaw: Fault.Code? {
    var text = text
    return text.withUTF8(Self.flaw(of:))
  }

  /// As ``flaw``, of the UTF-8 bytes of an id.
  public static func flaw(of bytes: UnsafeBufferPointer<UInt8>) -> Fault.Code? {
    if bytes.isEmpty { return .emptyID }
    var isASCII = true
    for byte in bytes {
      if byte == 0x2f { return .idWithSlash }
      if byte < 0x20 || byte == 0x7f { return .idWithControlCharacter }
      if byte >= 0x80 { isASCII = false }
    }
    if bytes.first == 0x20 || bytes.last == 0x20 { return .idWithWhiteSpace }
    return isASCII ? nil : flawBeyondASCII(of: String(decoding: bytes, as: UTF8.self))
  }

  private static func flawBeyondASCII(of text: String) -> Fault.Code? {
    let scalars = text.unicodeScalars
    if scalars.contains(where: { $0.properties.generalCategory == .control }) {
      return .idWithControlCharacter
    }
    if scalars.first!.properties.isWhitespace || scalars.last!.properties.isWhitespace {
      return .idWithWhiteSpace
    }
    // Nothing below U+0300 and no unified ideograph changes under normalization form C.
    let isStable = scalars.allSatisfy { $0.value < 0x300 || (0x4e00...0x9fff).contains($0.value) }
    if isStable || text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8) {
      return nil
    }
    return .idNotNormalized
  }
}

extension Fault.Code {
  /// A unit has no id.
  public static let emptyID = Fault.Code("empty-id", .data)
  /// An id holds `/`.
  public static let idWithSlash = Fault.Code("id-with-slash", .data)
  /// An id holds a control character.
  public static let idWithControlCharacter = Fault.Code("id-with-control-character", .data)
  /// An id begins or ends with white space.
  public static let idWithWhiteSpace = Fault.Code("id-with-white-space", .data)
  /// An id is not in normalization form C, so that equal looks may be other bytes.
  public static let idNotNormalized = Fault.Code("id-not-normalized", .data)
  /// Two units within one parent have one id.
  public static let duplicateID = Fault.Code("duplicate-id", .data)
  /// A unit names a parent that the register above does not hold.
  public static let unknownParent = Fault.Code("unknown-parent", .data)
  /// A unit below the first stage names no parent.
  public static let emptyParent = Fault.Code("empty-parent", .data)
}

extension Fault {
  /// A unit whose parent the register above does not hold.
  /// - Parameters:
  ///   - parent: what the register says; empty if nothing.
  ///   - id: the unit.
  package init(parent: String, of id: String, at place: Place) {
    self.init(
      parent.isEmpty ? .emptyParent : .unknownParent, at: place, ["id": id, "parent": parent])
  }
}
