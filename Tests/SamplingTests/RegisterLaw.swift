// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

/// What every register must do, checked against the plain list of its units.
///
/// - Parameters:
///   - make: makes the register from rows of parent path, id, stratum and sort value, in the columns
///     `parent`, `id`, `stratum`, `key`; the parent is empty at the first stage.
///   - rows: the rows.
func checkRegisterLaw(
  _ make: ([[String]]) throws -> any Register, rows: [[String]], seed: Seed
) throws {
  let sample = SampleDesign(
    from: "r", strata: ["stratum"], sort: ["key:number"], size: .fraction("0.5"))
  let register = try make(rows)
  var seen: [[String]] = []
  var paths: [UnitID] = []
  try register.forEachUnit { parent, id, _ in
    seen.append([parent.text, id.text])
    paths.append(parent.text.isEmpty ? id : parent.appending(id))
  }
  let table = try register.rows(at: paths.reversed(), columns: ["stratum", "key"])
  for (index, unit) in seen.reversed().enumerated() {
    #expect(
      rows.contains(unit + [table.columns[0].text(at: index), table.columns[1].text(at: index)]))
  }
  #expect(
    seen.sorted { $0.lexicographicallyPrecedes($1) }
      == rows.map { Array($0[0...1]) }
      .sorted { $0.lexicographicallyPrecedes($1) })

  let record = { (row: [String]) in UnitID(Record.text([row[2]])) }
  let path = { (row: [String]) in UnitID(row[0].isEmpty ? row[1] : "\(row[0])/\(row[1])") }
  for rows in [
    rows, rows.reversed(), rows.sorted { seed.ticket(of: path($0)) < seed.ticket(of: path($1)) },
  ] {
    let stratified = try make(rows).stratified(for: sample, progress: nil)
    let strata = Set(rows.map { record($0) }).sorted()
    #expect(stratified.strata.map { UnitID($0) } == strata)
    #expect(stratified.parents == Set(rows.map { UnitID($0[0]) }).sorted())
    for (p, parent) in stratified.parents.enumerated() {
      for (s, stratum) in strata.enumerated() {
        let cell = rows.filter { UnitID($0[0]) == parent && record($0) == stratum }
        #expect(stratified.count(parent: p, stratum: s) == cell.count)
        #expect(
          try Set(stratified.members(parent: p, stratum: s)) == Set(cell.map { UnitID($0[1]) }))
        let byTicket = cell.sorted { seed.ticket(of: path($0)) < seed.ticket(of: path($1)) }
        let byKey = byTicket.enumerated().sorted { a, b in
          let (x, y) = (Double(a.element[3]) ?? -.infinity, Double(b.element[3]) ?? -.infinity)
          return x != y ? x < y : a.offset < b.offset
        }.map(\.element)
        let requests = [
          CandidateRequest(parent: p, stratum: s, order: .smallestTickets, limit: 3),
          CandidateRequest(parent: p, stratum: s, order: .sorted, limit: 0),
          CandidateRequest(parent: p, stratum: s, order: .byTicket, limit: 0),
        ]
        let candidates = try stratified.candidates(in: requests, seed: seed, progress: nil)
        #expect(candidates[0].map(\.id) == byTicket.prefix(3).map { UnitID($0[1]) })
        #expect(candidates[1].map(\.id) == byKey.map { UnitID($0[1]) })
        #expect(candidates[2].map(\.id) == byTicket.map { UnitID($0[1]) })
        #expect(candidates[2].allSatisfy { $0.measure == 1 && $0.auxiliaries.isEmpty })
        for candidate in candidates[1] {
          // Of a register that is passed over, rows count within the part that was read.
          let own =
            register is TableRegister
            ? rows[candidate.row] : cell.first { $0[1] == candidate.id.text } ?? []
          #expect(own[1] == candidate.id.text)
          #expect(candidate.ticket == seed.ticket(of: path(own)))
        }
      }
    }
  }

  // Sizes and auxiliary values go with their units; decimals are scaled by one power of ten.
  let filled = rows.map { $0[3].isEmpty ? [$0[0], $0[1], $0[2], "0"] : $0 }
  let sized = SampleDesign(from: "r", size: 1, sizeMeasure: "key", balance: ["key"])
  let stratified = try make(filled).stratified(for: sized, progress: nil)
  let scale = filled.contains { $0[3].contains(".") } ? 10.0 : 1
  for (p, parent) in stratified.parents.enumerated() {
    let candidates = try stratified.candidates(
      in: [CandidateRequest(parent: p, stratum: 0, order: .byTicket, limit: 0)], seed: seed,
      progress: nil)[0]
    for candidate in candidates {
      let row = filled.first { UnitID($0[0]) == parent && UnitID($0[1]) == candidate.id }
      let value = Double(row?[3] ?? "") ?? .nan
      #expect(Double(candidate.measure) == value * scale && candidate.auxiliaries == [value])
    }
  }

  let salt = Salt(.zero)
  let digests = try register.digests(columns: ["stratum", "key"], salt: salt, progress: nil)
  let again = try make(rows.reversed()).digests(
    columns: ["stratum", "key"], salt: salt, progress: nil)
  #expect(digests == again)
  let units = Set(rows.map { UnitID(String($0[$0[0].isEmpty ? 1 : 0].split(separator: "/")[0])) })
  #expect(Set(digests.keys) == units)

  let parents = Set(rows.map { UnitID($0[0]) }).sorted()
  #expect(register.parentPaths == parents)
  let wanted = [Array(parents.prefix(2).reversed()), [], Array(parents.dropFirst(3))]
  let portions = try register.portions(of: wanted, progress: nil)
  for (portion, parents) in wanted.enumerated() {
    var found: Set<UnitID> = []
    try portions.load(portion).forEachUnit { parent, id, _ in
      found.insert(parent.text.isEmpty ? id : parent.appending(id))
    }
    #expect(found == Set(rows.filter { parents.contains(UnitID($0[0])) }.map { path($0) }))
  }
  for unit in units {
    var state = SHA256()
    state.update(salt.salt(of: unit).bytes)
    let own = rows.filter { path($0).text.split(separator: "/")[0] == unit.text }
      .sorted { (UnitID($0[0]), UnitID($0[1])) < (UnitID($1[0]), UnitID($1[1])) }
    for row in own {
      state.update(Record.text([row[1]] + (row[0].isEmpty ? [] : [row[0]]) + row[2...]) + "\n")
    }
    #expect(digests[unit] == state.digest())
  }
}

