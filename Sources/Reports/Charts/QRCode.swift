// SPDX-License-Identifier: GPL-3.0-or-later

internal import CQREncode

/// A QR code (ISO/IEC 18004) of a short text, made by libqrencode.
package struct QRCode: Sendable {
  /// The number of modules on each side.
  package let width: Int
  /// The modules row by row, `true` for a dark one.
  package let modules: [Bool]

  /// The smallest code of a text with error correction M, which bears 15% of damage: paper is folded
  /// and stamped.
  /// - Precondition: the text has at most 2,331 bytes, none of them 0.
  package init(_ text: String) {
    precondition(!text.isEmpty && text.utf8.count <= 2331 && !text.utf8.contains(0))
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
      preconditionFailure("libqrencode had no memory left")
    }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    self.width = width
    let data = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
    modules = data.map { $0 & 1 == 1 }
  }

  /// The code as an inline SVG with the quiet zone of four modules that the standard asks for.
  /// - Parameter label: what a screen reader says of it, not yet escaped.
  package func svg(label: String) -> String {
    let side = width + 8
    var path = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        let start = column
        while column < width, modules[row * width + column] { column += 1 }
        if column > start {
          path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z"
        } else {
          column += 1
        }
      }
    }
    return """
      <svg class="qr" viewBox="0 0 \(side) \(side)" role="img" aria-label="\(Markup.escaped(label))" \
      shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg">\
      <rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
      """
  }
}
