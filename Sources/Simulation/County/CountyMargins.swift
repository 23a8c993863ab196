// SPDX-License-Identifier: GPL-3.0-or-later

/// The counts that every invented county meets exactly.
///
/// They follow a county's research report of March 2017 where it gives a figure; what was derived from
/// it and what was assumed is told apart in the README of `datasets/jian-2016`.
enum CountyMargins {
  /// Persons of all villages.
  static let persons = 387_000
  /// Persons of the 86 poor villages.
  static let personsOfPoorVillages = 103_200
  /// Ever-registered persons.
  static let registeredPersons = 48_983
  /// Ever-registered persons of the 86 poor villages.
  static let registeredPersonsOfPoorVillages = 20_500
  /// Poor villages that have not exited.
  static let remainingVillages = 3
  /// Work groups of the poor villages; each has at least one.
  static let workGroups = 99
  /// Assistants in each poor village.
  static let assistantsOfPoorVillage = 2
  /// Households that exited in 2014, of those that exited in 2014 or 2015.
  static let exitedIn2014 = 1_900

  /// Unregistered households by size, from 1 person on.
  static let unregisteredSizes = [
    5_926, 11_852, 16_261, 19_970, 14_560, 9_312, 4_233, 1_693, 593, 254,
  ]

  /// Registered persons under the minimum living allowance, before and after it was widened.
  static let allowanceBefore = 9_193
  static let allowanceAfter = 14_876

  /// Households relocated, renovated, given a finished house, or given water; with persons if fixed.
  static let relocated = (households: 306, persons: 1_274)
  static let relocatedUnregistered = (households: 40, persons: 202)
  static let renovated = 1_711
  static let renovatedUnregistered = 4_026
  static let turnkey = 59
  static let water = (households: 353, persons: 1_121)

  /// Registered households in each industry; a household may be in several.
  static let industries: [(code: String, households: Int)] = [
    ("pomelo", 6_250), ("grape", 818), ("poultry", 1_973), ("forestry", 224), ("livestock", 9_105),
    ("pv_signed", 9_985), ("pv_built", 6_566),
  ]

  /// Townships: villages, poor villages among them, and registered households by status.
  static let townships: [Township] = [
    Township("青禾镇", 26, 5, [288, 562, 146]), Township("云陂镇", 20, 6, [271, 529, 137]),
    Township("鹭汀镇", 17, 4, [246, 478, 124]), Township("松垅镇", 19, 6, [239, 466, 121]),
    Township("竹汀镇", 18, 5, [248, 484, 126]), Township("梅岚镇", 17, 5, [264, 514, 133]),
    Township("樟岚乡", 15, 4, [189, 368, 95]), Township("桐畈乡", 14, 4, [200, 390, 102]),
    Township("荷埠镇", 15, 4, [235, 457, 118]), Township("兰畈乡", 15, 4, [195, 381, 99]),
    Township("莲垅镇", 17, 6, [263, 512, 133]), Township("橘畈乡", 15, 5, [188, 366, 95]),
    Township("茶畈乡", 14, 4, [191, 372, 97]), Township("稻汀镇", 16, 5, [248, 483, 125]),
    Township("瓦岚乡", 13, 4, [166, 323, 83]), Township("玉陂镇", 16, 4, [220, 428, 111]),
    Township("雁畈乡", 13, 4, [206, 402, 105]), Township("鹿垅乡", 14, 4, [182, 354, 92]),
    Township("鹤埠乡", 13, 3, [182, 354, 91]),
  ]

  /// The counts of one township; the name is invented.
  struct Township {
    let name: String
    let villages: Int
    let poorVillages: Int
    /// Registered households by ``RegisterStatus``.
    let households: [Int]

    init(_ name: String, _ villages: Int, _ poorVillages: Int, _ households: [Int]) {
      self.name = name
      self.villages = villages
      self.poorVillages = poorVillages
      self.households = households
    }
  }
}

/// What the register says of a household that was ever registered.
enum RegisterStatus: Int, CaseIterable {
  /// Exited in 2014 or 2015.
  case exitedEarlier
  /// Exited in 2016.
  case exited2016
  /// Still registered as poor at the end of 2016.
  case remaining

  /// Households by size, from 1 to 8 persons.
  var sizes: [Int] {
    switch self {
    case .exitedEarlier: [414, 676, 771, 840, 708, 463, 198, 151]
    case .exited2016: [1_227, 1_707, 1_663, 1_538, 1_104, 614, 224, 146]
    case .remaining: [724, 637, 390, 230, 104, 37, 8, 3]
    }
  }

  /// Households by ``Card``.
  var cards: [Int] {
    switch self {
    case .exitedEarlier: [2_600, 1_500, 121]
    case .exited2016: [2_050, 5_095, 1_078]
    case .remaining: [100, 650, 1_383]
    }
  }

  /// The word in the register.
  var word: String { self == .remaining ? "remaining" : "exited" }
}

/// The card that says how a registered household is helped.
enum Card: Int, CaseIterable {
  /// Able to work, close to the line: industry and jobs.
  case blue
  /// Some ability to work, deeper poverty: industry and security.
  case yellow
  /// Unable to work: the safety net.
  case red

  /// The word in the register.
  var word: String { ["blue", "yellow", "red"][rawValue] }
}

/// The main cause of a registered household's poverty; "marriage" is in the national list and occurs
/// in no household here.
enum PovertyCause: String, CaseIterable {
  case illness, disability, labour, skills, funds, schooling, motivation, disaster, land, other
  case transport, water

  /// Households by ``Card``: first those that have exited, then those that remain.
  ///
  /// The sums over cards and status are the published pattern of causes; the division follows what a
  /// card means (red: illness, disability, no labour; blue: skills, funds, schooling).
  var households: (exited: [Int], remaining: [Int]) {
    switch self {
    case .illness: ([1_258, 3_208, 480], [40, 462, 820])
    case .disability: ([400, 1_255, 560], [5, 95, 455])
    case .labour: ([400, 1_092, 159], [3, 60, 108])
    case .skills: ([950, 342, 0], [13, 7, 0])
    case .funds: ([800, 288, 0], [13, 7, 0])
    case .schooling: ([450, 194, 0], [8, 4, 0])
    case .motivation: ([150, 74, 0], [5, 4, 0])
    case .disaster: ([100, 65, 0], [5, 5, 0])
    case .land: ([55, 28, 0], [2, 2, 0])
    case .other: ([50, 31, 0], [4, 2, 0])
    case .transport: ([28, 13, 0], [2, 1, 0])
    case .water: ([9, 5, 0], [0, 1, 0])
    }
  }
}
