// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The relations of a package's part: what stands in its `_rels` folder.
final class RelationsHandler: XMLHandler {
  /// Target and kind of each relation by its id.
  private(set) var targets: [String: (target: String, kind: String)] = [:]
  /// The first target of each kind.
  private(set) var first: [String: String] = [:]

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", let target = attributes.text("Target"),
      attributes.text("TargetMode") != "External"
    else { return }
    // The type's last word is the same in the transitional and the strict standard.
    let kind = attributes.text("Type")?.split(separator: "/").last.map(String.init) ?? ""
    if let id = attributes.text("Id") { targets[id] = (target, kind) }
    if first[kind] == nil { first[kind] = target }
  }

  func end(_ name: XMLName) {}
  func text(_ text: UnsafeBufferPointer<UInt8>) {}
}

/// The list of sheets, and the date system.
final class SheetListHandler: XMLHandler {
  private(set) var sheets: [(name: String, relation: String, state: String?)] = []
  private(set) var is1904 = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "sheet", let title = attributes.text("name"), let relation = attributes.text("id") {
      sheets.append((title, relation, attributes.text("state")))
    } else if name == "workbookPr" {
      is1904 = attributes.isTrue("date1904")
    }
  }

  func end(_ name: XMLName) {}
  func text(_ text: UnsafeBufferPointer<UInt8>) {}
}

/// The number format of each cell style.
final class StylesHandler: XMLHandler {
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: String] = [:]
  private var isInCellFormats = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "numFmt", let id = attributes.integer("numFmtId") {
      codes[id] = attributes.text("formatCode") ?? ""
    } else if name == "cellXfs" {
      isInCellFormats = true
    } else if name == "xf", isInCellFormats {
      let id = attributes.integer("numFmtId") ?? 0
      formats.append(codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id))
    }
  }

  func end(_ name: XMLName) {
    if name == "cellXfs" { isInCellFormats = false }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {}
}

/// The texts that cells share, without the phonetic runs that help to read them aloud.
final class SharedStringsHandler: XMLHandler {
  private(set) var strings = TextColumn()
  private var current: [UInt8] = []
  private var isInText = false
  private var phoneticDepth = 0
  private let file: String

  /// Bytes that all texts take at the most.
  private static let mostBytes = 96 << 20

  init(file: String) { self.file = file }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "si" {
      current.removeAll(keepingCapacity: true)
    } else if name == "t" {
      isInText = phoneticDepth == 0
    } else if name == "rPh" {
      phoneticDepth += 1
    }
  }

  func end(_ name: XMLName) throws {
    if name == "t" {
      isInText = false
    } else if name == "rPh" {
      phoneticDepth -= 1
    } else if name == "si" {
      let text = unescaped(current)
      guard strings.bytes.count + text.count <= Self.mostBytes else {
        throw Fault(
          .archiveTooLarge, at: Place(file: file),
          ["entry": "sharedStrings.xml", "packed": "…", "unpacked": "\(strings.bytes.count)"])
      }
      text.withUnsafeBufferPointer { strings.append($0) }
    }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    if isInText { current.append(contentsOf: text) }
  }
}
