// SPDX-License-Identifier: GPL-3.0-or-later

/// Text with the escapes `_xHHHH_` (ECMA-376 part 1, section 22.9.2.19) put back.
func unescaped(_ bytes: [UInt8]) -> [UInt8] {
  guard bytes.contains(0x5f) else { return bytes }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var units: [UInt16] = []
  var index = 0
  func flush() {
    guard !units.isEmpty else { return }
    result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    units.removeAll()
  }
  while index < bytes.count {
    if bytes[index] == 0x5f, index + 6 < bytes.count, bytes[index + 1] == 0x78,
      bytes[index + 6] == 0x5f, bytes[(index + 2)...(index + 5)].allSatisfy(isHexDigit),
      let unit = UInt16(
        String(decoding: bytes[(index + 2)...(index + 5)], as: UTF8.self), radix: 16)
    {
      units.append(unit)
      index += 7
    } else {
      flush()
      result.append(bytes[index])
      index += 1
    }
  }
  flush()
  return result
}

/// The unit of UTF-16 that an escape at a place stands for; `nil` if none is there.
private func escape(at index: Int, of bytes: [UInt8]) -> UInt16? {
  guard bytes[index] == 0x5f, index + 6 < bytes.count, bytes[index + 1] == 0x78,
    bytes[index + 6] == 0x5f, bytes[(index + 2)...(index + 5)].allSatisfy(isHexDigit)
  else { return nil }
  return UInt16(String(decoding: bytes[(index + 2)...(index + 5)], as: UTF8.self), radix: 16)
}

/// Text in which what would be read as an escape has its underscore escaped.
///
/// libxlsxwriter escapes control characters itself, but not this where texts are written in the cells.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(0x5f) else { return text }
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  for index in bytes.indices {
    result.append(bytes[index])
    if escape(at: index, of: bytes) != nil { result.append(contentsOf: "x005F_".utf8) }
  }
  return String(decoding: result, as: UTF8.self)
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}

/// The places that a short text of printable ASCII takes, which needs no escape; `nil` for other text.
func plainWidth(_ text: String) -> Int? {
  var text = text
  return text.withUTF8 { bytes in
    guard bytes.count < 4096, bytes.allSatisfy({ (0x20...0x7e).contains($0) && $0 != 0x5f }) else {
      return nil
    }
    return bytes.count
  }
}
