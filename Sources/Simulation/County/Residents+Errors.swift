// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

extension Residents {
  /// The people as the errors of a scenario have them live: poor where the register says not, and the
  /// other way round.
  func living(with truth: TrueErrors, streams: Streams) -> Residents {
    var lives = self
    var stream = streams["errors/lives"]
    for row in 0..<count {
      guard let error = truth.errors[row] else { continue }
      switch (error, truth.reasons[row]) {
      case (.wrongfulExit, "income"), (.omitted, "income"):
        lives.incomes[row] = stream.next(in: 1_500...3_100)
      case (.wrongfulExit, "housing"), (.omitted, "housing"):
        lives.housing[row] = .unsafe
      case (.missedExit, _):
        lives.incomes[row] = stream.next(in: 3_400...6_000)
        if housing[row] == .unsafe { lives.housing[row] = .safe }
      default: break
      }
    }
    return lives
  }
}
