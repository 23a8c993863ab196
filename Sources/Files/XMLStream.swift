// SPDX-License-Identifier: GPL-3.0-or-later

internal import CExpat
import Tables

/// The name of an element or attribute without its namespace prefix, valid during one call.
struct XMLName {
  private let local: UnsafePointer<CChar>

  fileprivate init(_ name: UnsafePointer<CChar>) {
    var local = name
    var next = name
    while next.pointee != 0 {
      if next.pointee == 0x3a { local = next + 1 }
      next += 1
    }
    self.local = local
  }

  @inline(__always)
  static func == (name: XMLName, text: StaticString) -> Bool {
    let wanted = text.utf8Start
    for index in 0..<text.utf8CodeUnitCount
    where UInt8(bitPattern: name.local[index]) != wanted[index] {
      return false
    }
    return name.local[text.utf8CodeUnitCount] == 0
  }
}

/// The attributes of an element, valid during one call.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  /// The value of the attribute with this local name.
  func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    var pair = pairs
    while let key = pair[0], let value = pair[1] {
      if XMLName(key) == name {
        var count = 0
        while value[count] != 0 { count += 1 }
        return UnsafeRawBufferPointer(start: value, count: count).bindMemory(to: UInt8.self)
      }
      pair += 2
    }
    return nil
  }

  /// The value of the attribute with this local name as text.
  func text(_ name: StaticString) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value as a whole number; `nil` if it is none.
  func integer(_ name: StaticString) -> Int? { text(name).flatMap { Int($0) } }

  /// Whether the attribute is a true of XML Schema.
  func isTrue(_ name: StaticString) -> Bool {
    let value = text(name)
    return value == "1" || value == "true" || value == "on"
  }
}

/// Takes the elements of a document as they come.
protocol XMLHandler: AnyObject {
  /// An element begins.
  func start(_ name: XMLName, _ attributes: XMLAttributes) throws
  /// An element ends.
  func end(_ name: XMLName) throws
  /// Text, possibly a part of a run.
  func text(_ text: UnsafeBufferPointer<UInt8>) throws
}

/// Parses one XML document that comes in blocks. Documents with a document type are refused: neither
/// workbooks nor forms have one, and entities can be made to grow without end.
final class XMLStream {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private let file: String
  private let part: String
  private var failure: (any Error)?
  private var depth = 0

  /// Elements within each other at the most.
  private static let deepest = 256

  /// - Parameters:
  ///   - file: names the file in faults.
  ///   - part: names the document within the file.
  ///   - handler: takes the elements.
  init(file: String, part: String, handler: any XMLHandler) {
    self.file = file
    self.part = part
    self.handler = handler
    parser = XML_ParserCreate(nil)
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        let stream = XMLStream.of(data)
        stream.depth += 1
        stream.perform {
          guard stream.depth <= XMLStream.deepest else { throw stream.damage("too deep") }
          try stream.handler.start(XMLName(name!), XMLAttributes(pairs: attributes!))
        }
      },
      { data, name in
        let stream = XMLStream.of(data)
        stream.depth -= 1
        stream.perform { try stream.handler.end(XMLName(name!)) }
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      let stream = XMLStream.of(data)
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count)).bindMemory(to: UInt8.self)
      stream.perform { try stream.handler.text(bytes) }
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      let stream = XMLStream.of(data)
      stream.perform { throw stream.damage("it declares a document type") }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Parses the next block.
  /// - Throws: ``Fault/Code/damagedArchive`` with the line, and what the handler throws.
  func parse(_ block: UnsafeBufferPointer<UInt8>) throws { try feed(block, isLast: false) }

  /// Ends the document.
  func finish() throws { try feed(UnsafeBufferPointer(start: nil, count: 0), isLast: true) }

  private func feed(_ block: UnsafeBufferPointer<UInt8>, isLast: Bool) throws {
    let status = block.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    if let failure { throw failure }
    guard status == XML_STATUS_OK else {
      throw damage(String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
    }
  }

  /// Runs a part of the handler; its error stops the parser and is thrown to the caller.
  private func perform(_ body: () throws -> Void) {
    guard failure == nil else { return }
    do { try body() } catch {
      failure = error
      XML_StopParser(parser, 0)
    }
  }

  private func damage(_ reason: String) -> Fault {
    Fault(
      .damagedArchive, at: Place(file: file),
      ["entry": part, "reason": "line \(XML_GetCurrentLineNumber(parser)): \(reason)"])
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLStream {
    Unmanaged<XMLStream>.fromOpaque(data!).takeUnretainedValue()
  }
}

extension ZipArchive {
  /// Parses an entry as an XML document.
  func parse(_ entry: Entry, into handler: any XMLHandler) throws {
    let stream = XMLStream(file: path, part: entry.name, handler: handler)
    try forEachBlock(of: entry) {
      try stream.parse($0)
      return true
    }
    try stream.finish()
  }
}
