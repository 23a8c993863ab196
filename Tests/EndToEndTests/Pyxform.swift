// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// pyxform with ODK Validate, which these tests compare with.
enum Pyxform {
  /// What a test says where pyxform or Java is missing: agreement that was not checked is not
  /// agreement.
  struct Unavailable: Error, CustomStringConvertible {
    let description: String
  }

  /// What was said of a form.
  struct Verdict: Decodable {
    let path: String
    let error: String?
    let warnings: [String]
  }

  /// Judges workbooks, in their order.
  ///
  /// The Python whose packages hold pyxform is the one that `ASSAY_PYXFORM` names, else `python3`.
  static func verdicts(on paths: [String]) throws -> [Verdict] {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["ASSAY_PYXFORM"] ?? ""
    let python = named.isEmpty ? "python3" : named
    let outcome = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"),
      [python, root.appending(path: "Reference/pyxform_check.py").path] + paths,
      // A relative path in the variable is one of the package's folder.
      in: root.deletingLastPathComponent().deletingLastPathComponent())
    let decoder = JSONDecoder()
    let verdicts = try outcome.output.split(separator: "\n").map {
      try decoder.decode(Verdict.self, from: Data($0.utf8))
    }
    guard outcome.status == 0, verdicts.count == paths.count,
      !verdicts.contains(where: {
        $0.error?.contains("Form validation failed because Java") ?? false
      })
    else {
      throw Unavailable(
        description: """
          pyxform did not run; install it with Java: apt-get install default-jre-headless \
          python3-venv, pip install pyxform, and name its Python in ASSAY_PYXFORM
          \(outcome.errors)
          """)
    }
    return verdicts
  }
}
