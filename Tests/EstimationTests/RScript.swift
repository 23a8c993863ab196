// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// R, which these tests compare with.
enum RScript {
  /// What a test says where R is missing: agreement that was not checked is not agreement.
  struct Unavailable: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a script of `Reference/` and returns the new folder it wrote into.
  static func run(_ script: String) throws -> URL {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/\(script)")
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "assay-r-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["Rscript", path.path, folder.path]
    let errors = folder.appending(path: "errors.txt")
    try Data().write(to: errors)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw Unavailable(
        description:
          "\(script) did not run; install R and its packages: apt-get install r-cran-survey\n\(text)"
      )
    }
    return folder
  }
}
