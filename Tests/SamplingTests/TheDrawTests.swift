// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

/// The article's values are made again, so that text and program cannot part.
@Suite("The article on the draw")
struct TheDrawTests {
  private let article: String
  /// The values of the article by their names.
  private let values: [String: String]

  init() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Sampling/Sampling.docc/TheDraw.md")
    article = try String(contentsOf: url, encoding: .utf8)
    values = Dictionary(
      uniqueKeysWithValues: article.matches(of: /(?m)^(\S.*?) {2,}([0-9a-f]{64})$/).map {
        (String($0.1), String($0.2))
      })
  }

  @Test("Its seed, tickets and positions")
  func tickets() throws {
    let text = "63454660390103169462"
    let key = Secret(bytes: (0..<32).map { UInt8($0) })
    let seed = try Seed(text: text)
    #expect(values["seedHash"] == seed.hash)
    #expect(values["seedHash with key"] == (try Seed(text: text, key: key).hash))
    #expect(values["keyDigest"] == key.digest.hex)
    let tickets = values.keys.filter { $0.hasPrefix("ticket ") }
    #expect(tickets.count == 3)
    for name in tickets {
      #expect(values[name] == seed.ticket(of: UnitID(String(name.dropFirst(7)))).hex)
    }
    for (population, size, start) in [
      (83, 17, 2_108_008_152_656_859), (10, 4, 3_790_923_518_641_511),
    ] {
      let positions = SystematicSelector.positions(population: population, size: size, start: start)
      let told = positions.map { "\($0)" }.joined(separator: " ")
      #expect(article.replacing("\n", with: " ").contains("\(size) of \(population) are \(told)."))
    }
  }

  @Test("Its draws in proportion to size")
  func bySize() throws {
    let names = ["A", "B", "C", "D", "E", "F", "G", "H"]
    let sizes = ["2.5", "1", "4", "0.5", "12", "3", "2.25", "0"]
    let start = try Seed(text: "63454660390103169462")
      .ticket(of: Label("/pps-systematic/1///")).leadingDigits
    #expect(article.contains("h of `/pps-systematic/1///` is \(start),"))
    #expect(article.contains("of sizes \(sizes[..<6].joined(separator: ", ")),\n2.25, 0, at"))
    let units = try TableRegister(
      table(["id", "x"], zip(names, sizes).map { [$0, $1] }), id: "id")
    for method in [
      SelectionMethod.poisson, .proportionalSystematic, .pareto, .sequentialPoisson,
    ] {
      let sample = SampleDesign(
        from: "u", size: 4, method: method, sizeMeasure: "x", reserves: "0.5")
      let draw = try SamplingDesign(Stage(samples: [sample]))
        .draw(from: ["u": units], seed: Seed(text: "63454660390103169462"))
      let told = { (role: Draw.Role) in
        draw.units.filter { $0.role == role }.map(\.path.text).joined(separator: " ")
      }
      let line = try #require(
        article.split(separator: "\n").first { $0.hasPrefix("\(method.name)  ") })
      #expect(
        line.split(separator: " ").dropFirst().joined(separator: " ")
          == "\(told(.main)) reserves \(told(.reserve))")
      let probabilities = Dictionary(
        uniqueKeysWithValues: draw.units.map { ($0.path.text, $0.probability) })
      #expect(probabilities["E"] == .one && probabilities["C"] == Rational(48, 53))
    }
  }

  @Test("Its whole draw from a file")
  func wholeDraw() throws {
    let block = try #require(article.firstMatch(of: /(?s)```csv\n(.*?)```/)).1
    let design = try FileDesign(
      id: "id",
      clusters: FileDesign.Clusters(
        "village", strata: ["group"], size: .fraction("0.5"), method: .systematic),
      strata: ["card"], size: .fraction("0.5"), sort: ["village"], reserves: "0.3")
    let (outcome, proof) = try withFolder { folder in
      let file = folder.appending(path: "register.csv")
      try Data(block.utf8).write(to: file)
      let sample = try FileSample(
        design, from: CSVFile(path: file.path), seed: Seed(text: "63454660390103169462"))
      let outcome = try sample.draw(keepsUnits: true) { _ in }
      return (outcome, try sample.proof(of: outcome))
    }
    for register in proof.seal.registers {
      #expect(values["root of \(register.name)"] == register.root.hex)
    }
    let seal = try #require(article.firstMatch(of: /(?s)```json\n(.*?)```/)).1
    #expect(seal.replacing("\n", with: "") == proof.seal.json.text)
    #expect(values["commitment"] == proof.commitment.hex)
    #expect(values["sampleDigest"] == proof.sampleDigest.hex)
    let below = outcome.draw!.units.filter { $0.stage == 2 }.map(\.path.text)
    #expect(below == ["V04/H1", "V05/H1", "V05/H2", "V01/H2", "V01/H4", "V01/H3", "V01/H1"])
    #expect(
      article.contains("V04/H1; V05/H1, V05/H2; V01/H2, V01/H4, V01/H3 and the\nreserve V01/H1"))
  }
}
