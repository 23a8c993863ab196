// SPDX-License-Identifier: GPL-3.0-or-later

internal import Forms
internal import Sampling
internal import Tables

/// An honest error on the way from the doorstep to the file.
enum DataError: CaseIterable {
  /// The number of the household has a digit too many.
  case mistypedUnit
  /// The same interview was sent twice.
  case sentTwice
  /// The clock of the tablet was a hundred years ahead.
  case wrongClock
  /// A paper form was typed with the word instead of its code.
  case wordForCode
  /// A count has a digit too many.
  case digitTooMany
  /// The interview was held next door.
  case wrongDoor

  /// Hundred thousandths of submissions with each error.
  private static let perHundredThousand = 120

  /// The error of a submission, mostly none.
  static func draw(_ stream: inout UniformStream) -> DataError? {
    let draw = stream.nextInteger(below: 100_000) / perHundredThousand
    return draw < allCases.count ? allCases[draw] : nil
  }

  /// Does to the answers what the error does.
  func strike(_ texts: inout [String], form: Form, unit: String, neighbour: UnitID?) {
    func change(_ name: String, _ edit: (String) -> String) {
      guard let index = form.index(of: name), !texts[index].isEmpty else { return }
      texts[index] = edit(texts[index])
    }
    switch self {
    case .sentTwice: break
    case .mistypedUnit: change(unit) { $0 + "0" }
    case .wrongClock:
      for question in form.questions {
        if [.start, .end, .today].contains(question.type) {
          change(question.name) { "21" + $0.dropFirst(2) }
        }
      }
    case .wordForCode: change("a_officials_out") { _ in "是" }
    case .digitTooMany: change("b_chronic") { _ in "55" }
    case .wrongDoor: change(unit) { neighbour?.text ?? $0 }
    }
  }
}
