// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Array {
  /// The first element that bears a name, by bytes.
  func named(_ name: String, _ key: KeyPath<Element, String>) -> Element? {
    first { bytesCompare($0[keyPath: key], name) == 0 }
  }
}

extension Array where Element == String {
  /// Whether a name is among these, by bytes.
  func holds(_ name: String) -> Bool {
    contains { bytesCompare($0, name) == 0 }
  }
}
