// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Testing

@Suite("What expressions need the values of names to be")
struct OperandTests {
  @Test(
    "Names that are calculated with or compared by size are numbers, arguments of dates are dates",
    arguments: [
      ("income <= poverty_line or housing = 0", "income #, poverty_line #, housing #"),
      ("status = 'exited' and measure != ''", ""),
      ("identified_year = exit_year", ""),
      ("date(until) - date(from) < 5", "until @, from @"),
      ("if(kind = 'a', amount, 0) * 2", "amount #"),
      ("if(kind = 'a', amount, other)", ""),
      ("not(round(share, 2) = 0.5) and selected(kinds, 'x')", "share #"),
      ("format-date(on, '%Y') = '2016'", "on @"),
      ("persons + 1 = heads", "persons #, heads #"),
      ("number(code) > 3", ""),
      ("a < b and date(a) > today()", "a #, b #, a @"),
    ])
  func operands(source: String, expected: String) throws {
    #expect(text(try Expression(source).operands()) == expected)
  }

  @Test("A whole expression whose value is a number or a date needs its branches to be so")
  func results() throws {
    #expect(text(try Expression("persons").operands(yielding: .number)) == "persons #")
    #expect(
      text(try Expression("if(finding = 'x', persons, 0)").operands(yielding: .number))
        == "persons #")
    #expect(text(try Expression("paid_on").operands(yielding: .date)) == "paid_on @")
    #expect(text(try Expression("a = b").operands(yielding: .number)) == "")
  }

  private func text(_ operands: [(name: String, operand: Expression.Operand)]) -> String {
    operands.map { "\($0.name) \($0.operand == .number ? "#" : "@")" }.joined(separator: ", ")
  }
}
