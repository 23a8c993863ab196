// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables
import Testing

/// Answers that the tests refer to.
private let answers: [String: Expression.Value] = [
  "n": .number(7), "zero": .number(0), "t": .text("abc"), "empty": .empty, "seven": .text("07"),
  "m": .text("water road"), "d": .moment(Moment("2016-11-15")!), "村": .text("吉安"),
  "at": .moment(Moment("2016-11-15T18:00:00+08:00")!), "a-b.c": .text("hyphen"),
]

private func value(_ source: String, current: Expression.Value? = nil) throws -> Expression.Value {
  try Expression(source).evaluate(
    in: Expression.Scope(
      current: current, now: Moment("2016-11-20T09:30:00+08:00"),
      choiceLabel: { question, choice in question == "m" && choice == "road" ? "道路" : nil },
      value: { answers[$0] }))
}

@Suite("Expressions")
struct ExpressionTests {
  @Test(
    "Operators follow XPath's precedence and meaning",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 * -3", "6"), ("- - 2", "2"),
      ("7 div 2", "3.5"),
      ("7 mod 3", "1"), ("-7 mod 3", "-1"), ("1.5 mod 0.5", "0"), ("1 div 0", "Infinity"),
      ("-1 div 0", "-Infinity"), ("0 div 0", "NaN"), ("10 - 2 - 3", "5"), ("2 - -3", "5"),
      ("1 < 2", "true"), ("2 <= 2", "true"), ("3 > 3", "false"), ("3 >= 3", "true"),
      ("1 = 1 and 2 = 3 or 4 = 4", "true"), ("1 = 1 or 1 = 2 and 1 = 2", "true"),
      ("3 > 2 > 1", "false"), ("1 = 2 = false()", "true"), (".5 + 5.", "5.5"),
      ("100000 * 100000 * 100000 * 1000", "1000000000000000000"), ("1 div 8000000", "0.000000125"),
      ("0.1 + 0.2", "0.30000000000000004"), ("-0", "0"), ("${n}-1", "6"), ("${n} -1", "6"),
    ])
  func operators(source: String, result: String) throws {
    #expect(try value(source).text == result)
  }

  @Test(
    "Comparisons take booleans, then numbers, then bytes",
    arguments: [
      ("'07' = 7", "true"), ("'07' = '7'", "false"), ("${seven} = ${n}", "true"),
      ("${seven} = '7'", "false"), ("${seven} > 6", "true"), ("'10' < '9'", "false"),
      ("true() = 'x'", "true"), ("true() = ''", "false"), ("true() = 2", "true"),
      ("false() = 0", "true"), ("${t} = 'abc'", "true"), ("${t} != 'abc'", "false"),
      ("'abc' = 5", "false"), ("'abc' != 5", "true"), ("'abc' < 5", "false"),
      ("'abc' >= 5", "false"),
      ("'\u{e9}' = 'e\u{301}'", "false"), ("' 7 ' = 7", "true"), ("${村} = '吉安'", "true"),
      ("村 = '吉安'", "true"), ("a-b.c = 'hyphen'", "true"), ("\"it's\" = \"it's\"", "true"),
    ])
  func comparisons(source: String, result: String) throws {
    #expect(try value(source).text == result)
  }

  @Test(
    "Empty answers are empty text and no number",
    arguments: [
      ("${empty} = ''", "true"), ("${empty} != ''", "false"), ("${empty} = 0", "false"),
      ("${empty} != 0", "true"), ("${empty} < 1", "false"), ("${empty} >= 0", "false"),
      ("not(${empty} > 1)", "true"), ("${empty} + 1", "NaN"), ("boolean(${empty})", "false"),
      ("${empty} or false()", "false"), ("number(${empty})", "NaN"), ("string(${empty})", ""),
      ("${empty} = ${empty}", "true"), ("'0' or false()", "true"), ("0 or false()", "false"),
      ("'false' and true()", "true"),
    ])
  func empty(source: String, result: String) throws {
    #expect(try value(source).text == result)
  }

  @Test(
    "Functions of conditions and numbers",
    arguments: [
      ("true()", "true"), ("false()", "false"), ("not(1)", "false"), ("boolean('')", "false"),
      ("boolean(0)", "false"), ("boolean('0')", "true"), ("boolean-from-string('TRUE')", "true"),
      ("boolean-from-string('1')", "true"), ("boolean-from-string('yes')", "false"),
      ("if(1 < 2, 'a', 'b')", "a"), ("if('', 'a', 'b')", "b"),
      ("if(true(), 'a', date('no date'))", "a"), ("coalesce(${empty}, 'x')", "x"),
      ("coalesce(0, 'x')", "0"), ("coalesce(0 div 0, 'x')", "x"), ("coalesce('', '')", ""),
      ("number('5.50')", "5.5"), ("number('x')", "NaN"), ("number(true())", "1"),
      ("number('1e+05')", "100000"), ("number('2016-11-15')", "17120"), ("int(3.9)", "3"),
      ("int(-3.9)", "-3"), ("int('4.2')", "4"), ("round(2.5)", "3"), ("round(-2.5)", "-2"),
      ("round(2.4999)", "2"), ("round(1.005, 2)", "1.01"), ("round(-1.005, 2)", "-1"),
      ("round(-1.0051, 2)", "-1.01"), ("round(0.49999999999999994)", "0"),
      ("round(1 div 0)", "Infinity"), ("round(-0.5)", "0"), ("round(5, -1)", "10"),
      ("round(1234.5, -2)", "1200"), ("round(9.99, 1)", "10"), ("round(0.04, 1)", "0"),
      ("round(5, -3)", "0"), ("round(999, -1)", "1000"), ("round('x')", "NaN"), ("abs(-4)", "4"),
      ("pow(2, 10)", "1024"), ("pow(9, 0.5)", "3"), ("min(3, ${empty}, 2)", "2"),
      ("max(3, 7, '5')", "7"), ("max('')", "NaN"),
    ])
  func numbers(source: String, result: String) throws {
    #expect(try value(source).text == result)
  }

  @Test(
    "Functions of texts and choices",
    arguments: [
      ("string(5)", "5"), ("string(5.0)", "5"), ("string(true())", "true"),
      ("concat('a', 1, ${empty}, 'b')", "a1b"),
      ("join('-', 'a', 'b', 3)", "a-b-3"), ("string-length('吉安县')", "3"),
      ("string-length('😀')", "1"), ("string-length('')", "0"), ("substr('abcde', 1, 3)", "bc"),
      ("substr('abcde', 2)", "cde"), ("substr('abc', 5)", ""), ("substr('abcde', -3, -1)", "cd"),
      ("substr('abc', -9)", "abc"), ("substr('吉安县', 1, 2)", "安"),
      ("substring-before('2016-11', '-')", "2016"), ("substring-after('2016-11', '-')", "11"),
      ("substring-before('a', '-')", ""), ("contains('abc', 'bc')", "true"),
      ("contains('abc', '')", "true"), ("contains('abc', 'x')", "false"),
      ("starts-with('abc', 'ab')", "true"), ("ends-with('abc', 'bc')", "true"),
      ("ends-with('bc', 'abc')", "false"), ("normalize-space('  a \n b ')", "a b"),
      ("translate('banana', 'an', 'o')", "booo"), ("regex('V001', 'V[0-9]{3}')", "true"),
      ("regex('V001/H1', 'V[0-9]{3}')", "false"), ("regex('١', '\\d')", "false"),
      ("regex('吉安', '.{2}')", "true"), ("selected(${m}, 'road')", "true"),
      ("selected(${m}, 'roa')", "false"), ("selected(${m}, 'water road')", "false"),
      ("selected('', '')", "false"), ("selected(' a  b ', ' b ')", "true"),
      ("count-selected(${m})", "2"), ("count-selected(${empty})", "0"),
      ("selected-at(${m}, 1)", "road"), ("selected-at(${m}, 2)", ""),
      ("jr:choice-name('road', '${m}')", "道路"), ("jr:choice-name('no', '${m}')", ""),
    ])
  func texts(source: String, result: String) throws {
    #expect(try value(source).text == result)
  }

  @Test(
    "Functions of dates",
    arguments: [
      ("today()", "2016-11-20"), ("now()", "2016-11-20T09:30:00.000+08:00"),
      ("today() - ${d}", "5"), ("${d} < today()", "true"), ("${d} = '2016-11-15'", "true"),
      ("${d} = date('2016-11-15')", "true"), ("date('2016-02-29')", "2016-02-29"),
      ("date(17120)", "2016-11-15"), ("date(0.5)", "1970-01-01"), ("date('')", ""),
      ("date('2016-11-15T23:59:00+08:00')", "2016-11-15"), ("date(${d} + 30)", "2016-12-15"),
      ("date-time(0.5)", "1970-01-01T12:00:00.000"), ("(${at} - ${d}) * 24", "18"),
      ("now() < ${at}", "false"), ("'2016-11-14' < ${d}", "true"), ("boolean(${d})", "true"),
      ("format-date(${d}, '%d/%m/%Y')", "15/11/2016"),
      ("format-date('2016-03-05', '%e.%n.%y')", "5.3.16"),
      ("format-date-time(${at}, '%H:%M:%S.%3 %%')", "18:00:00.000 %"),
      ("format-date('', '%Y')", ""),
      ("date(-719162)", "0001-01-01"),
    ])
  func dates(source: String, result: String) throws {
    #expect(try value(source).text == result)
  }

  @Test("A constraint's point is the answer; once() keeps the answer that stands")
  func current() throws {
    #expect(try value(". > 5", current: .number(6)).boolean)
    #expect(try value("string-length(.) = 18", current: .text("530111199001010011")).boolean)
    #expect(try value("once(3)", current: .text("2")).text == "2")
    #expect(try value("once(3)", current: .empty).text == "3")
  }

  @Test("Without answer, clock or form, what needs them is refused by name")
  func noContext() throws {
    for (source, name) in [
      (".", "."), ("once(1)", "once"), ("today()", "today()"), ("now()", "now()"),
      ("jr:choice-name('a', '${t}')", "jr:choice-name()"),
    ] {
      let fault = try #require(throws: Fault.self) {
        try Expression(source).evaluate(in: Expression.Scope { answers[$0] })
      }
      #expect(fault.code == .noContext)
      #expect(fault.values["name"] == name)
    }
    let fault = try #require(throws: Fault.self) { try value("${unknown} + 1") }
    #expect(fault.code == .unknownName)
    #expect(fault.values["name"] == "unknown")
    #expect(throws: Fault.self) { try value("date('2016-02-30')") }
  }

  @Test("Names are listed once, in the order of their first use")
  func names() throws {
    let expression = try Expression(
      "${b} = 1 and a > ${b} or selected(c.d-e, 'x') or jr:choice-name('1', '${q}') = 'y'")
    #expect(expression.names == ["b", "a", "c.d-e", "q"])
  }

  @Test(
    "What cannot be read is refused with its line and column",
    arguments: [
      ("", Fault.Code.expressionEnds, 1, 1, ""), ("1 +", .expressionEnds, 1, 4, ""),
      ("(1", .expressionEnds, 1, 3, ""), ("1 2", .unexpectedWord, 1, 3, "2"),
      ("a = 'b' b", .unexpectedWord, 1, 9, "b"), ("= 1", .unexpectedWord, 1, 1, "="),
      ("status == 'a'", .unexpectedWord, 1, 9, "="), ("a &&\n b", .unexpectedCharacter, 1, 3, "&"),
      ("1 and\n  )", .unexpectedWord, 2, 3, ")"), ("'abc", .unclosedText, 1, 1, ""),
      ("1 + ${abc", .unclosedText, 1, 5, ""), ("${ }", .unexpectedWord, 1, 1, "${ }"),
      ("/data/x", .unsupportedSyntax, 1, 1, "/"), ("../x = 1", .unsupportedSyntax, 1, 1, ".."),
      ("./x", .unsupportedSyntax, 1, 2, "/"), ("x[1]", .unsupportedSyntax, 1, 2, "["),
      ("a | b", .unsupportedSyntax, 1, 3, "|"), ("@id", .unsupportedSyntax, 1, 1, "@"),
      ("child::a", .unsupportedSyntax, 1, 6, "::"), ("$x", .unsupportedSyntax, 1, 1, "$"),
      ("1,2", .unexpectedWord, 1, 2, ","), ("5 > ３", .unexpectedCharacter, 1, 5, "３"),
      ("吉安 > #", .unexpectedCharacter, 1, 6, "#"), ("f(1", .unsupportedFunction, 1, 1, ""),
    ])
  func refused(source: String, code: Fault.Code, line: Int, column: Int, found: String) throws {
    let place = Place(file: "survey.csv", sheet: "survey", row: 7, column: "relevant")
    let fault = try #require(throws: Fault.self) { try Expression(source, at: place) }
    #expect(fault.code == code)
    #expect(fault.place == place)
    #expect(fault.values["expression"] == source)
    #expect(fault.values["line"] == "\(line)")
    #expect(fault.values["column"] == "\(column)")
    #expect(fault.values["found"] ?? "" == found)
  }

  @Test("Functions that are not supported are refused by name, arguments by number and kind")
  func functions() throws {
    func fault(_ source: String, kind: Fault.Kind = .usage) throws -> Fault {
      try #require(throws: Fault.self) { try Expression(source, kind: kind) }
    }
    let unknown = try fault("1 + pulldata('a', 'b', 'c', 'd')")
    #expect(unknown.code == .unsupportedFunction)
    #expect(unknown.values["name"] == "pulldata")
    #expect(unknown.values["column"] == "5")
    #expect(unknown.values["functions"]?.contains("count-selected") == true)
    for name in ["random", "uuid", "pulldata", "rank", "floor"] {
      #expect(try fault("\(name)(1)").values["name"] == name)
    }
    let count = try fault("if(1, 2)")
    #expect(count.code == .argumentCount)
    #expect(count.values["expected"] == "3")
    #expect(try fault("round()").values["expected"] == "1–2")
    #expect(try fault("regex('a', '[')").code == .invalidPattern)
    #expect(try fault("jr:choice-name('a', b)").code == .argumentKind)
    #expect(
      try fault("1 +", kind: .configuration).code == Fault.Code("expression-ends", .configuration))
  }

  @Test("Nesting and chains are bounded, long lists of alternatives are not")
  func depth() throws {
    let nested = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    for source in [
      nested, String(repeating: "-", count: 5000) + "1", "1" + String(repeating: "+1", count: 5000),
    ] {
      let fault = try #require(throws: Fault.self) { try Expression(source) }
      #expect(fault.code == .expressionTooDeep)
    }
    let alternatives = (0..<5000).map { "n = \($0)" }.joined(separator: " or ")
    #expect(try value(alternatives).boolean)
    #expect(
      try value(String(repeating: "(", count: 90) + "1" + String(repeating: ")", count: 90)).number
        == 1)
  }
}

