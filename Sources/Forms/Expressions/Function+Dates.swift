// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Function {
  /// Dates. They are numbers of days in sums and comparisons, ISO 8601 as text.
  static let dates = [
    Function("today", 0...0, .moment) { .moment(try $1.now("today").date) },

    Function("now", 0...0, .moment) { .moment(try $1.now("now")) },

    // From ISO 8601 or from days since 1970-01-01; empty stays empty.
    Function("date", 1...1, .unknown) { arguments, evaluation in
      guard let moment = try moment(arguments[0], evaluation) else { return .empty }
      return .moment(moment.date)
    },

    Function("date-time", 1...1, .unknown) { arguments, evaluation in
      guard let moment = try moment(arguments[0], evaluation) else { return .empty }
      return .moment(moment)
    },

    Function("format-date", 2...2, .text) { try format($0, $1) },

    Function("format-date-time", 2...2, .text) { try format($0, $1) },
  ]

  private static func moment(_ node: Int, _ evaluation: Evaluation) throws -> Moment? {
    switch try evaluation.value(node) {
    case .moment(let moment): return moment
    case .text(let text) where text.utf8.isEmpty: return nil
    case .text(let text):
      if let moment = Moment(text) { return moment }
      throw evaluation.fault(.notADate, ["value": text])
    case .number(let number):
      if number.isNaN { return nil }
      // Ten thousand years on either side.
      guard abs(number) < 3_652_425 else {
        throw evaluation.fault(.notADate, ["value": Expression.Value.text(from: number)])
      }
      let days = number.rounded(.down)
      let milliseconds = ((number - days) * 86_400_000).rounded(.down)
      return Moment(
        days: Int(days), milliseconds: milliseconds == 0 ? nil : Int(milliseconds),
        offsetMinutes: nil)
    case .boolean(let boolean):
      throw evaluation.fault(.notADate, ["value": "\(boolean)"])
    }
  }

  /// Fills in `%Y %y %m %n %d %e %H %h %M %S %3 %%`.
  private static func format(_ arguments: [Int], _ evaluation: Evaluation) throws
    -> Expression.Value
  {
    guard let moment = try moment(arguments[0], evaluation) else { return .empty }
    let (year, month, day) = moment.calendarDate
    let milliseconds = moment.milliseconds ?? 0
    let seconds = milliseconds / 1000
    let pattern = try evaluation.text(arguments[1])
    var result = ""
    var scalars = pattern.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "Y": result += year.padded(4)
      case "y": result += (year % 100).padded(2)
      case "m": result += month.padded(2)
      case "n": result += "\(month)"
      case "d": result += day.padded(2)
      case "e": result += "\(day)"
      case "H": result += (seconds / 3600).padded(2)
      case "h": result += "\(seconds / 3600)"
      case "M": result += (seconds / 60 % 60).padded(2)
      case "S": result += (seconds % 60).padded(2)
      case "3": result += (milliseconds % 1000).padded(3)
      case "%": result += "%"
      default: throw evaluation.fault(.invalidPattern, ["pattern": pattern])
      }
    }
    return .text(result)
  }
}
