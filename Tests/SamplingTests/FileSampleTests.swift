// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

@Suite("Samples of files that are not held in memory")
struct FileSampleTests {
  private let seed = try! Seed(text: "63454660390103169462")

  private func design(
    clusterMethod: SelectionMethod = .simpleRandom, method: SelectionMethod = .simpleRandom,
    rounding: Rounding = .up
  ) throws -> FileDesign {
    try FileDesign(
      id: "id",
      clusters: FileDesign.Clusters(
        "village", strata: ["group"], size: .fraction("0.3"), method: clusterMethod),
      strata: ["card"], size: .fraction("0.2"), method: method,
      sort: method == .systematic || clusterMethod == .systematic ? ["size:number"] : [],
      rounding: rounding, reserves: "0.5")
  }

  /// Households of villages, as lines.
  private func lines(villages: Int, households: Int) -> [String] {
    (0..<villages).flatMap { village in
      (0..<(households + village % 5)).map { household in
        let card = ["red", "\"red, old\"", "黄"][(household * 7 + village) % 3]
        return "H\(household),V\(village % 97)-\(village),\(card),G\(village % 3),\(village % 11)"
      }
    }
  }

  private let header = Self.header
  private static let header = "id,village,card,group,size"

  /// A file of one stage and the same units in memory, made once: making them takes longer than drawing.
  private static let oneStage = Result {
    let lines = FileSampleTests().lines(villages: 500, households: 60).enumerated()
      .map { "U\($0)\($1)" }
    let table = table(
      header.split(separator: ",").map(String.init), lines.map { Record.fields($0) })
    return (
      text: Array((header + "\n" + lines.joined(separator: "\n")).utf8),
      register: try TableRegister(table, id: "id")
    )
  }

  private func drawn(_ text: [UInt8], _ design: FileDesign) throws -> (text: String, draw: Draw) {
    try withFolder { folder in
      let file = folder.appending(path: "register.csv")
      try Data(text).write(to: file)
      var output: [UInt8] = []
      let outcome = try FileSample(design, from: CSVFile(path: file.path), seed: seed)
        .draw(keepsUnits: true) { output += $0 }
      return (String(decoding: output, as: UTF8.self), outcome.draw!)
    }
  }

  /// The same draw from registers in memory.
  private func drawnInMemory(_ lines: [String], _ design: FileDesign) throws -> Draw {
    try withFolder { folder in
      let file = folder.appending(path: "register.csv")
      try Data((header + "\n" + lines.joined(separator: "\n")).utf8).write(to: file)
      let table = try CSVFile(path: file.path).table()
      return try design.design.draw(
        from: [
          FileDesign.unitsName: TableRegister(table, id: "id", parent: "village"),
          FileDesign.clustersName: .clusters(in: table, id: "village", columns: ["group", "size"]),
        ], seed: seed)
    }
  }

  private func told(_ draw: Draw) -> [String] {
    draw.units.map {
      "\($0.path) \($0.role) \($0.order) \($0.ticket.hex) \(String(describing: $0.probability))"
    }
  }

  @Test(
    "The sample is that of registers in memory, whatever the method and rounding",
    arguments: [SelectionMethod.simpleRandom, .systematic], Rounding.allCases)
  func sameDraw(method: SelectionMethod, rounding: Rounding) throws {
    let design = try design(clusterMethod: method, method: method, rounding: rounding)
    let lines = lines(villages: 300, households: 60)
    let text = Array((header + "\n" + lines.joined(separator: "\n")).utf8)
    let draw = try drawn(text, design).draw
    #expect(told(draw) == told(try drawnInMemory(lines, design)))
  }

  @Test("Order of rows, line ends and encoding change no byte; small and large portions agree")
  func sameBytes() throws {
    let design = try design()
    let lines = lines(villages: 500, households: 60)
    let text = header + "\n" + lines.joined(separator: "\n") + "\n"
    let expected = try drawn(Array(text.utf8), design).text
    #expect(expected.split(separator: "\n").count > 2000)
    var generator = SystemRandomNumberGenerator()
    let shuffled = header + "\n" + lines.shuffled(using: &generator).joined(separator: "\n")
    #expect(try drawn(Array(shuffled.utf8), design).text == expected)
    // Every village in two places: neither scattered nor together.
    let halves =
      lines.enumerated().filter { $0.offset % 60 < 30 }
      + lines.enumerated()
      .filter { $0.offset % 60 >= 30 }
    let split = header + "\n" + halves.map(\.element).joined(separator: "\n")
    #expect(try drawn(Array(split.utf8), design).text == expected)
    let windows = "\u{feff}" + text.replacing("\n", with: "\r\n")
    #expect(try drawn(Array(windows.utf8), design).text == expected)
    // 黄 is BB C6 in GB18030.
    let chinese = text.split(separator: "黄", omittingEmptySubsequences: false)
      .map { Array($0.utf8) }.joined(separator: [0xbb, 0xc6])
    #expect(try drawn(Array(chinese), design).text == expected)
  }

