// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables

/// Any text is an expression or refused with a fault; its value is a value or a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
  do {
    let expression = try Expression(text)
    let scope = Expression.Scope(
      current: .text("12"), now: Moment("2016-11-20T09:30:00+08:00"),
      choiceLabel: { _, choice in choice }
    ) { $0.hasPrefix("n") ? .number(7) : .text($0) }
    _ = try expression.evaluate(in: scope).text
    let column = TextColumn(["7", "", "2016-11-15", "a b"])
    let table = Table(
      names: expression.names, columns: expression.names.map { _ in column })
    _ = try expression.mask(over: table)
  } catch is Fault {} catch {
    fatalError("\(error)")
  }
  return 0
}
