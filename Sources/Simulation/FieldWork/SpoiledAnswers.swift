// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// An export of household interviews of which one has been spoiled in each ``SpoiledWay``.
public struct SpoiledAnswers: Sendable {
  /// What was done to a submission.
  public struct Spoiled: Sendable, Equatable {
    /// The way.
    public let way: SpoiledWay
    /// The unit as it stands in the export.
    public let unit: String
    /// The key of the submission, empty where it has none.
    public let key: String
  }

  /// The export.
  public let table: Table
  /// What was done, way by way.
  public let spoiled: [Spoiled]

  /// Spoils an export of the household form.
  ///
  /// - Parameters:
  ///   - clean: the export, as ODK Central writes it.
  ///   - seed: the text that the choice of submissions follows from.
  /// - Throws: ``Tables/Fault/Code/tooFewToSpoil``; ``Tables/Fault/Code/unknownColumn`` if it is of
  ///   another form.
  public init(_ clean: Table, seed: Seed) throws {
    var rows = SpoiledRows(clean)
    let result = try rows.column("a_result")
    var free = (0..<clean.rowCount).filter { clean.columns[result].text(at: $0) == "complete" }
    guard free.count >= 4 * SpoiledWay.allCases.count else {
      throw Fault(
        .tooFewToSpoil,
        ["rows": "\(free.count)", "needed": "\(4 * SpoiledWay.allCases.count)"])
    }
    var stream = UniformStream(seed: seed, label: Label("/answers/spoil"))
    func take() -> Int { free.remove(at: stream.nextInteger(below: free.count)) }
    var spoiled: [Spoiled] = []
    for way in SpoiledWay.allCases {
      let row = take()
      let other = take()
      let place = try rows.spoil(row, way, other: other)
      spoiled.append(
        Spoiled(
          way: way, unit: rows.rows[place][try rows.column("unit_id")],
          key: rows.rows[place][try rows.column("KEY")]))
    }
    table = Table(
      names: clean.names,
      columns: clean.names.indices.map { column in
        TextColumn(rows.rows.map { $0[column] as String? })
      })
    self.spoiled = spoiled
  }
}

/// The rows of an export while they are spoiled.
private struct SpoiledRows {
  let names: [String]
  var rows: [[String]]

  init(_ table: Table) {
    names = table.names
    rows = (0..<table.rowCount).map { row in table.columns.map { $0.text(at: row) } }
  }

  /// The column of a question, whatever groups stand before it.
  func column(_ name: String) throws -> Int {
    guard
      let index = names.firstIndex(where: { $0 == name || $0.hasSuffix("-" + name) })
    else {
      throw Fault(.unknownColumn, ["name": name, "columns": names.joined(separator: ", ")])
    }
    return index
  }

  mutating func set(_ row: Int, _ name: String, _ edit: (String) -> String) throws {
    let index = try column(name)
    rows[row][index] = edit(rows[row][index])
  }

  /// Spoils a row, with the help of another; returns the row that is wrong.
  mutating func spoil(_ row: Int, _ way: SpoiledWay, other: Int) throws -> Int {
    switch way {
    case .undrawnUnit: try set(row, "unit_id") { $0 + "0" }
    case .withoutKey:
      try set(row, "KEY") { _ in "" }
      try set(row, "meta-instanceID") { _ in "" }
    case .keyTwice:
      rows.append(rows[row])
      try set(rows.count - 1, "a_resp_age") { $0 == "60" ? "61" : "60" }
      return rows.count - 1
    case .notDecrypted: try set(row, "Status") { _ in "not decrypted" }
    case .rejectedOnServer: try set(row, "ReviewState") { _ in "rejected" }
    case .wordForCode: try set(row, "a_officials_out") { _ in "是" }
    case .digitTooMany: try set(row, "b_chronic") { _ in "55" }
    case .wordForNumber: try set(row, "b_sick") { _ in "三" }
    case .foreignDate: try set(row, "today") { $0.replacing("-", with: "/") }
    case .clockAhead: try set(row, "end") { "21" + $0.dropFirst(2) }
    case .endBeforeStart:
      let (start, end) = (rows[row][try column("start")], rows[row][try column("end")])
      try set(row, "start") { _ in end }
      try set(row, "end") { _ in start }
    case .leftOpen: try set(row, "a_interviewer") { _ in "" }
    case .askedNeedlessly: try set(row, "a_result_note") { _ in "nobody was there" }
    case .sumChanged: try set(row, "i_flag") { $0 == "1" ? "0" : "1" }
    case .offTheEarth: try set(row, "a_gps-Latitude") { _ in "127" }
    case .visitedTwice:
      rows.append(rows[row])
      for name in ["KEY", "meta-instanceID"] { try set(rows.count - 1, name) { $0 + "-again" } }
      for name in ["start", "end", "today"] { try set(rows.count - 1, name, Self.nextDay) }
      return rows.count - 1
    case .tooShort:
      let start = rows[row][try column("start")]
      let end = minutesLater(start, 2)
      try set(row, "end") { _ in end }
    case .atNight:
      let start = rows[row][try column("start")].prefix(11) + "03:00:00.000+08:00"
      let end = minutesLater(String(start), 30)
      try set(row, "start") { _ in String(start) }
      try set(row, "end") { _ in end }
    case .twoPlaces:
      for name in ["start", "end", "today", "a_interviewer"] {
        let value = rows[other][try column(name)]
        try set(row, name) { _ in value }
      }
    case .oldForm: try set(row, "FormVersion") { _ in "2016010101" }
    case .farAway: try set(row, "a_gps-Latitude") { "\((Double($0) ?? 27) + 0.5)" }
    case .samePlace:
      for name in ["a_gps-Latitude", "a_gps-Longitude"] {
        let value = rows[other][try column(name)]
        try set(row, name) { _ in value }
      }
    case .officials: try set(row, "a_officials_out") { _ in "no" }
    case .farOut: try set(row, "h_oop") { _ in "9999999" }
    case .copied:
      let kept = try [
        "unit_id", "a_interviewer", "KEY", "meta-instanceID", "start", "end", "today",
      ]
      .map { try column($0) }
      for index in names.indices where !kept.contains(index) {
        rows[row][index] = rows[other][index]
      }
    }
    return row
  }

  /// A moment, or a date, a day later; months of 28 days at the least.
  private static func nextDay(_ text: String) -> String {
    guard let day = Int(text.dropFirst(8).prefix(2)) else { return text }
    let next = day < 28 ? day + 1 : day - 1
    return text.prefix(8) + (next < 10 ? "0" : "") + "\(next)" + text.dropFirst(10)
  }

  private func minutesLater(_ text: String, _ minutes: Int) -> String {
    guard let hour = Int(text.dropFirst(11).prefix(2)),
      let minute = Int(text.dropFirst(14).prefix(2))
    else { return text }
    let total = min(24 * 60 - 1, hour * 60 + minute + minutes)
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    return text.prefix(11) + two(total / 60) + ":" + two(total % 60) + text.dropFirst(16)
  }
}

extension Fault.Code {
  /// There are too few complete interviews to spoil one in each way.
  public static let tooFewToSpoil = Fault.Code("too-few-to-spoil", .data)
}
