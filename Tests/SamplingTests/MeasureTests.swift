// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Sizes and auxiliary values of units")
struct MeasureTests {
  private func candidates(
    _ sizes: [String], x: [String]? = nil, sample: SampleDesign, keeping mask: [Bool]? = nil
  ) throws -> [Candidate] {
    let rows = sizes.indices.map { ["U\($0)", sizes[$0], x?[$0] ?? "0", "\($0)"] }
    var register = try TableRegister(table(["id", "persons", "x", "y"], rows), id: "id")
    if let mask { register = register.restricted(to: mask) }
    return try register.stratified(for: sample, progress: nil).candidates(
      in: [CandidateRequest(parent: 0, stratum: 0, order: .byTicket, limit: 0)], seed: seed(1),
      progress: nil)[0]
  }

  private static let bySize = SampleDesign(from: "r", size: 1, sizeMeasure: "persons")

  @Test(
    "Decimals become integers by one power of ten",
    arguments: [
      (["3", "0", "12"], [3, 0, 12]), (["2.50", "1", ".5"], [250, 100, 50]),
      (["0.001", "7"], [1, 7000]), (["007", "0.0"], [70, 0]),
      (["999999999999999999"], [999_999_999_999_999_999]),
    ])
  func scaled(sizes: [String], expected: [Int]) throws {
    let candidates = try candidates(sizes, sample: Self.bySize)
    #expect(candidates.sorted { $0.row < $1.row }.map(\.measure) == expected)
    #expect(zip(candidates, candidates.dropFirst()).allSatisfy { Candidate.byTicket($0, $1) })
  }

  @Test(
    "What is no size is refused with its row and column",
    arguments: [
      ("", Fault.Code.sizeMeasureMissing), ("-1", .sizeMeasureNegative),
      ("-0.5", .sizeMeasureNegative),
      ("1e3", .sizeMeasureNotDecimal), ("12.", .sizeMeasureNotDecimal),
      ("1,200", .sizeMeasureNotDecimal),
      ("12 ", .sizeMeasureNotDecimal), (".", .sizeMeasureNotDecimal),
      ("many", .sizeMeasureNotDecimal),
      ("1234567890123456789", .sizeMeasureTooLarge),
      ("0.0000000000000000001", .sizeMeasureTooLarge),
    ])
  func refused(size: String, code: Fault.Code) throws {
    let faults = #expect(throws: Faults.self) {
      try candidates(["1", size, "2"], sample: Self.bySize)
    }
    #expect(faults?.list.map(\.code) == [code])
    #expect(faults?.list.first?.place == Place(file: "test.csv", row: 3, column: "persons"))
  }

  @Test("A size that only scaling makes too large is refused")
  func scaledTooFar() {
    let faults = #expect(throws: Faults.self) {
      try candidates(["0.01", "99999999999999999.9"], sample: Self.bySize)
    }
    #expect(faults?.list.map(\.code) == [.sizeMeasureTooLarge])
    #expect(faults?.list.first?.place.row == 3)
  }

  @Test("Rows that the condition leaves out need no size and do not scale the others")
  func masked() throws {
    let candidates = try candidates(
      ["2", "", "0.001"], sample: Self.bySize, keeping: [true, false, false])
    #expect(candidates.map(\.measure) == [2])
  }

  @Test("Balance comes before coordinates; without columns sizes are 1 and values none")
  func auxiliaries() throws {
    let sample = SampleDesign(from: "r", size: 1, balance: ["persons"], coordinates: ["x", "y"])
    let units = try candidates(["5", "6"], x: ["1e1", "-2"], sample: sample)
      .sorted { $0.row < $1.row }
    #expect(units.map(\.auxiliaries) == [[5, 10, 0], [6, -2, 1]])
    #expect(units.map(\.measure) == [1, 1])
    let plain = try candidates(["5", "6"], sample: SampleDesign(from: "r", size: 1))
    #expect(plain.allSatisfy { $0.measure == 1 && $0.auxiliaries.isEmpty })
    let faults = #expect(throws: Faults.self) {
      try candidates(["5", "6"], x: ["", "far"], sample: sample)
    }
    #expect(faults?.list.map(\.code) == [.auxiliaryMissing, .notANumber])
    #expect(faults?.list.map(\.place.column) == ["x", "x"])
  }

  @Test("Columns without use are refused by name")
  func withoutUse() throws {
    let register = try TableRegister(table(["id", "x"], [["A", "1"], ["B", "2"]]), id: "id")
    for (sample, code) in [
      (SampleDesign(from: "r", size: 1, sizeMeasure: "x"), Fault.Code.measureWithoutUse),
      (SampleDesign(from: "r", size: 1, balance: ["x"]), .balanceWithoutUse),
      (SampleDesign(from: "r", size: 1, coordinates: ["x", "x"]), .coordinatesWithoutUse),
    ] {
      let faults = #expect(throws: Faults.self) {
        try SamplingDesign(Stage(samples: [sample])).draw(from: ["r": register], seed: seed(1))
      }
      #expect(faults?.list.map(\.code) == [code])
    }
  }

  @Test("A seal holds the columns only where there are any, so that older seals stay what they are")
  func sealed() throws {
    let plain = SamplingDesign(Stage("r", size: 1))
    #expect(!plain.json.text.contains("sizeMeasure") && !plain.json.text.contains("balance"))
    let sample = SampleDesign(
      from: "r", size: 1, sizeMeasure: "persons", balance: ["a", "b"], coordinates: ["x", "y"])
    let design = SamplingDesign(Stage(samples: [sample]))
    #expect(try SamplingDesign(json: design.json) == design)
    #expect(design != plain)
    let read = try SamplingDesign(json: design.json).firstStage
    #expect(read.sizeMeasure == "persons" && read.balance == ["a", "b"])
    #expect(read.coordinates == ["x", "y"])
  }
}
