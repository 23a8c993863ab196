// SPDX-License-Identifier: GPL-3.0-or-later

/// Small signs beside words; the words say the same, so that a screen reader skips them.
enum Icon {
  static func svg(_ tone: Block.Verdict.Tone) -> String {
    let path =
      switch tone {
      case .good: "<path d=\"M4.5 8.3l2.4 2.5 4.6-5.3\"/>"
      case .bad: "<path d=\"M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6\"/>"
      case .open: "<path d=\"M5.9 6.4c0-2.9 4.3-2.7 4.3-.3 0 1.7-2.2 1.6-2.2 3.3M8 11.6v.2\"/>"
      }
    return """
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" \
      xmlns="http://www.w3.org/2000/svg"><circle cx="8" cy="8" r="7"/>\(path)</svg>
      """
  }
}
