// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
public import Tables

/// A text file that is read in blocks, as often as needed, and delivered as UTF-8.
///
/// Files are read, never mapped: mapped pages count as memory of the process. The encoding is
/// recognized in one pass when the file is opened: a byte order mark, else strict UTF-8, else
/// GB18030 without unassigned characters.
public struct TextFile: Sendable {
  /// The path as the user gave it; it names the file in faults.
  public let path: String
  /// The encoding that was named or found.
  public let encoding: TextEncoding
  /// The size in bytes.
  public let size: Int
  private let markLength: Int

  /// Opens a file and recognizes its encoding.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - encoding: the encoding to insist on; recognized when `nil`.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``, ``Fault/Code/emptyFile``,
  ///   ``Fault/Code/wrongEncoding``.
  /// - Complexity: one pass over the bytes.
  public init(path: String, encoding: TextEncoding? = nil) throws {
    self.path = path
    var size = 0
    var validator = UTF8Validator()
    var isUTF8 = true
    var head: [UInt8] = []
    try Self.forEachByteBlock(of: path) { block in
      if head.count < 4 { head += block.prefix(4 - head.count) }
      size += block.count
      if isUTF8 { isUTF8 = validator.consume(block) }
    }
    isUTF8 = isUTF8 && validator.isComplete
    self.size = size
    let place = Place(file: path, row: isUTF8 ? nil : validator.line)
    if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) {
      throw Fault(.wrongEncoding, at: Place(file: path), ["encoding": "UTF-16"])
    }
    let mark = head.starts(with: [0xef, 0xbb, 0xbf])
    markLength = mark ? 3 : 0
    guard size > markLength else { throw Fault(.emptyFile, at: Place(file: path)) }
    if isUTF8, encoding != .gb18030 || mark {
      self.encoding = .utf8
    } else if encoding == .utf8 || mark {
      throw Fault(.wrongEncoding, at: place, ["encoding": "UTF-8"])
    } else {
      self.encoding = .gb18030
      try forEachBlock { _ in }
    }
  }

  /// Delivers the text in blocks of UTF-8 without byte order mark; characters may be cut between
  /// blocks.
  /// - Throws: what `body` throws; ``Fault/Code/wrongEncoding`` if the bytes are not in ``encoding``.
  public func forEachBlock(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    switch encoding {
    case .utf8:
      var skip = markLength
      try Self.forEachByteBlock(of: path) { block in
        let cut = min(skip, block.count)
        skip -= cut
        try body(UnsafeBufferPointer(rebasing: block[cut...]))
      }
    case .gb18030:
      var decoder = try GB18030Decoder()
      var line = 1
      var decoded: [UInt8] = []
      try Self.forEachByteBlock(of: path) { block in
        decoded.removeAll(keepingCapacity: true)
        let valid = decoder.decode(block, into: &decoded)
        guard valid, !decoded.containsPrivateUse() else {
          line += decoded.count { $0 == 0x0a }
          throw Fault(.wrongEncoding, at: Place(file: path, row: line), ["encoding": "GB18030"])
        }
        line += decoded.count { $0 == 0x0a }
        try decoded.withUnsafeBufferPointer(body)
      }
      guard decoder.isComplete else {
        throw Fault(.wrongEncoding, at: Place(file: path, row: line), ["encoding": "GB18030"])
      }
    }
  }

  /// The whole text, for files that are small by nature, such as forms and profiles.
  public func contents() throws -> String {
    var bytes: [UInt8] = []
    try forEachBlock { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Delivers the bytes of any file as they stand, in blocks.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``, and what `body` throws.
  public static func forEachByteBlock(
    of path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Fault(
        errno == ENOENT ? .noSuchFile : .unreadableFile, at: Place(file: path),
        ["reason": String(cString: strerror(errno))])
    }
    defer { close(descriptor) }
    let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { block.deallocate() }
    while true {
      let count = read(descriptor, block.baseAddress, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw Fault(
          .unreadableFile, at: Place(file: path), ["reason": String(cString: strerror(errno))])
      }
      if count == 0 { return }
      try body(UnsafeBufferPointer(rebasing: block[0..<count]))
    }
  }
}

extension [UInt8] {
  /// Whether the UTF-8 holds a character of the private use area U+E000 to U+F8FF, to which iconv
  /// sends GB18030's unassigned codes; real text has none, other encodings read as GB18030 often do.
  fileprivate func containsPrivateUse() -> Bool {
    var index = 0
    while index + 1 < count {
      let byte = self[index]
      if byte == 0xee || (byte == 0xef && self[index + 1] <= 0xa3) { return true }
      index += 1
    }
    return false
  }
}

extension Fault.Code {
  /// The file does not exist.
  public static let noSuchFile = Fault.Code("no-such-file", .noInput)
  /// The file exists and cannot be read.
  public static let unreadableFile = Fault.Code("unreadable-file", .noInput)
  /// The file holds nothing.
  public static let emptyFile = Fault.Code("empty-file", .data)
}
