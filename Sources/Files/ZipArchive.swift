// SPDX-License-Identifier: GPL-3.0-or-later

internal import CMinizip
import Foundation
public import Tables

/// A zip archive that is read entry by entry, in any order, without unpacking it to disk.
///
/// What an archive says of itself is not believed: bytes are counted while they are unpacked, and an
/// entry that grows beyond ``Limits`` is refused, so that a small file cannot fill memory or hours.
/// One archive is used by one task at a time.
public final class ZipArchive {
  /// How much an archive may unpack to.
  public struct Limits: Sendable {
    /// Bytes of one entry at the most.
    public var entryBytes = 4 << 30
    /// Unpacked bytes for each packed one at the most, looked at from ``ratioFrom`` bytes on. Sheets
    /// pack to a tenth or a thirtieth; Apache POI draws the line at a hundredth, too.
    public var ratio = 100
    /// Unpacked bytes that are always allowed.
    public var ratioFrom = 4 << 20
    /// Entries at the most.
    public var entries = 100_000
    /// Cells of a sheet that is made a table at the most, empty ones too.
    public var tableCells = 64 << 20

    /// The usual limits.
    public init() {}
  }

  /// A file in the archive.
  public struct Entry: Sendable {
    /// The name with its folders, divided by `/`.
    public let name: String
    /// The bytes that it takes in the archive.
    public let packedBytes: Int
    /// The bytes that the archive says it unpacks to.
    public let statedBytes: Int
    fileprivate let directory: UInt64
    fileprivate let number: UInt64
    fileprivate let isEncrypted: Bool
  }

  /// The archive's path as the user gave it.
  public let path: String
  /// The entries in the order of the archive's directory. Names may occur twice.
  public private(set) var entries: [Entry] = []
  private let limits: Limits
  private let size: Int
  private let handle: unzFile

  /// Opens an archive and reads its directory.
  ///
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``, ``Fault/Code/notAnArchive``,
  ///   ``Fault/Code/damagedArchive``, ``Fault/Code/archiveTooLarge``.
  /// - Complexity: linear in the number of entries.
  public init(path: String, limits: Limits = Limits()) throws {
    self.path = path
    self.limits = limits
    let reader = try FileReader(path: path)
    size = try reader.size()
    guard try FileSignature(of: reader) == .archive else {
      throw Fault(.notAnArchive, at: Place(file: path))
    }
    guard let handle = unzOpen64(path) else {
      // The directory stands at the end, so that a file which was cut off has none.
      throw Fault(
        .damagedArchive, at: Place(file: path),
        ["entry": "", "reason": "no directory at the end of \(size) bytes"])
    }
    self.handle = handle
    try readDirectory()
  }

  deinit { unzClose(handle) }

  /// The first entry of a name; letters of ASCII are the same in either case, as in Office packages.
  public func entry(named name: String) -> Entry? {
    let wanted = name.lowercased()
    return entries.first { $0.name.lowercased() == wanted }
  }

  /// Delivers the bytes of an entry in blocks, and checks its sum when it is whole.
  ///
  /// - Parameter body: takes each block; returns whether it wants more.
  /// - Throws: ``Fault/Code/damagedArchive``, ``Fault/Code/archiveTooLarge``, and what `body` throws.
  public func forEachBlock(
    of entry: Entry, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
  ) throws {
    guard !entry.isEncrypted else { throw damage(entry.name, "it is encrypted") }
    var place = unz64_file_pos(
      pos_in_zip_directory: ZPOS64_T(entry.directory), num_of_file: ZPOS64_T(entry.number))
    guard unzGoToFilePos64(handle, &place) == UNZ_OK, unzOpenCurrentFile(handle) == UNZ_OK else {
      throw damage(entry.name, "it cannot be opened")
    }
    var isOpen = true
    defer { if isOpen { unzCloseCurrentFile(handle) } }
    // What an entry says of itself may be anything; it cannot take more than the file.
    let packed = max(1, min(entry.packedBytes, size))
    var total = 0
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Int(unzReadCurrentFile(handle, &block, UInt32(block.count)))
      guard count >= 0 else { throw damage(entry.name, "its bytes cannot be unpacked") }
      if count == 0 { break }
      total += count
      if total > limits.entryBytes || (total > limits.ratioFrom && total / packed > limits.ratio) {
        throw Fault(
          .archiveTooLarge, at: Place(file: path),
          ["entry": entry.name, "packed": "\(entry.packedBytes)", "unpacked": "\(total)"])
      }
      let wantsMore = try block.withUnsafeBufferPointer {
        try body(UnsafeBufferPointer(rebasing: $0[..<count]))
      }
      if !wantsMore { return }
    }
    isOpen = false
    guard unzCloseCurrentFile(handle) == UNZ_OK, total == entry.statedBytes else {
      throw damage(entry.name, "its checksum or size does not agree")
    }
  }

  private func readDirectory() throws {
    var name = [CChar](repeating: 0, count: 1 << 16)
    var status = unzGoToFirstFile(handle)
    while status == UNZ_OK {
      guard entries.count < limits.entries else {
        throw Fault(
          .archiveTooLarge, at: Place(file: path),
          ["entry": "…", "packed": "\(limits.entries)", "unpacked": "…"])
      }
      entries.append(try currentEntry(&name))
      status = unzGoToNextFile(handle)
    }
    guard status == UNZ_END_OF_LIST_OF_FILE else { throw damage("", "its directory is broken") }
  }

  private func currentEntry(_ name: inout [CChar]) throws -> Entry {
    var info = unz_file_info64()
    var place = unz64_file_pos()
    guard
      unzGetCurrentFileInfo64(handle, &info, &name, UInt(name.count - 1), nil, 0, nil, 0) == UNZ_OK,
      unzGetFilePos64(handle, &place) == UNZ_OK, info.uncompressed_size <= UInt64(Int.max),
      info.compressed_size <= UInt64(Int.max)
    else { throw damage("", "its directory is broken") }
    let bytes = name.prefix(Int(info.size_filename)).map { UInt8(bitPattern: $0) }
    return Entry(
      name: String(decoding: bytes, as: UTF8.self).replacing("\\", with: "/"),
      packedBytes: Int(info.compressed_size), statedBytes: Int(info.uncompressed_size),
      directory: UInt64(place.pos_in_zip_directory), number: UInt64(place.num_of_file),
      isEncrypted: info.flag & 1 != 0)
  }

  private func damage(_ entry: String, _ reason: String) -> Fault {
    Fault(.damagedArchive, at: Place(file: path), ["entry": entry, "reason": reason])
  }
}

extension Fault.Code {
  /// A file that must be a zip archive or workbook is none.
  public static let notAnArchive = Fault.Code("not-an-archive", .data)
  /// A zip archive or workbook is cut off, broken or encrypted.
  public static let damagedArchive = Fault.Code("damaged-archive", .data)
  /// A zip archive or workbook unpacks to far more than it should.
  public static let archiveTooLarge = Fault.Code("archive-too-large", .data)
}
