// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
public import Tables

/// The encodings that tables are read in. Everything is UTF-8 once it is inside.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "UTF-8"
  /// The Chinese national standard, which Excel writes in China; holds GBK and GB 2312.
  case gb18030 = "GB18030"

  /// The encoding of a name as people write it: any case, `utf8`, `gbk`, `gb2312`, `cp936` too.
  /// - Throws: ``Fault/Code/unknownEncoding``.
  public init(name: String) throws {
    switch name.lowercased().filter({ $0 != "-" && $0 != "_" }) {
    case "utf8": self = .utf8
    case "gb18030", "gbk", "gb2312", "cp936": self = .gb18030
    default:
      throw Fault(
        .unknownEncoding,
        ["name": name, "known": Self.allCases.map(\.rawValue).joined(separator: ", ")])
    }
  }
}

/// Finds out whether bytes that pass in blocks are well-formed UTF-8 (Unicode 15, table 3-7).
struct UTF8Validator {
  private var needed = 0
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xbf
  /// The bytes that were found well-formed so far.
  private(set) var validBytes = 0
  /// Whether bytes were not UTF-8.
  private(set) var isFaulty = false

  /// Takes the next block; `false` once the bytes are not UTF-8.
  mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isFaulty = !isValid(bytes)
    return !isFaulty
  }

  private mutating func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let words = UnsafeRawBufferPointer(bytes)
    var index = 0
    defer { validBytes += index }
    while index < bytes.count {
      if needed == 0 {
        index += words.asciiPrefix(from: index)
        if index == bytes.count { break }
      }
      let byte = bytes[index]
      if needed == 0 {
        if byte >= 0x80 && !start(byte) { return false }
      } else {
        guard byte >= lower && byte <= upper else { return false }
        lower = 0x80
        upper = 0xbf
        needed -= 1
      }
      index += 1
    }
    return true
  }

  /// Whether the bytes ended between two characters.
  var isComplete: Bool { needed == 0 }

  private mutating func start(_ byte: UInt8) -> Bool {
    lower = 0x80
    upper = 0xbf
    switch byte {
    case 0xc2...0xdf: needed = 1
    case 0xe0...0xef:
      needed = 2
      if byte == 0xe0 { lower = 0xa0 }
      if byte == 0xed { upper = 0x9f }
    case 0xf0...0xf4:
      needed = 3
      if byte == 0xf0 { lower = 0x90 }
      if byte == 0xf4 { upper = 0x8f }
    default: return false
    }
    return true
  }
}

extension UnsafeRawBufferPointer {
  /// The length of a run of ASCII from a place on, to within a word.
  fileprivate func asciiPrefix(from start: Int) -> Int {
    var index = start
    while index &+ 32 <= count {
      let a = loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let b = loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
      let c = loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)
      let d = loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)
      if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { break }
      index &+= 32
    }
    return index - start
  }
}

/// Turns GB18030 into UTF-8 block by block (glibc's `iconv`), refusing what it cannot decode.
final class GB18030Decoder {
  private let handle: iconv_t
  private var pending: [UInt8] = []

  init() throws {
    let handle = iconv_open("UTF-8", "GB18030")
    guard handle != iconv_t(bitPattern: -1) else {
      throw Fault(.unknownEncoding, ["name": "GB18030", "known": "UTF-8"])
    }
    self.handle = handle!
  }

  deinit { iconv_close(handle) }

  /// Appends the decoded block to `output`; `false` if it holds bytes that are no GB18030.
  func decode(_ block: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Bool {
    var input = pending + Array(block)
    pending.removeAll()
    var converted = [UInt8](repeating: 0, count: input.count * 2 + 16)
    let total = converted.count
    var valid = true
    var left = input.count
    input.withUnsafeMutableBytes { source in
      converted.withUnsafeMutableBytes { target in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = total
        errno = 0
        if iconv(handle, &from, &left, &to, &room) == -1, errno != EINVAL { valid = false }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: target[0..<(total - room)]))
      }
    }
    guard valid else { return false }
    pending = Array(input.suffix(left))
    return true
  }

  /// Whether the bytes ended between two characters.
  var isComplete: Bool { pending.isEmpty }
}

extension Fault.Code {
  /// An encoding that is not known was named.
  public static let unknownEncoding = Fault.Code("unknown-encoding", .usage)
  /// The file is not in the encoding that was named, or in none that can be recognized.
  public static let wrongEncoding = Fault.Code("wrong-encoding", .data)
}
