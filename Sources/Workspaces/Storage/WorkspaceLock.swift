// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Glibc
public import Tables

/// The right to change a workspace, held by one process at a time and given back when it ends, however
/// it ends.
final class WorkspaceLock: Sendable {
  private let descriptor: Int32

  /// Takes the right, or says who holds it.
  /// - Throws: ``Fault/Code/workspaceInUse``; ``Fault/Code/cannotWriteFile``.
  init(folder: URL, session: Session) throws {
    let path = folder.appending(path: "assessment.lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Fault(
        .cannotWriteFile, at: Place(file: path), ["reason": String(cString: strerror(errno))])
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      close(descriptor)
      throw Fault(
        .workspaceInUse, at: Place(file: folder.path),
        ["holder": holder.trimmingCharacters(in: .whitespacesAndNewlines)])
    }
    let note = "\(session.command) (process \(getpid()), \(session.actor), \(session.timestamp))\n"
    ftruncate(descriptor, 0)
    _ = note.withCString { write(descriptor, $0, strlen($0)) }
  }

  deinit {
    ftruncate(descriptor, 0)
    close(descriptor)
  }
}

extension Fault.Code {
  /// Another process is changing the workspace.
  public static let workspaceInUse = Fault.Code("workspace-in-use", .inUse)
}
