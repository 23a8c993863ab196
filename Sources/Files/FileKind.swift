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
    switch try FileSignature(of: reader) {
    case .archive:
      let archive = try ZipArchive(path: path)
      self = archive.entry(named: "[Content_Types].xml") == nil ? .archive : .workbook
    case .compound: self = .oldWorkbook
    case .other:
      let head = try reader.bytes(at: 0, count: 64)
      let text = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
      let first = text.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
      self = first == 0x7b || first == 0x5b ? .json : .text
    }
  }

  /// Whether the file is a workbook, also one of Excel before 2007, which is refused when it is opened.
  public var isWorkbook: Bool { self == .workbook || self == .oldWorkbook }
}

/// What the first bytes say that files of other kinds than text begin with.
enum FileSignature: Equatable {
  /// An archive, which a workbook is, too.
  case archive
  /// A compound file, as Excel before 2007 wrote, and Excel with a password still does.
  case compound
  /// Neither.
  case other

  init(of reader: FileReader) throws {
    switch try reader.bytes(at: 0, count: 4) {
    case [0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06]: self = .archive
    case [0xd0, 0xcf, 0x11, 0xe0]: self = .compound
    default: self = .other
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
