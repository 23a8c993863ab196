// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

extension County {
  static func villageTable(
    _ layout: VillageLayout, _ registered: RegisteredHouseholds,
    _ unregistered: UnregisteredHouseholds, _ streams: Streams
  ) -> Table {
    let persons = zip(
      registered.personsByVillage(layout.count), unregistered.personsByVillage(layout.count)
    ).map { $0 + $1 }
    var households = [Int](repeating: 0, count: layout.count)
    for village in registered.villages + unregistered.villages { households[village] += 1 }
    var workGroups = layout.groups.map { $0.isPoor ? 1 : 0 }
    var stream = streams["work-groups"]
    let second = CountyMargins.workGroups - layout.poorVillages.count
    for village in stream.shuffled(layout.poorVillages).prefix(second) { workGroups[village] += 1 }
    var rows = TableBuilder([
      "village_id", "township", "name", "group", "persons", "households", "first_secretary",
      "work_groups", "assistants",
    ])
    for village in 0..<layout.count {
      rows.append([
        UnitNumbers.village(village), CountyMargins.townships[layout.townships[village]].name,
        layout.names[village], layout.groups[village].rawValue, "\(persons[village])",
        "\(households[village])", "1", "\(workGroups[village])",
        "\(layout.groups[village].isPoor ? CountyMargins.assistantsOfPoorVillage : 0)",
      ])
    }
    return rows.table
  }

  static func householdTable(
    _ households: RegisteredHouseholds, _ entries: RegisterEntries, _ programmes: Programmes,
    _ residents: Residents
  ) -> Table {
    var rows = TableBuilder([
      "household_id", "village_id", "card", "status", "exit_year", "persons", "cause", "income",
      "dibao_before", "dibao_after", "relocated", "renovated", "turnkey", "industries", "water",
    ])
    for row in 0..<households.count {
      rows.append([
        UnitNumbers.household(row), UnitNumbers.village(households.villages[row]),
        entries.cards[row].word, households.statuses[row].word,
        entries.exitYears[row].map(String.init) ?? "", "\(households.persons[row])",
        entries.causes[row].rawValue, "\(residents.incomes[row])",
        "\(entries.allowanceBefore[row])", "\(entries.allowanceAfter[row])",
        flag(programmes.relocated[row]), flag(programmes.renovated[row]),
        flag(programmes.turnkey[row]), programmes.industryCodes(of: row),
        flag(programmes.water[row]),
      ])
    }
    return rows.table
  }

  static func rosterTable(_ roster: UnregisteredHouseholds, _ programmes: Programmes) -> Table {
    var rows = TableBuilder(["household_id", "village_id", "persons", "relocated", "renovated"])
    for row in 0..<roster.count {
      rows.append([
        UnitNumbers.rosterHousehold(row), UnitNumbers.village(roster.villages[row]),
        "\(roster.persons[row])", flag(programmes.rosterRelocated[row]),
        flag(programmes.rosterRenovated[row]),
      ])
    }
    return rows.table
  }

  static func truthTable(
    _ lives: Residents, _ entries: RegisterEntries, _ truth: TrueErrors, _ layout: VillageLayout,
    _ numbers: UnitNumbers, _ streams: Streams
  ) -> Table {
    var rows = TableBuilder(Truth.columns)
    for village in 0..<layout.count {
      rows.append(
        ["village_\(layout.groups[village].rawValue)", UnitNumbers.village(village), "", "none"]
          + [String](repeating: "", count: Truth.columns.count - 4))
    }
    var stream = streams["income-parts"]
    for row in 0..<lives.count {
      let parts = IncomePart.parts(
        of: lives.incomes[row] * lives.persons[row], card: lives.cards[row], stream: &stream)
      rows.append(
        [
          lives.statuses[row]?.word ?? "unregistered",
          numbers.path(row, village: lives.villages[row]), "\(lives.persons[row])",
          truth.errors[row]?.rawValue ?? "none", truth.reasons[row],
          flag(truth.approves[row]), "\(lives.incomes[row])",
        ]
          // A survey asks only registered households and suspects for the parts of their income.
          + parts.map { row < lives.registered || truth.errors[row] != nil ? "\($0)" : "" }
          + [
            "\(lives.children[row])", "\(lives.elders[row])", "\(lives.labour[row])",
            "\(lives.chronic[row])", "\(lives.disabled[row])", lives.housing[row].rawValue,
            row < lives.registered ? entries.causes[row].rawValue : "",
            row < lives.registered ? entries.exitYears[row].map(String.init) ?? "" : "",
          ])
    }
    return rows.table
  }

  private static func flag(_ value: Bool) -> String { value ? "1" : "0" }
}

/// Columns that grow row by row.
private struct TableBuilder {
  private let names: [String]
  private var columns: [TextColumn]

  init(_ names: [String]) {
    self.names = names
    columns = names.map { _ in TextColumn() }
  }

  mutating func append(_ values: [String]) {
    precondition(values.count == columns.count)
    for (index, value) in values.enumerated() { columns[index].append(value) }
  }

  var table: Table { Table(names: names, columns: columns) }
}
