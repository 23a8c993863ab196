// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension Estimate: CustomStringConvertible {
  /// The estimate and its standard error in six significant digits, as `0.170103 (0.0858658)`; a dash for
  /// what does not exist.
  public var description: String {
    "\(significant(value)) (\(significant(standardError)))"
  }
}

extension Interval: CustomStringConvertible {
  /// The limits and the method, as `95%: 0.00108575 to 0.734213, stabilized`.
  public var description: String {
    let percent = significant(confidence * 100)
    let words = rule.map { ", \($0.rawValue)" } ?? ""
    return "\(percent)%: \(significant(lower)) to \(significant(upper)), \(method)\(words)"
  }
}

/// A number in six significant digits; the format has no locale, so that the point is a point.
private func significant(_ value: Double?) -> String {
  value.map { String(format: "%.6g", $0) } ?? "–"
}