@Suite("Any text")
struct AnyTextTests {
  @Test(
    "Any text is read or refused with its position, and what is read can be evaluated",
    arguments: 0..<20)
  func random(seed: UInt64) {
    let words = [
      "${n}", "n", "t", ".", "'x'", "\"", "'", "1", "2.5", "1e5", "(", ")", ",", "=", "!=", "<",
      ">=",
      "+", "-", "*", "div", "mod", "and", "or", "not(", "if(", "selected(", "round(", "date(",
      "concat(",
      "regex(", "substr(", "jr:choice-name(", "'${m}'", "${", "}", "$", "/", "[", " ", "\n", "吉",
      "\u{301}", "😀",
    ]
    var state = seed
    for _ in 0..<500 {
      var source = ""
      for _ in 0..<(1 + Int(state >> 60)) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        source += words[Int(state >> 33) % words.count]
      }
      do {
        _ = try value(source, current: .text("x"))
      } catch let fault as Fault {
        #expect(fault.values["expression"] == source)
      } catch {
        Issue.record("\(source): \(error)")
      }
    }
  }
}

@Suite("Moments")
struct MomentTests {
  @Test(
    "ISO 8601 is read and written",
    arguments: [
      ("2016-11-15", "2016-11-15"), ("1970-01-01", "1970-01-01"), ("2000-02-29", "2000-02-29"),
      ("0001-01-01", "0001-01-01"), ("2016-11-15T08:30", "2016-11-15T08:30:00.000"),
      ("2016-11-15T08:30:05Z", "2016-11-15T08:30:05.000Z"),
      ("2016-11-15T08:30:05.25+0800", "2016-11-15T08:30:05.250+08:00"),
      ("2016-11-15T08:30:05-03:30", "2016-11-15T08:30:05.000-03:30"),
      ("2016-11-15T08:30:05+08", "2016-11-15T08:30:05.000+08:00"),
    ])
  func reads(text: String, written: String) throws {
    #expect(try #require(Moment(text)).text == written)
  }

