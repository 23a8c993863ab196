// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The text of a file in blocks of UTF-8 without byte order mark, one after the other.
struct TextReader {
  private let file: TextFile
  private let blockSize: Int
  private let reader: FileReader
  private let decoder: GB18030Decoder?
  private var line = 1
  private var isAtStart = true
  /// The bytes of the file that were read so far.
  private(set) var bytesRead = 0

  /// Opens the file.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``.
  init(_ file: TextFile, blockSize: Int) throws {
    self.file = file
    self.blockSize = blockSize
    reader = try FileReader(path: file.location)
    decoder = file.encoding == .gb18030 ? try GB18030Decoder() : nil
  }

  /// The next block; `nil` at the end. Characters may be cut between blocks.
  /// - Throws: ``Fault/Code/wrongEncoding`` if the bytes are not in the encoding of the file.
  mutating func next() throws -> [UInt8]? {
    var block = try reader.next(blockSize)
    bytesRead += block.count
    if let decoder { return try decode(block, decoder) }
    if block.isEmpty { return nil }
    if isAtStart {
      isAtStart = false
      block.removeFirst(min(file.markLength, block.count))
    }
    return block
  }

  private mutating func decode(_ block: [UInt8], _ decoder: GB18030Decoder) throws -> [UInt8]? {
    if block.isEmpty {
      guard decoder.isComplete else { throw fault() }
      return nil
    }
    var decoded: [UInt8] = []
    let isValid = block.withUnsafeBufferPointer { decoder.decode($0, into: &decoded) }
    let lines = decoded.count { $0 == 0x0a }
    line += lines
    guard isValid, !decoded.containsPrivateUse() else { throw fault() }
    return decoded
  }

  private func fault() -> Fault {
    Fault(.wrongEncoding, at: Place(file: file.path, row: line), ["encoding": "GB18030"])
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
