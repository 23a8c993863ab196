// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A text file that is read in blocks, as often as needed, and delivered as UTF-8.
///
/// Files are read, never mapped: mapped pages count as memory of the process. The encoding is
/// recognized in one pass when the file is opened: a byte order mark, else strict UTF-8, else
/// GB18030 without unassigned characters.
public struct TextFile: Sendable {
  /// The path as the user gave it; it names the file in faults.
  public let path: String
  /// Where the bytes lie, which is another place for what was unpacked.
  let location: String
  /// The encoding that was named or found.
  public let encoding: TextEncoding
  /// The size in bytes.
  public let size: Int
  /// The bytes of the byte order mark.
  let markLength: Int

  /// Opens a file and recognizes its encoding.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - location: where the bytes lie, if not there; `path` names the file in faults all the same.
  ///   - encoding: the encoding to insist on; recognized when `nil`.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``, ``Fault/Code/emptyFile``,
  ///   ``Fault/Code/wrongEncoding``, ``Fault/Code/textIsUTF16``, ``Fault/Code/workbookForText``,
  ///   ``Fault/Code/notText``, ``Fault/Code/webPageForText``.
  /// - Complexity: one pass over the bytes.
  public init(path: String, location: String? = nil, encoding: TextEncoding? = nil) throws {
    self.path = path
    self.location = location ?? path
    let reader = try FileReader(path: self.location)
    size = try reader.size()
    guard try FileSignature(of: reader) == .other else {
      throw Fault(.workbookForText, at: Place(file: path))
    }
    let head = try reader.bytes(at: 0, count: 4)
    let isUTF8 = try Self.isUTF8(reader, size: size)
    if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) {
      throw Fault(.textIsUTF16, at: Place(file: path))
    }
    try ForeignFile.refuse(try reader.bytes(at: 0, count: 512), path: path)
    let mark = head.starts(with: [0xef, 0xbb, 0xbf])
    markLength = mark ? 3 : 0
    guard size > markLength else { throw Fault(.emptyFile, at: Place(file: path)) }
    if isUTF8, encoding != .gb18030 || mark {
      self.encoding = .utf8
    } else if encoding == .utf8 || mark {
      let line = try Self.lineOfFirstFault(in: self.location)
      throw Fault(.wrongEncoding, at: Place(file: path, row: line), ["encoding": "UTF-8"])
    } else {
      self.encoding = .gb18030
      try forEachBlock { _ in }
    }
  }

  /// Delivers the text in blocks of UTF-8 without byte order mark; characters may be cut between
  /// blocks.
  /// - Throws: what `body` throws; ``Fault/Code/wrongEncoding`` if the bytes are not in ``encoding``.
  public func forEachBlock(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    var reader = try TextReader(self, blockSize: 1 << 18)
    while let block = try reader.next() { try block.withUnsafeBufferPointer(body) }
  }

  /// Whether all bytes are well-formed UTF-8, found out on all cores.
  ///
  /// Pieces are cut at line feeds, which are never part of another character.
  private static func isUTF8(_ reader: FileReader, size: Int) throws -> Bool {
    let piece = 1 << 22
    var start = 0
    var isValid = true
    try mapInOrder({
      defer { start += piece }
      return isValid && start < size ? start : nil
    }) { (start: Int) -> Bool in
      let bytes = try reader.bytes(at: start, count: piece)
      var tail: [UInt8] = []
      // The piece goes on to the next line feed, where the next one begins.
      while start + bytes.count + tail.count < size, tail.last != 0x0a {
        let more = try reader.bytes(at: start + bytes.count + tail.count, count: 1 << 12)
        if more.isEmpty { break }
        tail += more.prefix(through: more.firstIndex(of: 0x0a) ?? more.endIndex - 1)
      }
      return bytes.withUnsafeBufferPointer { bytes in
        var validator = UTF8Validator()
        let first = start == 0 ? 0 : bytes.firstIndex(ofByte: 0x0a).map { $0 + 1 } ?? bytes.count
        // A piece without a line feed was read by the one before it.
        if first == bytes.count && start > 0 { return true }
        return validator.consume(UnsafeBufferPointer(rebasing: bytes[first...]))
          && tail.withUnsafeBufferPointer { validator.consume($0) } && validator.isComplete
      }
    } consume: {
      isValid = isValid && $0
    }
    return isValid
  }

  /// The line of the first byte that is not UTF-8, counted from 1.
  private static func lineOfFirstFault(in path: String) throws -> Int {
    var validator = UTF8Validator()
    try forEachByteBlock(of: path) { _ = validator.isFaulty ? false : validator.consume($0) }
    var line = 1
    var before = 0
    try forEachByteBlock(of: path) { block in
      line += block.prefix(max(0, validator.validBytes - before)).count { $0 == 0x0a }
      before += block.count
    }
    return line
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
    let reader = try FileReader(path: path)
    while true {
      let block = try reader.next(1 << 18)
      if block.isEmpty { return }
      try block.withUnsafeBufferPointer(body)
    }
  }
}

extension Fault.Code {
  /// The file does not exist.
  public static let noSuchFile = Fault.Code("no-such-file", .noInput)
  /// The file exists and cannot be read.
  public static let unreadableFile = Fault.Code("unreadable-file", .noInput)
  /// The text is UTF-16, as Excel writes "Unicode text".
  public static let textIsUTF16 = Fault.Code("text-is-utf-16", .data)
  /// The file holds nothing.
  public static let emptyFile = Fault.Code("empty-file", .data)
}
