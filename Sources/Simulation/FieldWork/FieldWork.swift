// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
public import Tables

/// The field work of a drawn sample, played: every unit is visited, and its answers show what is true.
///
/// Without faults everybody is at home and every answer is the truth. Otherwise 9% of the households
/// are never found at home, 6% have moved away, 0.5% refuse, some need a second or third visit, one
/// interview in a hundred suspects what is not so, and a few submissions have errors that an import
/// must refuse. A unit's answers follow from the seed and its path alone, whoever else was drawn.
public struct FieldWork: Sendable {
  /// A form that the play knows how to fill in.
  public enum Questionnaire: String, CaseIterable, Sendable {
    /// The verification of a household.
    case household
    /// Approval and satisfaction.
    case satisfaction
    /// The inspection of a village.
    case villageExit = "village_exit"
  }

  private let truth: Truth
  private let seed: Seed
  private let isFaultless: Bool
  private let visits: [Submission]
  private let drawn: Set<UnitID>

  /// When the forms are checked: the end of 2017, long after all field work.
  private static let clock = Moment(days: 17_531)

  /// The field work of the given units.
  ///
  /// - Parameters:
  ///   - paths: the paths of the main units, villages and households.
  ///   - truth: what is the case.
  ///   - seed: the text that everything random follows from.
  ///   - isFaultless: whether everybody is at home and no error is made.
  /// - Complexity: n log n in units.
  public init(of paths: [UnitID], truth: Truth, seed: Seed, isFaultless: Bool = false) {
    self.truth = truth
    self.seed = seed
    self.isFaultless = isFaultless
    drawn = Set(paths)
    visits = FieldSchedule(paths, seed: seed, isFaultless: isFaultless).visits
  }

  /// Fills in one form at every visit that it belongs to.
  ///
  /// - Parameters:
  ///   - questionnaire: which of the play's forms it is.
  ///   - form: the form.
  ///   - unit: the question whose answer is the unit's path.
  ///   - progress: hears the visits that are done.
  /// - Returns: the submissions as an export of ODK Central, in the order of time.
  /// - Throws: ``Tables/Fault/Code/unitWithoutTruth`` and the other faults of a truth;
  ///   ``Tables/Fault/Code/playedAnswerRefused`` if the form asks what the play does not know.
  /// - Complexity: linear in visits and questions.
  public func answers(
    to questionnaire: Questionnaire, form: Form, unit: String, progress: Progress? = nil
  ) throws -> Table {
    let checker = FormChecker(form: form, now: Self.clock)
    let villages = questionnaire == .villageExit ? try TrueVillage.all(in: truth) : [:]
    var submissions: [Played] = []
    for (number, visit) in visits.enumerated() {
      try progress?(number, visits.count)
      guard (visit.path.top == visit.path) == (questionnaire == .villageExit) else { continue }
      var stream = UniformStream(
        seed: seed,
        label: Label("/answers/\(questionnaire.rawValue)/\(visit.path.text)/\(visit.attempt)"))
      var draft = AnswerDraft(form)
      var held = visit
      switch questionnaire {
      case .household:
        let household = try TrueHousehold(visit.path, in: truth)
        let slip = isFaultless ? nil : Slip.draw(household, stream: &stream)
        HouseholdInterview(household, visit: visit, slip: slip)
          .answer(&draft, unit: unit, stream: &stream)
      case .satisfaction:
        guard visit.outcome == .complete else { continue }
        held = visit.followed(byForm: stream.next(in: 180...420))
        SatisfactionInterview(
          household: try TrueHousehold(visit.path, in: truth), visit: held,
          isFaultless: isFaultless
        ).answer(&draft, unit: unit, stream: &stream)
      case .villageExit:
        guard let village = villages[visit.path] else {
          throw Fault(.unitWithoutTruth, ["path": visit.path.text])
        }
        VillageInspection(village: village, visit: visit)
          .answer(&draft, unit: unit, stream: &stream)
      }
      let key = "/answers/key/\(questionnaire.rawValue)/\(visit.path.text)/\(visit.attempt)"
      var played = Played(
        texts: try draft.settled(by: checker), visit: held, key: seed.uuid(key))
      if !isFaultless, visit.outcome == .complete, let error = DataError.draw(&stream) {
        if error == .sentTwice {
          submissions.append(Played(texts: played.texts, visit: held, key: seed.uuid(key + "/2")))
        }
        error.strike(
          &played.texts, form: form, unit: unit, neighbour: neighbour(of: visit.path, &stream))
      }
      submissions.append(played)
    }
    try progress?(visits.count, visits.count)
    return export(submissions, form)
  }

  private struct Played {
    var texts: [String]
    let visit: Submission
    let key: String
  }

  private func export(_ submissions: [Played], _ form: Form) -> Table {
    var export = CentralExport(form)
    let order = submissions.indices.sorted {
      (submissions[$0].visit.startSecond, $0) < (submissions[$1].visit.startSecond, $1)
    }
    for index in order {
      export.append(submissions[index].texts, submissions[index].visit, key: submissions[index].key)
    }
    return export.table
  }

  /// A household that was not drawn, of those that follow in the truth.
  private func neighbour(of path: UnitID, _ stream: inout UniformStream) -> UnitID? {
    truth.path(after: path, steps: stream.next(in: 1...5)).flatMap {
      drawn.contains($0) || $0.top != path.top ? nil : $0
    }
  }
}
