// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Tables

/// A temporary file whose parts are written in pieces and read back whole.
///
/// It stands in the folder of `TMPDIR`, else in `/var/tmp`, which unlike `/tmp` is never held in
/// memory, and has no name once it is open, so that it vanishes with the process.
final class ScratchFile: ScratchStore, @unchecked Sendable {
  // Written by one thread; read by many only when nothing is written any more.
  private let path: String
  private let descriptor: Int32
  /// Owns the descriptor.
  private let reader: FileReader
  private var size = 0
  private var pieces: [[(offset: Int, count: Int)]]
  private var buffers: [[UInt8]]
  private let bufferSize: Int

  /// The folder of temporary files.
  static var folder: String {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    return folder.isEmpty ? "/var/tmp" : folder
  }

  init(parts: Int) throws {
    path = "\(Self.folder)/assay-\(getpid())-\(UInt64.random(in: 0 ... .max)).part"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.fault(path) }
    unlink(path)
    reader = FileReader(path: path, descriptor: descriptor)
    pieces = Array(repeating: [], count: parts)
    buffers = Array(repeating: [], count: parts)
    bufferSize = max(1 << 12, min(1 << 17, (1 << 24) / max(1, parts)))
  }

  func append(_ bytes: [UInt8], to part: Int) throws {
    buffers[part] += bytes
    if buffers[part].count >= bufferSize { try flush(part) }
  }

  func contents(of part: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(pieces[part].reduce(buffers[part].count) { $0 + $1.count })
    for piece in pieces[part] { result += try reader.bytes(at: piece.offset, count: piece.count) }
    return result + buffers[part]
  }

  private func flush(_ part: Int) throws {
    var written = 0
    let bytes = buffers[part]
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + written, bytes.count - written, off_t(size + written))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.fault(path) }
      written += count
    }
    pieces[part].append((size, bytes.count))
    size += bytes.count
    buffers[part].removeAll(keepingCapacity: true)
  }

  private static func fault(_ path: String) -> Fault {
    Fault(.cannotWriteFile, at: Place(file: path), ["reason": String(cString: strerror(errno))])
  }
}
