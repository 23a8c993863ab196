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
  private var size = 0
  private var pieces: [[(offset: Int, count: Int)]]
  private var buffers: [[UInt8]]
  private let bufferSize: Int

  init(parts: Int) throws {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    var template = Array("\(folder ?? "/var/tmp")/assay-XXXXXX".utf8CString)
    path = folder ?? "/var/tmp"
    descriptor = mkstemp(&template)
    pieces = Array(repeating: [], count: parts)
    buffers = Array(repeating: [], count: parts)
    bufferSize = max(1 << 12, min(1 << 17, (1 << 24) / max(1, parts)))
    guard descriptor >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw fault() }
    unlink(template)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func append(_ bytes: [UInt8], to part: Int) throws {
    buffers[part] += bytes
    if buffers[part].count >= bufferSize { try flush(part) }
  }

  func contents(of part: Int) throws -> [UInt8] {
    let total = pieces[part].reduce(0) { $0 + $1.count }
    var result: [UInt8] = []
    result.reserveCapacity(total + buffers[part].count)
    for piece in pieces[part] {
      var read = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: piece.count) { buffer, filled in
        while read < piece.count {
          let got = pread(
            descriptor, buffer.baseAddress! + read, piece.count - read,
            off_t(piece.offset + read))
          if got < 0 && errno == EINTR { continue }
          if got <= 0 { break }
          read += got
        }
        filled = read
      }
      guard read == piece.count else { throw fault() }
      result += bytes
    }
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
      guard count > 0 else { throw fault() }
      written += count
    }
    pieces[part].append((size, bytes.count))
    size += bytes.count
    buffers[part].removeAll(keepingCapacity: true)
  }

  private func fault() -> Fault {
    Fault(.cannotWriteFile, at: Place(file: path), ["reason": String(cString: strerror(errno))])
  }
}
