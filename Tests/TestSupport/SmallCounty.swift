// SPDX-License-Identifier: GPL-3.0-or-later

/// The texts of a small county for tests: 8 villages in two groups, registered and unregistered
/// households.
public enum SmallCounty {
  /// `assessment.yaml`.
  public static let description = """
    title: {zh: 小县, en: Small county}
    profile: exit-2016
    language: en
    registers:
      villages: {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}, expect: {rows: 8, persons: 4000}}
      households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer}, expect: {rows: 96, persons: 288}}
      roster: {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer}}
    design:
      stages:
        - {units: villages, strata: [group], sort: [township], method: systematic, fraction: {exited: 0.5, other: 0.5}}
        - samples:
            exited: {from: households, where: "status = 'exited'", strata: [card], fraction: 0.25, of: population, reserves: 0.30}
            remaining: {from: households, where: "status = 'remaining'", fraction: 0.5, of: cluster}
            unregistered: {from: roster, fraction: 0.2, of: cluster}

    """

  /// The registers' files, each under its name.
  public static let registers: [String: String] = [
    "villages": "village_id,township,group,persons,name\n" + villages,
    "households": "household_id,village_id,status,exit_year,card,persons\n" + households,
    "roster": "household_id,village_id,persons\n" + roster,
  ]

  private static let villages = (1...8).map {
    "V\($0),T\($0 % 2),\($0 <= 4 ? "exited" : "other"),500,村\($0)\n"
  }.joined()

  private static let households = (1...8).map { village in
    (1...12).map { household in
      let status = household <= 9 ? "exited,2016" : "remaining,"
      return "H\(household),V\(village),\(status),\(household % 2 == 0 ? "red" : "blue"),3\n"
    }.joined()
  }.joined()

  private static let roster = (1...8).map { village in
    (1...20).map { "H\($0),V\(village),4\n" }.joined()
  }.joined()
}
