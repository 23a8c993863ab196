// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Words of an argument")
struct ArgumentWordsTests {
  @Test(
    "Groups are separated by the first character, words by the second",
    arguments: [
      ("a", [["a"]]), ("a,b", [["a"], ["b"]]), ("a*b,c", [["a", "b"], ["c"]]),
      ("-,card", [["-"], ["card"]]), ("\"a,b\"*c", [["a,b", "c"]]),
      ("\"say \"\"no\"\"\",x", [["say \"no\""], ["x"]]), ("5\" pipe", [["5\" pipe"]]),
      ("\"\",x", [[""], ["x"]]),
    ] as [(String, [[String]])])
  func groups(argument: String, groups: [[String]]) throws {
    #expect(try ArgumentWords.groups(argument, at: ",*") == groups)
  }

  @Test("The last word allowed holds the rest")
  func limit() throws {
    #expect(try ArgumentWords.words("a=b=c", at: "=", limit: 2) == ["a", "b=c"])
    #expect(try ArgumentWords.words("\"a=b\"=c", at: "=", limit: 2) == ["a=b", "c"])
    #expect(try ArgumentWords.words("a=\"b\"", at: "=", limit: 2) == ["a", "b"])
    #expect(try ArgumentWords.words("a/b/c", at: "/") == ["a", "b", "c"])
  }

  @Test(
    "What cannot be told apart is refused",
    arguments: ["", "a,", ",a", "a,,b", "a*", "\"a", "\"a\"b,c"])
  func refused(argument: String) {
    #expect(throws: Fault.self) { try ArgumentWords.groups(argument, at: ",*") }
  }
}
