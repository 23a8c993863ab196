// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Foundation
public import Tables

/// Where the profiles (`surveys/`) and the bundled data (`datasets/`) are found.
///
/// In this order: the folder that `ASSAY_HOME` names; `share/assay` beside the binary's own prefix; the
/// source tree that the binary was built in.
public struct AssayHome: Sendable {
  /// The folder with `surveys/` and `datasets/`.
  public let folder: URL

  /// Looks for the folder.
  ///
  /// - Parameters:
  ///   - environment: the environment's variables.
  ///   - binary: the running binary.
  /// - Throws: ``Fault/Code/noHome`` with all places that were looked at.
  public init(environment: [String: String], binary: URL) throws {
    if let named = environment["ASSAY_HOME"], !named.isEmpty {
      let url = URL(filePath: named)
      guard Self.isHome(url) else { throw Fault(.noHome, ["places": url.path]) }
      folder = url
      return
    }
    let binary = binary.resolvingSymlinksInPath()
    let share = binary.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "share/assay")
    var candidates = [share]
    // In a source tree the binary lies in .build/<triple>/<configuration>/.
    var ancestor = binary.deletingLastPathComponent()
    for _ in 0..<5 where ancestor.path != "/" {
      ancestor.deleteLastPathComponent()
      if FileManager.default.fileExists(atPath: ancestor.appending(path: "Package.swift").path) {
        candidates.append(ancestor)
      }
    }
    guard let found = candidates.first(where: Self.isHome) else {
      throw Fault(.noHome, ["places": candidates.map(\.path).joined(separator: ", ")])
    }
    folder = found
  }

  private static func isHome(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: "surveys").path)
  }

  /// The folder of a bundled dataset.
  public func dataset(_ name: String) -> URL { folder.appending(path: "datasets/\(name)") }

  /// The folder of a profile.
  /// - Throws: ``Fault/Code/unknownProfile`` with the profiles there are.
  public func profileFolder(named name: String) throws -> URL {
    let surveys = folder.appending(path: "surveys")
    let known = try FileManager.default.contentsOfDirectory(atPath: surveys.path)
      .filter {
        FileManager.default.fileExists(atPath: surveys.appending(path: "\($0)/profile.yaml").path)
      }
      .sorted { bytesCompare($0, $1) < 0 }
    guard known.contains(where: { bytesCompare($0, name) == 0 }) else {
      throw Fault(.unknownProfile, ["name": name, "known": known.joined(separator: ", ")])
    }
    return surveys.appending(path: name)
  }

  /// Reads a profile.
  public func profile(named name: String) throws -> Profile {
    let file = try profileFolder(named: name).appending(path: "profile.yaml")
    return try Profile(
      text: TextFile(path: file.path).contents(), file: "surveys/\(name)/profile.yaml")
  }
}

extension Fault.Code {
  /// Profiles and data are in none of the places where they may be.
  public static let noHome = Fault.Code("no-home", .noInput)
  /// There is no profile of that name.
  public static let unknownProfile = Fault.Code("unknown-profile", .configuration)
}
