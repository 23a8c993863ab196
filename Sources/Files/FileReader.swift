// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Tables

/// A file that is open for reading, from its beginning or at any place.
final class FileReader: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/unreadableFile``.
  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Fault(
        errno == ENOENT ? .noSuchFile : .unreadableFile, at: Place(file: path),
        ["reason": String(cString: strerror(errno))])
    }
  }

  /// Takes over a descriptor, which is closed with the reader.
  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The size in bytes.
  func size() throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Fault(.unreadableFile, at: Place(file: path), ["reason": "not a regular file"])
    }
    return Int(status.st_size)
  }

  /// The next bytes, at most `count`; none at the end.
  func next(_ count: Int) throws -> [UInt8] {
    try bytes(count) { read(descriptor, $0, $1) }
  }

  /// The bytes from a place on; fewer than `count` only at the end of the file.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let (place, missing) = (offset + result.count, count - result.count)
      let part = try bytes(missing) { pread(descriptor, $0, $1, off_t(place)) }
      if part.isEmpty { break }
      if result.isEmpty { result = part } else { result += part }
    }
    return result
  }

  private func bytes(
    _ count: Int, _ read: (UnsafeMutableRawPointer?, Int) -> Int
  ) throws -> [UInt8] {
    var failure: Int32 = 0
    let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = -1
      repeat { got = read(buffer.baseAddress, count) } while got < 0 && errno == EINTR
      failure = got < 0 ? errno : 0
      filled = max(got, 0)
    }
    guard failure == 0 else {
      throw Fault(
        .unreadableFile, at: Place(file: path), ["reason": String(cString: strerror(failure))])
    }
    return result
  }
}
