// SPDX-License-Identifier: GPL-3.0-or-later

/// Records as RFC 4180 writes them: a field is quoted if and only if it holds a comma, a quotation
/// mark, CR or LF.
public enum Record {
  /// The record of the fields, without line end.
  public static func text(_ fields: some Sequence<String>) -> String {
    fields.map(field).joined(separator: ",")
  }

  /// One field, quoted if it must be.
  public static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x2c || $0 == 0x22 || $0 == 0x0d || $0 == 0x0a }
    guard needsQuotes else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
