// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling

/// All that a round came to: indicators, the overall result, response and findings.
public struct AssessmentResult: Sendable, Equatable {
  /// The indicators in the profile's order.
  public let indicators: [IndicatorResult]
  /// The overall result.
  public let overall: OverallResult
  /// Response by sample, in the design's order.
  public let response: [SampleResponse]
  /// Findings by kind, in the profile's order.
  public let findings: [FindingCount]
  /// Questions that were asked and not answered, by question.
  public let unknowns: [UnknownAnswers]
  /// Cells in which nobody was interviewed and whose population other cells stand for.
  public let emptyCells: [EmptyCell]
  /// Units that were not drawn and visited all the same; they enter no figure.
  public var leads: LeadCounts = .none
  /// The confidence of all limits and of the evidence.
  public var confidence = Rational(19, 20)
  /// What a reader must know of the method of all figures.
  public var notes: [Remark] = []

  /// All parts of a result.
  public init(
    indicators: [IndicatorResult], overall: OverallResult, response: [SampleResponse],
    findings: [FindingCount], unknowns: [UnknownAnswers], emptyCells: [EmptyCell]
  ) {
    self.indicators = indicators
    self.overall = overall
    self.response = response
    self.findings = findings
    self.unknowns = unknowns
    self.emptyCells = emptyCells
  }
}

/// The result over all indicators with a requirement.
public struct OverallResult: Sendable, Equatable {
  /// What the official rule says.
  public enum Official: String, Sendable, Equatable {
    /// Every requirement is met.
    case passed
    /// At least one is not.
    case failed
    /// A figure is missing.
    case undecided
  }

  /// What the evidence says.
  public enum Conclusion: String, Sendable, Equatable {
    /// Every indicator passes on conclusive evidence.
    case passedConclusively = "passed-conclusively"
    /// Holm's procedure rejects at least one indicator's requirement.
    case failedConclusively = "failed-conclusively"
    /// Neither.
    case notConclusive = "not-conclusive"
  }

  /// The official rule's result.
  public let official: Official
  /// The strength of the evidence.
  public let conclusion: Conclusion
  /// The names of the indicators that decide, in the profile's order.
  public let deciding: [String]
  /// The names of those that do not meet their requirement.
  public let failed: [String]
  /// Whether suspected findings are still open, so that everything is provisional.
  public let isProvisional: Bool

  /// An overall result.
  public init(
    official: Official, conclusion: Conclusion, deciding: [String], failed: [String],
    isProvisional: Bool
  ) {
    self.official = official
    self.conclusion = conclusion
    self.deciding = deciding
    self.failed = failed
    self.isProvisional = isProvisional
  }
}

/// How the drawn units of one sample responded.
///
/// A unit that was replaced counts with its own outcome; its substitute is counted apart.
public struct SampleResponse: Sendable, Equatable {
  /// The sample's name in the design.
  public let sample: String
  /// What it is called.
  public let label: BilingualText
  /// Main units that were drawn.
  public let drawn: Int
  /// Main units by the kind of their best attempt, in the order of ``Outcome/Kind``.
  public let outcomes: [Outcome.Kind: Int]
  /// Main units without any answer.
  public let outstanding: Int
  /// The reserves that were opened.
  public let substitutes: Substitutes

  /// The reserves of a sample that were opened.
  public struct Substitutes: Sendable, Equatable {
    /// How many.
    public var opened: Int
    /// Those with a complete interview.
    public var completed: Int
    /// Whether they take the weight of the unit that they replace, which is imputation; otherwise they
    /// are further units of a simple random sample.
    public var takeWeights: Bool

    /// Opened reserves.
    public init(opened: Int, completed: Int, takeWeights: Bool) {
      self.opened = opened
      self.completed = completed
      self.takeWeights = takeWeights
    }
  }

  /// Response of a sample.
  public init(
    sample: String, label: BilingualText, drawn: Int, outcomes: [Outcome.Kind: Int],
    outstanding: Int,
    substitutes: Substitutes = Substitutes(opened: 0, completed: 0, takeWeights: false)
  ) {
    self.sample = sample
    self.label = label
    self.drawn = drawn
    self.outcomes = outcomes
    self.outstanding = outstanding
    self.substitutes = substitutes
  }
}

/// How a visit ended.
public struct Outcome: Sendable, Equatable {
  /// The kinds that decide what a unit counts as.
  public enum Kind: String, Sendable, CaseIterable, Hashable {
    /// The interview is complete.
    case completed
    /// The household refused.
    case refused
    /// Nobody could be met.
    case noncontact
    /// The unit does not belong to the population any more; it stays in as a zero.
    case ineligible
  }

  /// The choice's name in the form.
  public let name: String
  /// Its kind.
  public let kind: Kind
  /// What it is called.
  public let label: BilingualText
  /// Whether it says that the unit was not found where it should be.
  public let isNotFound: Bool

  /// An outcome.
  public init(name: String, kind: Kind, label: BilingualText, isNotFound: Bool = false) {
    self.name = name
    self.kind = kind
    self.label = label
    self.isNotFound = isNotFound
  }
}

/// Findings of one kind, by state.
public struct FindingCount: Sendable, Equatable {
  /// The kind's name, such as `wrongful_exit`.
  public let kind: String
  /// What it is called.
  public let label: BilingualText
  /// Suspected and not decided: units, persons.
  public let suspected: (units: Int, persons: Int)
  /// Confirmed: units, persons.
  public let confirmed: (units: Int, persons: Int)
  /// Cleared: units, persons.
  public let cleared: (units: Int, persons: Int)

  /// Findings of a kind.
  public init(
    kind: String, label: BilingualText, suspected: (units: Int, persons: Int),
    confirmed: (units: Int, persons: Int), cleared: (units: Int, persons: Int)
  ) {
    self.kind = kind
    self.label = label
    self.suspected = suspected
    self.confirmed = confirmed
    self.cleared = cleared
  }

  /// Equality of kind and counts.
  public static func == (left: FindingCount, right: FindingCount) -> Bool {
    left.kind == right.kind && left.label == right.label && left.suspected == right.suspected
      && left.confirmed == right.confirmed && left.cleared == right.cleared
  }
}

/// A question that was asked and left unanswered by some.
public struct UnknownAnswers: Sendable, Equatable {
  /// The question's name.
  public let question: String
  /// The units that left it unanswered, by path.
  public let units: [String]

  /// Unanswered questions.
  public init(question: String, units: [String]) {
    self.question = question
    self.units = units
  }
}

/// A cell of the sample in which nobody was interviewed.
public struct EmptyCell: Sendable, Equatable {
  /// The sample's name.
  public let sample: String
  /// The first-stage unit.
  public let parent: String
  /// The stratum's record; empty without strata.
  public let stratum: String
  /// The units that it stands for.
  public let population: Int

  /// An empty cell.
  public init(sample: String, parent: String, stratum: String, population: Int) {
    self.sample = sample
    self.parent = parent
    self.stratum = stratum
    self.population = population
  }
}
