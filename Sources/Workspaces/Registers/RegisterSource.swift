// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import GRDB
public import Tables

/// The file of a register, how it is to be read, and the rows of it that somebody corrected.
struct RegisterSource {
  let path: String
  var encoding: TextEncoding?
  var sheet: String?
  var corrections: RegisterCorrections?
}

extension Workspace {
  /// The register whose rejected rows a workbook holds; `nil` for any other file.
  /// - Throws: ``Fault/Code/rejectsOriginUnclear``; the faults of ``Files/Workbook``.
  public func registerOfRejects(_ path: String) throws -> String? {
    try CorrectedRejects(path: path)?.origin.register
  }

  /// The file of each register, those that workbooks of corrected rows came from among them, and those that
  /// were imported with these.
  ///
  /// A file that was imported with others comes again unless its register was imported since, and then what the
  /// workspace holds counts.
  /// - Throws: ``Fault/Code/correctedFileMissing``, ``Fault/Code/correctedFileChanged``; the faults of
  ///   ``CorrectedRejects`` and ``RegisterCorrections``.
  func sources(
    _ files: [String: String], encoding: TextEncoding?, sheet: String?, corrections: [String]
  ) throws -> [String: RegisterSource] {
    var sources = files.mapValues { RegisterSource(path: $0, encoding: encoding, sheet: sheet) }
    guard !corrections.isEmpty else { return sources }
    let books = try corrections.map { path in
      guard let book = try CorrectedRejects(path: path) else {
        throw Fault(.rejectsOriginUnclear, at: Place(file: path))
      }
      return book
    }
    for book in books {
      let origin = book.origin
      _ = try registerDescription(origin.register)
      var source =
        try sources[origin.register]
        ?? RegisterSource(
          path: origin.path,
          encoding: encoding ?? origin.encoding.map(TextEncoding.init(name:)),
          sheet: sheet ?? origin.sheet)
      try requireUnchanged(source.path, origin.register, digest: origin.digest, for: book)
      var added = source.corrections ?? RegisterCorrections()
      try added.add(book)
      source.corrections = added
      sources[origin.register] = source
    }
    let known = try database.read { try Self.registerDigests($0) }
    for book in books {
      for other in book.origin.companions
      where sources[other.register] == nil && (known[other.register] ?? "") == other.known {
        try requireUnchanged(other.path, other.register, digest: other.digest, for: book)
        sources[other.register] = RegisterSource(
          path: other.path, encoding: try encoding ?? book.origin.companionEncoding,
          sheet: sheet ?? book.origin.sheet)
      }
    }
    return sources
  }

  private func requireUnchanged(
    _ path: String, _ register: String, digest: String, for book: CorrectedRejects
  ) throws {
    let values = ["name": register, "file": path]
    guard FileManager.default.fileExists(atPath: path) else {
      throw Fault(.correctedFileMissing, at: Place(file: book.path), values)
    }
    guard try Self.digest(ofFile: path) == digest else {
      throw Fault(.correctedFileChanged, at: Place(file: book.path), values)
    }
  }
}

extension RejectsOrigin {
  /// The encoding that was named for all files of the import.
  fileprivate var companionEncoding: TextEncoding? {
    get throws { try encoding.map(TextEncoding.init(name:)) }
  }
}

extension Fault.Code {
  /// The file that rejected rows came from is not where it was.
  public static let correctedFileMissing = Fault.Code("corrected-file-missing", .noInput)
  /// The file that rejected rows came from has changed since.
  public static let correctedFileChanged = Fault.Code("corrected-file-changed", .data)
}
