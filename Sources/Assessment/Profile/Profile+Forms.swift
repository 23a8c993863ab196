// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A form as the profile uses it; its questions stand in its sheets.
public struct FormDescription: Sendable, Equatable {
  /// The form's name.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// The folder of its sheets, below the profile's.
  public let folder: String
  /// The question whose answer is the unit's path.
  public let unit: String
  /// The samples whose units are asked.
  public let samples: [String]
  /// The question that tells how a visit ended; without one every submission is complete.
  public let outcome: String?
  /// The question that tells who interviewed.
  public let interviewer: String?
  /// The question that tells how the interview was held.
  public let mode: String?
  /// Where the profile describes it.
  public let place: Place

  init(_ name: String, _ value: YAMLValue, samples known: [String]) throws {
    self.name = name
    place = value.place
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    folder = try mapping.required("folder").text()
    unit = try mapping.required("unit").text()
    samples = try mapping.required("samples").references(in: known)
    outcome = try mapping.optional("outcome")?.text()
    interviewer = try mapping.optional("interviewer")?.text()
    mode = try mapping.optional("mode")?.text()
    try mapping.finish()
  }
}

extension Profile {
  /// The outcomes of an `outcomes:` section, the best first.
  static func outcomes(_ value: YAMLValue) throws -> [Outcome] {
    let outcomes = try value.namedEntries().map { name, value in
      var mapping = try value.mapping()
      let outcome = Outcome(
        name: name, kind: try mapping.required("kind").choice(),
        label: try mapping.required("label").bilingual(),
        isNotFound: try mapping.optional("not_found")?.boolean() ?? false)
      try mapping.finish()
      return outcome
    }
    guard outcomes.contains(where: { $0.kind == .completed }) else {
      throw value.fault(.noCompletedOutcome)
    }
    return outcomes
  }

  /// The attempt that counts among several for one unit: the one whose outcome is the best, and the
  /// first of them in time, since a later visit to a finished interview is a check and no answer.
  ///
  /// - Parameter attempts: the outcomes in time order.
  /// - Returns: the position of the attempt; `nil` if there is none with a known outcome.
  public func bestAttempt(_ attempts: [String]) -> Int? {
    var best: (rank: Int, position: Int)?
    for (position, attempt) in attempts.enumerated() {
      let rank = outcomes.firstIndex { bytesCompare($0.name, attempt) == 0 }
      if let rank, rank < best?.rank ?? .max { best = (rank, position) }
    }
    return best?.position
  }
}

extension Fault.Code {
  /// No outcome of a profile counts as a completed interview.
  public static let noCompletedOutcome = Fault.Code("no-completed-outcome", .configuration)
}