@Suite("Registers")
struct RegisterTests {
  private let seed = try! Seed(text: "63454660390103169462")

  /// A register in a file, which is passed over.
  private func fileRegister(_ rows: [[String]], _ name: String, in folder: URL) throws
    -> FileRegister
  {
    let file = folder.appending(path: name)
    let header = ["parent", "id", "stratum", "key"]
    try Data(
      ([header] + rows).map { Record.text($0) + "\n" }.joined().utf8
    ).write(to: file)
    return try FileRegister(
      CSVFile(path: file.path), columns: ["id", "parent", "stratum", "key"], progress: nil)
  }

  @Test("A file below the first stage is a register, whether its rows stand together or not")
  func fileRegister() throws {
    let strata = ["é", "e\u{301}", "", "a,b", "村"]
    let scattered = (0..<60).map { i in
      ["V\(i % 7)", "H\(i)", strata[i % 5], i % 9 == 0 ? "" : "\((i * 13) % 11).5"]
    }
    let deep = scattered.map { ["T\($0[0].count)/\($0[0])", $0[1], $0[2], $0[3]] }
    try withFolder { folder in
      for rows in [scattered, scattered.sorted { $0[0] < $1[0] }, deep] {
        try checkRegisterLaw(
          { try fileRegister($0, "\(UUID().uuidString).csv", in: folder) }, rows: rows, seed: seed)
      }
    }
  }