  @Test(
    "What is no date is refused",
    arguments: [
      "", "2016", "2016-11", "2016-13-01", "2016-02-30", "2015-02-29", "1900-02-29", "2016-1-5",
      "2016/11/15", "2016-11-15 08:30", "2016-11-15T24:00", "2016-11-15T08:60", "2016-11-15T",
      "2016-11-15T08:30:61", "2016-11-15T08:30:00.", "2016-11-15T08:30+15", "2016-11-15x",
      "２０１６-11-15", "0000-01-01", "-2016-11-15",
    ])
  func refuses(text: String) {
    #expect(Moment(text) == nil)
  }

  @Test("Every day of four centuries and more keeps its number")
  func calendar() throws {
    var previous = try #require(Moment("1599-12-31"))
    for days in (previous.days + 1)...(previous.days + 500 * 366) {
      let moment = Moment(days: days)
      #expect(Moment(moment.text) == moment)
      #expect(previous < moment)
      previous = moment
    }
  }

  @Test("Clocks of different offsets show one instant")
  func instants() throws {
    let shanghai = try #require(Moment("2016-11-15T08:00:00+08:00"))
    let greenwich = try #require(Moment("2016-11-15T00:00:00Z"))
    #expect(shanghai.instant(assumingOffset: 0) == greenwich.instant(assumingOffset: 60))
    #expect(Moment(secondsSinceEpoch: 1_479_168_000, offsetMinutes: 480) == shanghai)
    #expect(Moment(secondsSinceEpoch: -1, offsetMinutes: 0).text == "1969-12-31T23:59:59.000Z")
  }
}