  @Test(
    "A sample of one stage is that of registers in memory, and so are its lines",
    arguments: [SelectionMethod.simpleRandom, .systematic],
    [[String](), ["card"], ["card", "group"]])
  func oneStage(method: SelectionMethod, strata: [String]) throws {
    let units = try Self.oneStage.get()
    for size: SizeRule in [.fraction("0.01"), .size(3), .fraction("1")] {
      let design = try FileDesign(
        id: "id", strata: strata, size: size, method: method,
        sort: method == .systematic ? ["size:number"] : [], reserves: "0.5")
      let (text, draw) = try drawn(units.text, design)
      let expected = try design.design.draw(
        from: [FileDesign.unitsName: units.register], seed: seed)
      #expect(told(draw) == told(expected))
      // Each record stands beside its own ticket.
      let records = text.split(separator: "\n").dropFirst()
      for (record, unit) in zip(records, draw.units) {
        #expect(record.hasPrefix(unit.path.text + ",") && record.contains(unit.ticket.hex))
      }
    }
  }

  @Test(
    "Ids that occur twice are told with both lines, wherever they stand",
    arguments: [10, 25_000], [true, false])
  func duplicates(distance: Int, isScattered: Bool) throws {
    var lines = lines(villages: 500, households: 60)
    if isScattered {
      // A fixed shuffle: every 7919th row, modulo a number that it does not divide.
      lines = lines.indices.map { lines[$0 * 7919 % lines.count] }
    }
    let at = 3000
    let repeated = lines[at]
    lines.insert(repeated, at: at + distance)
    let faults = #expect(throws: Faults.self) {
      try drawn(Array((header + "\n" + lines.joined(separator: "\n")).utf8), try design())
    }
    #expect(faults?.list.map(\.code) == [.duplicateID])
    #expect(faults?.list.first?.place.row == at + distance + 2)
    #expect(faults?.list.first?.values["row"] == "\(at + 2)")
  }

  @Test("A column of the clusters that differs within one is told, near and far")
  func varyingAttribute() throws {
    for distance in [1, 20_000] {
      var lines = lines(villages: 500, households: 60)
      lines.insert("H999,V1-1,red,G9,1", at: 70 + distance)
      let faults = #expect(throws: Faults.self) {
        try drawn(Array((header + "\n" + lines.joined(separator: "\n")).utf8), try design())
      }
      #expect(faults?.list.map(\.code) == [.notConstantWithinCluster])
      #expect(faults?.list.first?.place.row == 72 + distance)
      #expect(faults?.list.first?.values["value"] == "G9")
      #expect(faults?.list.first?.values["cluster"] == "V1-1")
    }
  }

  @Test("A number that cannot be read is refused in every unit, drawn or not")
  func numbers() throws {
    let lines = lines(villages: 500, households: 60)
    let design = try FileDesign(
      id: "id", clusters: FileDesign.Clusters("village", size: .size(3)), size: .fraction("0.2"),
      method: .systematic, sort: ["size:number"])
    for (value, isNumber) in [("x", false), ("1.25", true)] {
      var changed = lines
      changed[29_000] = "H1000,V9-9,red,G0,\(value)"
      let text = Array((header + "\n" + changed.joined(separator: "\n")).utf8)
      if isNumber {
        _ = try drawn(text, design)
      } else {
        let faults = #expect(throws: Faults.self) { try drawn(text, design) }
        #expect(faults?.list.map(\.code) == [.notANumber])
        #expect(faults?.list.first?.place.row == 29_002)
      }
    }
  }

  @Test("Ids that cannot be hashed are refused with their lines")
  func flaws() throws {
    var lines = lines(villages: 100, households: 60)
    lines[4000] = "a/b,V1-1,red,G1,1"
    lines[5000] = " c,V1-1,red,G1,1"
    let faults = #expect(throws: Faults.self) {
      try drawn(Array((header + "\n" + lines.joined(separator: "\n")).utf8), try design())
    }
    #expect(faults?.list.map(\.code) == [.idWithSlash, .idWithWhiteSpace])
    #expect(faults?.list.map(\.place.row) == [4002, 5002])
  }
}