  @Test("Units that two files share, and parents that nobody knows, are refused with their lines")
  func filesOfOneStage() throws {
    try withFolder { folder in
      let first = (0..<40).map { ["V\($0 % 4)", "H\($0)", "", ""] }
      let village = try TableRegister(
        table(["id"], (0..<4).map { ["V\($0)"] }), id: "id")
      let design = SamplingDesign(
        Stage("village", size: 1),
        Stage(samples: [
          SampleDesign("a", from: "a", size: 1), SampleDesign("b", from: "b", size: 1),
        ]))
      let faults = { (second: [[String]]) throws -> [String] in
        do {
          _ = try SamplingFrame(
            design,
            registers: [
              "village": village, "a": fileRegister(first, "a.csv", in: folder),
              "b": fileRegister(second, "b.csv", in: folder),
            ])
          return []
        } catch let faults as Faults {
          return faults.list.map {
            "\($0.code.name) \($0.place.file?.hasSuffix("b.csv") ?? false) \($0.place.row ?? 0)"
          }
        }
      }
      #expect(try faults([["V1", "H2", "", ""], ["V2", "H1", "", ""]]) == [])
      #expect(
        try faults([["V1", "H2", "", ""], ["V3", "H7", "", ""], ["V0", "H36", "", ""]])
          == ["id-in-two-registers true 4", "id-in-two-registers true 3"])
      #expect(
        try faults([["V1", "H2", "", ""], ["V9", "H7", "", ""]]) == ["unknown-parent true 3"])
    }
  }

  @Test("A table is a register, at the first stage, below it and below that")
  func tableRegister() throws {
    let strata = ["é", "e\u{301}", "", "a,b", "村"]
    let below = (0..<60).map { i in
      ["V\(i % 7)", "H\(i)", strata[i % 5], i % 9 == 0 ? "" : "\((i * 13) % 11).5"]
    }
    let first = below.map { ["", $0[1], $0[2], $0[3]] }
    let deep = below.map { ["T\($0[0].count)\($0[1].count)/\($0[0])", $0[1], $0[2], $0[3]] }
    for rows in [first, below, deep] {
      try checkRegisterLaw(
        { rows in
          try TableRegister(
            table(["parent", "id", "stratum", "key"], rows), id: "id",
            parent: rows[0][0].isEmpty ? nil : "parent")
        }, rows: rows, seed: seed)
    }
  }

  @Test("A mask restricts what is drawn, not what is listed and sealed; a prefix is part of the id")
  func maskAndPrefix() throws {
    let all = table(["id", "p", "x"], (0..<6).map { ["\($0)", "V\($0 % 2)", "x\($0)"] })
    let register = try TableRegister(all, id: "id", parent: "p", prefix: "R")
    let masked = register.restricted(to: (0..<6).map { $0 != 1 }).restricted(
      to: (0..<6).map { $0 < 4 })
    #expect(masked.count == 3)
    var ids: [String] = []
    try masked.forEachUnit { _, id, _ in ids.append(id.text) }
    #expect(ids == ["R0", "R1", "R2", "R3", "R4", "R5"])
    #expect(
      try masked.digests(columns: ["x"], salt: Salt(.zero), progress: nil)
        == register.digests(columns: ["x"], salt: Salt(.zero), progress: nil))
    let cells = try masked.stratified(for: SampleDesign(from: "r", size: 1), progress: nil)
    #expect(cells.parents.indices.map { cells.count(parent: $0, stratum: 0) } == [2, 1])
    var rows: [String] = []
    try register.forEachCanonicalRow(columns: ["x"]) { rows.append("\($0):\($1)") }
    #expect(rows.first == "V0:R0,V0,x0")
  }

  @Test("Derived columns make strata")
  func derived() throws {
    let register = try TableRegister(table(["id"], (0..<4).map { ["\($0)"] }), id: "id")
      .adding("big", CodedColumn(codes: [0, 1, CodedColumn.missing, 0], labels: ["no", "yes"]))
    let cells = try register.stratified(
      for: SampleDesign(from: "r", strata: ["big"], size: 1), progress: nil)
    #expect(cells.strata == ["", "no", "yes"])
    #expect(cells.strata.indices.map { cells.count(parent: 0, stratum: $0) } == [1, 2, 1])
  }

  @Test(
    "Ids whose bytes others could not reproduce are refused with their place",
    arguments: [
      ("", Fault.Code.emptyID), (" a", .idWithWhiteSpace), ("a\u{3000}", .idWithWhiteSpace),
      ("a/b", .idWithSlash), ("a\tb", .idWithControlCharacter),
      ("a\u{85}", .idWithControlCharacter),
      ("e\u{301}", .idNotNormalized), ("\u{f900}", .idNotNormalized),
      ("\u{212b}", .idNotNormalized),
    ])
  func flaws(id: String, code: Fault.Code) throws {
    #expect(UnitID(id).flaw == code)
    let faults = #expect(throws: Faults.self) {
      try TableRegister(table(["id"], [["ok"], [id]]), id: "id")
    }
    #expect(faults?.list.map(\.code) == [code])
    #expect(faults?.list.first?.place == Place(file: "test.csv", row: 3, column: "id"))
    for good in ["東山村-0012", "é", "a b", "ＡＢ", "가", "\u{ac01}", "x\u{200d}y"] {
      #expect(UnitID(good).flaw == nil, "\(good)")
    }
  }

  @Test("An id may stand once within its parent; every repetition is told with the earlier row")
  func duplicates() throws {
    let rows = [["H1", "V1"], ["H2", "V1"], ["H1", "V2"], ["H1", "V1"], ["H2", "V1"]]
    let faults = #expect(throws: Faults.self) {
      try TableRegister(table(["id", "p"], rows), id: "id", parent: "p")
    }
    #expect(faults?.list.map(\.place.row) == [5, 6])
    #expect(faults?.list.map { $0.values["row"] } == ["2", "3"])
  }

  @Test("Clusters are the distinct values of a column; what varies within one is refused")
  func clusters() throws {
    let rows = [["H1", "V2", "A"], ["H2", "V1", "B"], ["H3", "V2", "A"], ["H4", "V3", "A"]]
    let register = try TableRegister.clusters(
      in: table(["id", "village", "group"], rows), id: "village", columns: ["group"])
    #expect(register.table.names == ["village", "group"])
    #expect((0..<3).map { register.table.columns[0].text(at: $0) } == ["V2", "V1", "V3"])
    #expect((0..<3).map { register.place(row: $0).row } == [2, 3, 5])
    let faults = #expect(throws: Faults.self) {
      try TableRegister.clusters(
        in: table(["id", "village", "group"], rows + [["H5", "V1", "A"]]), id: "village",
        columns: ["group"])
    }
    #expect(faults?.list.map(\.code) == [.notConstantWithinCluster])
    #expect(faults?.list.first?.place.row == 6)
    #expect(faults?.list.first?.values["row"] == "3")
  }
}
