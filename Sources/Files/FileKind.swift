// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What a file is by its first bytes, whatever it is called.
public enum FileKind: Sendable, Equatable {
  /// A workbook of Excel since 2007, or of a program that writes the same.
  case workbook
  /// A workbook of Excel before 2007.
  case oldWorkbook
  /// An archive of other files.
  case archive
  /// A JSON text.
  case json
  /// Any other text.
  case text

  /// Looks at a file.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``; the faults of an archive.
  public init(of path: String) throws {
    let reader = try FileReader(path: path)
    _ = try reader.size()
    let head = try reader.bytes(at: 0, count: 64)
    if head.starts(with: [0x50, 0x4b, 0x03, 0x04]) || head.starts(with: [0x50, 0x4b, 0x05, 0x06]) {
      let archive = try ZipArchive(path: path)
      self = archive.entry(named: "[Content_Types].xml") == nil ? .archive : .workbook
    } else if head.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      self = .oldWorkbook
    } else {
      let text = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
      let first = text.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
      self = first == 0x7b || first == 0x5b ? .json : .text
    }
  }
}

extension ZipArchive {
  /// Writes the bytes of an entry to a file.
  /// - Throws: as ``forEachBlock(of:_:)``; ``Fault/Code/cannotWriteFile``.
  public func unpack(_ entry: Entry, to path: String) throws {
    var file = try AtomicFile(path: path, mode: 0o600)
    try forEachBlock(of: entry) { block in
      try file.write(block)
      return true
    }
    try file.commit()
  }
}
