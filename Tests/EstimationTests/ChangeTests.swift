// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables
import Testing

/// All subsets of `size` of some numbers.
private func subsets(_ size: Int, of numbers: [Int]) -> [[Int]] {
  guard size > 0 else { return [[]] }
  guard let last = numbers.last, size <= numbers.count else { return [] }
  let rest = Array(numbers.dropLast())
  return subsets(size, of: rest) + subsets(size - 1, of: rest).map { $0 + [last] }
}

@Suite("Change between two rounds")
struct ChangeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference")

  /// A line of the figures that `change.R` made.
  struct Case: Sendable, CustomTestStringConvertible {
    let data: String
    let design: String
    let figure: String
    let group: String
    let numbers: [Double]
    var testDescription: String { "\(data) \(design) \(figure) \(group)" }

    var item: EstimateRequest.Item {
      switch figure {
      case "total": .total("y")
      case "mean": .mean("y")
      case "proportion": .proportion("wrong", level: "1")
      default: .ratio("y", "x")
      }
    }
  }

  static let cases: [Case] = {
    let text = try! String(contentsOf: folder.appending(path: "change.csv"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Case(
        data: fields[0], design: fields[1], figure: fields[2], group: fields[3],
        numbers: fields[4...].map { Double($0)! })
    }
  }()

  @Test("Changes and their errors agree with R and with Tam's formula", arguments: cases)
  func reference(_ expected: Case) throws {
    let table = try CSVFile(
      path: Self.folder.appending(path: "change-\(expected.data).csv").path
    ).table()
    var columns = try DesignColumns(
      strata: "stratum", clusters: "village,household", populations: "N,M", header: table.names)
    columns.isWithReplacement = expected.design == "replaced"
    columns.change = "round"
    var request = try EstimateRequest([expected.item], by: ["round"])
    request.comparison = .changes
    let groups = try table.codes("group")
    let mask =
      expected.group == ""
      ? nil : groups.codes.map { groups.labels[Int($0)] == expected.group }
    let figures = try request.figures(
      of: table, design: columns.design(from: table), where: mask
    ).figures
    #expect(figures.count == 3)
    func equal(_ value: Double?, _ other: Double) {
      #expect(abs((value ?? .nan) / other - 1) < 1e-9, "\(String(describing: value)) \(other)")
    }
    equal(figures[0].estimate, expected.numbers[0])
    equal(figures[1].estimate, expected.numbers[1])
    equal(figures[2].estimate, expected.numbers[2])
    equal(figures[2].standardError, expected.numbers[3])
    #expect(figures[2].domain == figures[1].domain && figures[2].reference == figures[0].domain)
    #expect(figures[2].parameter == .difference)
    #expect(figures[2].interval == (expected.figure == "proportion" ? "mover" : "t"))
    // R counts units of the whole design, also those without a row of the domain.
    if expected.group == "" {
      #expect(figures[2].degreesOfFreedom == Int(expected.numbers[4]))
    }
  }

  /// A file of two rounds whose villages stand for themselves.
  private static func table(_ rows: [(round: String, village: String, N: String, value: Double)])
    -> Table
  {
    Table(
      names: ["round", "village", "N", "y"],
      columns: [
        TextColumn(rows.map { $0.round }), TextColumn(rows.map { $0.village }),
        TextColumn(rows.map { $0.N }), TextColumn(rows.map { "\($0.value)" }),
      ])
  }

  private static func change(_ table: Table, _ item: EstimateRequest.Item = .total("y")) throws
    -> [Figure]
  {
    var columns = try DesignColumns(clusters: "village", populations: "N", header: table.names)
    columns.change = "round"
    var request = try EstimateRequest([item], by: ["round"])
    request.comparison = .changes
    return try request.figures(of: table, design: columns.design(from: table)).figures
  }

  @Test(
    "The variance is unbiased over all samples of a rotating design",
    arguments: [(3, 2, 1), (3, 2, 2), (3, 3, 0), (4, 2, 1), (2, 2, 3)])
  func enumeration(first: Int, kept: Int, added: Int) throws {
    let before = [3.0, 8, 1, 12, 5, 7]
    let after = [4.0, 11, 0, 9, 9, 2]
    let size = before.count
    let truth = after.reduce(0, +) - before.reduce(0, +)
    var columns = try DesignColumns(
      clusters: "village", populations: "N", header: ["round", "village", "N", "y"])
    columns.change = "round"
    var (sum, squares, variances, count) = (0.0, 0.0, 0.0, 0.0)
    for old in subsets(first, of: Array(0..<size)) {
      let rest = (0..<size).filter { !old.contains($0) }
      for stay in subsets(kept, of: old) {
        for new in subsets(added, of: rest) {
          let rows =
            old.map { ("1", "\($0)", "\(size)", before[$0]) }
            + (stay + new).map { ("2", "\($0)", "\(size)", after[$0]) }
          let change = try Self.changeEstimate(Self.table(rows), columns)
          count += 1
          sum += change.value
          squares += (change.value - truth) * (change.value - truth)
          variances += change.variance
        }
      }
    }
    #expect(abs(sum / count - truth) < 1e-9)
    #expect(abs(variances / count - squares / count) < 1e-9 * squares / count)
  }

  /// The estimated change of the total and its variance, negative ones as they are.
  private static func changeEstimate(
    _ table: Table, _ columns: DesignColumns
  ) throws -> (value: Double, variance: Double) {
    let design = try columns.design(from: table)
    let rounds = try table.codes("round")
    let totals = try design.total(of: try table.numbers("y"), in: Domains(design, by: rounds))
    let joint = design.covariance(of: totals)
    let variance =
      joint.covariance(0, 0) + joint.covariance(1, 1) - 2 * joint.covariance(0, 1)
    let change = design.change(from: totals[0], to: totals[1])
    if let own = change.variance { #expect(abs(own - variance) < 1e-9 * max(1, variance)) }
    return (totals[1].value! - totals[0].value!, variance)
  }

  @Test("It is unbiased, too, where households are drawn anew in each round")
  func twoStages() throws {
    // Two of four villages, the same in both rounds, and two of three households of each.
    let before = [[1.0, 4, 2], [7, 3, 9], [0, 0, 5], [6, 1, 2]]
    let after = [[2.0, 6, 2], [8, 1, 1], [3, 4, 5], [9, 2, 2]]
    let truth = after.joined().reduce(0, +) - before.joined().reduce(0, +)
    let pairs = subsets(2, of: [0, 1, 2])
    let names = ["round", "village", "household", "N", "M", "y"]
    var (sum, squares, variances, count) = (0.0, 0.0, 0.0, 0.0)
    for villages in subsets(2, of: [0, 1, 2, 3]) {
      for choice in 0..<81 {
        let drawn = [choice % 3, choice / 3 % 3, choice / 9 % 3, choice / 27].map { pairs[$0] }
        var rows: [[String]] = []
        for (place, village) in (villages + villages).enumerated() {
          for household in drawn[place] {
            rows.append([
              place < 2 ? "1" : "2", "\(village)", "\(household)", "4", "3",
              "\((place < 2 ? before : after)[village][household])",
            ])
          }
        }
        let table = Table(
          names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
        var columns = try DesignColumns(
          clusters: "village,household", populations: "N,M", header: names)
        columns.change = "round"
        let change = try Self.changeEstimate(table, columns)
        count += 1
        sum += change.value
        squares += (change.value - truth) * (change.value - truth)
        variances += change.variance
      }
    }
    #expect(abs(sum / count - truth) < 1e-9)
    #expect(abs(variances / squares - 1) < 1e-9)
  }

  @Test("With fewer than two common villages the variance is the worst possible, and says so")
  func bounded() throws {
    let rows =
      [("1", "a", 3.0), ("1", "b", 8), ("1", "c", 1), ("2", "c", 2), ("2", "d", 9)].map {
        ($0.0, $0.1, "10", $0.2)
      }
    let figures = try Self.change(Self.table(rows))
    let change = figures[2]
    #expect(change.rule == .overlapBounded)
    // n_c - n₁n₂/N = 1 - 6/10; expanded totals (10/3)y and (10/2)y.
    let spread =
      (10.0 / 3) * (13.0).squareRoot() * 5 * (24.5).squareRoot() * 2 * 0.4
    let separate = [figures[0], figures[1]].reduce(0) { $0 + $1.standardError! * $1.standardError! }
    #expect(abs(change.standardError! * change.standardError! - separate - spread) < 1e-8)
  }

  @Test("A stratum visited whole in both rounds has a change without error")
  func takenWhole() throws {
    let rows =
      [("1", "a", 3.0), ("1", "b", 8), ("2", "a", 2), ("2", "b", 9)].map {
        ($0.0, $0.1, "2", $0.2)
      }
    let change = try Self.change(Self.table(rows))[2]
    #expect(change.estimate == 0 && change.standardError == 0 && change.rule == .census)
  }

  @Test("Rates without an error in either round keep limits")
  func noErrors() throws {
    let rows = (0..<8).flatMap { village in
      ["1", "2"].map { ($0, "v\(village)", "40", 0.0) }
    }
    let figures = try Self.change(Self.table(rows), .proportion("y", level: "0.0"))
    let change = figures[2]
    #expect(change.interval == "mover" && change.estimate == 0)
    let width = 1 - figures[0].lower!
    #expect(abs(change.upper! - width) < 1e-12 && abs(change.lower! + width) < 1e-12)
  }

  @Test("What cannot be compared is refused, or named")
  func refusals() throws {
    let three = Self.table([("1", "a", "5", 1), ("2", "b", "5", 1), ("3", "c", "5", 1)])
    var columns = try DesignColumns(
      clusters: "village", populations: "N", lonely: .remove, header: three.names)
    columns.change = "round"
    #expect { try columns.design(from: three) } throws: {
      ($0 as? Fault)?.code == .changeNeedsTwoRounds
    }
    columns.lonely = .collapse
    #expect { try columns.design(from: three) } throws: {
      ($0 as? Fault)?.code == .changeWithCollapse
    }
    let two = Self.table(
      [("1", "a", "5", 1), ("1", "b", "5", 4), ("2", "a", "5", 1), ("2", "b", "5", 2)])
    columns.lonely = nil
    #expect { try columns.design(from: two).replicated(by: .jackknife) } throws: {
      ($0 as? Fault)?.code == .changeWithReplicates
    }
    var rowsAsUnits = try DesignColumns(populations: "N", header: two.names)
    rowsAsUnits.change = "round"
    var request = try EstimateRequest([.mean("y")], by: ["round"])
    request.comparison = .changes
    let figures = try request.figures(of: two, design: rowsAsUnits.design(from: two)).figures
    #expect(figures[2].rule == .independentRounds && figures[2].standardError != nil)
  }
}
