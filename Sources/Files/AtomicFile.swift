// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
public import Tables

/// A file that appears under its name only when it is whole.
///
/// Bytes go to a file beside it, which is synced and then renamed, so that a crash leaves the old
/// file or the new one. Without ``commit()`` the new one is removed.
public struct AtomicFile: ~Copyable {
  private let path: String
  private let temporary: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Begins the file beside its final place.
  ///
  /// - Parameters:
  ///   - path: the final path; its folder must exist.
  ///   - mode: the access rights, `0o600` for secrets.
  /// - Throws: ``Fault/Code/cannotWriteFile``.
  public init(path: String, mode: UInt16 = 0o644) throws {
    self.path = path
    temporary = Self.temporaryPath(for: path)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
    if descriptor < 0 { throw Self.fault(path) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporary)
    }
  }

  /// Appends text.
  public mutating func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: some Collection<UInt8>) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Syncs what was written and gives the file its name, replacing an older one.
  public consuming func commit() throws {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.fault(path) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else {
      let fault = Self.fault(path)
      unlink(temporary)
      throw fault
    }
    try Self.rename(temporary, to: path)
  }

  /// Syncs a file that was written beside its final place, and gives it its name.
  /// - Throws: ``Fault/Code/cannotWriteFile``; the file beside is removed then.
  static func publish(_ temporary: String, as path: String) throws {
    let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
    let isSynced = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL)
    let fault = Self.fault(path)
    if descriptor >= 0 { close(descriptor) }
    guard isSynced else {
      unlink(temporary)
      throw fault
    }
    try rename(temporary, to: path)
  }

  /// A path beside the final one that no other process uses.
  static func temporaryPath(for path: String) -> String {
    "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
  }

  private static func rename(_ temporary: String, to path: String) throws {
    do { try move(temporary, to: path) } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Gives a file that is whole and synced its name, and syncs the folder.
  /// - Throws: ``Fault/Code/cannotWriteFile``; the file stays where it was then.
  package static func move(_ source: String, to path: String) throws {
    guard Glibc.rename(source, path) == 0 else { throw Self.fault(path) }
    let folder = path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) + "/" : "."
    let directory = open(folder, O_RDONLY | O_DIRECTORY)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// Writes a whole text file at once.
  public static func write(_ text: String, to path: String, mode: UInt16 = 0o644) throws {
    var file = try AtomicFile(path: path, mode: mode)
    try file.write(text)
    try file.commit()
  }

  private mutating func flush() throws {
    var offset = 0
    while offset < buffer.count {
      let written = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + offset, $0.count - offset)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.fault(path) }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  static func fault(_ path: String) -> Fault {
    Fault(.cannotWriteFile, at: Place(file: path), ["reason": String(cString: strerror(errno))])
  }
}

extension Fault.Code {
  /// A folder shall be made that exists and holds something.
  public static let folderNotEmpty = Fault.Code("folder-not-empty", .cannotWrite)
  /// A file cannot be written.
  public static let cannotWriteFile = Fault.Code("cannot-write-file", .cannotWrite)
}
