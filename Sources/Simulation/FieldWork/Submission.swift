// SPDX-License-Identifier: GPL-3.0-or-later

internal import Forms
internal import Sampling
internal import Tables

/// How a visit ended, in the words of the forms.
enum VisitOutcome: String {
  case complete, refused, away
  case nobodyHome = "nobody_home"
}

/// One visit as the device recorded it.
struct Submission {
  /// The clock of the county: UTC+8.
  static let offsetMinutes = 8 * 60

  var path: UnitID
  /// Which visit to the unit it is, from 1.
  var attempt: Int
  var outcome: VisitOutcome
  /// The team, from 0.
  var team: Int
  /// Seconds since 1970 at the beginning, and how long the visit took.
  var startSecond: Int
  var seconds: Int

  var start: Moment {
    Moment(secondsSinceEpoch: startSecond, offsetMinutes: Self.offsetMinutes)
  }

  var end: Moment {
    Moment(secondsSinceEpoch: startSecond + seconds, offsetMinutes: Self.offsetMinutes)
  }

  /// When the server got it: the same evening, in UTC.
  var received: Moment {
    let day = start.days * 86_400 - Self.offsetMinutes * 60
    let evening = day + 20 * 3_600 + startSecond % 5_400
    return Moment(secondsSinceEpoch: max(evening, startSecond + seconds + 60), offsetMinutes: 0)
  }

  var interviewer: String { Self.code(2 * team + 1) }
  var secondInterviewer: String { Self.code(2 * team + 2) }
  var device: String { "collect:team\(Self.digits(team + 1))" }
  var submitter: (id: String, name: String) {
    ("\(100 + team)", "team\(Self.digits(team + 1))")
  }

  /// The visit whose form is filled in after this one, at the same place.
  func followed(byForm seconds: Int) -> Submission {
    var next = self
    next.startSecond = startSecond + self.seconds + 45
    next.seconds = seconds
    return next
  }

  private static func code(_ number: Int) -> String { "E" + digits(number) }

  private static func digits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension Seed {
  /// An identity in the form of a UUID that follows from a label.
  func uuid(_ label: String) -> String {
    let hex = Array(ticket(of: Label(label)).hex)
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
    return "uuid:" + parts.joined(separator: "-")
  }
}
