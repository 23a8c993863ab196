// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

@Suite("The example of the documentation")
struct ExampleTests {
  @Test("It runs as it stands, and gives what it should")
  func example() throws {
    let table = Table(
      names: ["village", "household", "M", "N", "persons", "wrong"],
      columns: [
        TextColumn(["a", "a", "b", "b", "c", "c"]), TextColumn(["1", "2", "1", "2", "1", "2"]),
        TextColumn(["40", "40", "40", "40", "40", "40"]),
        TextColumn(["9", "9", "7", "7", "12", "12"]),
        TextColumn(["4", "2", "3", "5", "1", "6"]), TextColumn(["0", "1", "0", "0", "0", "2"]),
      ])
    let design = try DesignColumns(
      clusters: "village,household", populations: "M,N", header: table.names
    ).design(from: table)
    let rate = design.ratio(of: try table.numbers("wrong"), to: try table.numbers("persons"))
    let interval = try rate.interval(confidence: 0.95)
    // (9·1 + 12·2)/(9·6 + 7·8 + 12·7)
    #expect(abs(rate.value! - 33.0 / 194) < 1e-15)
    #expect(interval.upperOneSided! > rate.value! && interval.upperOneSided! < interval.upper!)
    // The same by R: svyratio.
    #expect("\(rate)" == "0.170103 (0.0858658)")
    #expect("\(interval)" == "95%: 0.00108575 to 0.734213, stabilized")
    let text = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Sources/Estimation/Estimation.docc/Estimation.md"), encoding: .utf8)
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
    let example = text.split(separator: "```")[1].split(separator: "\n").dropFirst()
    for line in example where !line.hasPrefix("print") {
      #expect(words(source).joined().contains(words(String(line)).joined()), "\(line)")
    }
  }
}
