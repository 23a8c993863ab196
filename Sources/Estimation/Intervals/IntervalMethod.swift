// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// One end of an interval: a number, or the reason why there is none.
public struct Limit: Sendable, Hashable {
  /// The limit, `nil` if the method has none here.
  public let value: Double?
  /// The rule that the limit rests on, if data alone give none, or why it does not exist.
  public let rule: FigureRule?
  /// The limit as a number of units of the population, for methods that count them.
  public let count: Int?

  /// A limit and the rule it rests on.
  public init(_ value: Double, _ rule: FigureRule? = nil, count: Int? = nil) {
    self.value = value
    self.rule = rule
    self.count = count
  }

  /// No limit, and why.
  public init(without rule: FigureRule) {
    value = nil
    count = nil
    self.rule = rule
  }
}

/// Which end of an interval.
public enum IntervalEnd: Sendable, Hashable {
  /// The end below the estimate.
  case lower
  /// The end above the estimate.
  case upper
}

/// A method of intervals for estimates from a survey design.
///
/// Its law: a limit is a finite number, or `nil` with a rule; and a smaller tail never brings an end
/// closer to the estimate (``ArcsineInterval`` breaks this as R does).
public protocol IntervalMethod: Sendable {
  /// The name by which users ask for the method.
  static var name: String { get }

  /// The end of the interval beyond which the true value lies with probability `tail`.
  ///
  /// - Parameters:
  ///   - value: the estimate, which exists.
  ///   - tail: between 0 and 1/2.
  static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit
}

/// The methods that can be asked for by name.
public enum IntervalMethods {
  /// All methods, in the order in which they are listed.
  public static let all: [any IntervalMethod.Type] = [
    StabilizedInterval.self,
    KornGraubardInterval.self, TInterval.self, MeanInterval.self, LogitInterval.self,
    LikelihoodInterval.self, XLogitInterval.self, BetaInterval.self, WilsonInterval.self,
    ArcsineInterval.self, JeffreysInterval.self, AgrestiCoullInterval.self, UniformInterval.self,
    StratifiedExactInterval.self, ConservativeInterval.self,
  ]

  /// The method of a name.
  /// - Throws: ``Fault/Code/unknownInterval``, which lists the names.
  public static func named(_ name: String) throws -> any IntervalMethod.Type {
    guard let method = all.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      throw Fault(
        .unknownInterval,
        ["name": name, "available": all.map { $0.name }.joined(separator: ", ")])
    }
    return method
  }
}

/// An interval around an estimate.
public struct Interval: Sendable, Hashable {
  /// The name of the method.
  public let method: String
  /// The confidence of the two-sided interval, and of each one-sided limit by itself.
  public let confidence: Double
  /// The lower limit of the two-sided interval.
  public let lower: Double?
  /// The upper limit of the two-sided interval.
  public let upper: Double?
  /// The limit above which the true value lies with the confidence.
  public let lowerOneSided: Double?
  /// The limit below which the true value lies with the confidence.
  public let upperOneSided: Double?
  /// The lower limit of the two-sided interval as a number of units, for methods that count them.
  public let lowerCount: Int?
  /// The upper limit of the two-sided interval as a number of units.
  public let upperCount: Int?
  /// The rule that the limits rest on, if any.
  public let rule: FigureRule?
}

extension Estimate {
  /// The method for this estimate unless another is asked for: ``StabilizedInterval`` for rates,
  /// ``MoverInterval`` for the change of a rate between rounds, ``TInterval`` for all else.
  public var defaultInterval: any IntervalMethod.Type {
    if isRate { return StabilizedInterval.self }
    return rateDifference == nil ? TInterval.self : MoverInterval.self
  }

  /// One end of an interval, beyond which the true value lies with probability `tail`.
  ///
  /// - Parameters:
  ///   - tail: 0.05 for a one-sided limit at 95%.
  ///   - method: `nil` for ``defaultInterval``.
  /// - Throws: an error of the numerical methods.
  public func limit(
    _ end: IntervalEnd, tail: Double, by method: (any IntervalMethod.Type)? = nil
  ) throws -> Limit {
    precondition(tail > 0 && tail < 0.5)
    guard let value else { return Limit(without: rules.first ?? .emptyDomain) }
    let method = method ?? defaultInterval
    // A method that counts units counts them in a census, too.
    if isCensus, method != StratifiedExactInterval.self { return Limit(value, .census) }
    return try method.limit(end, of: self, value: value, tail: tail)
  }

  /// The two-sided interval and both one-sided limits.
  ///
  /// - Parameters:
  ///   - method: `nil` for ``defaultInterval``.
  ///   - confidence: between 0.5 and 1.
  /// - Throws: an error of the numerical methods.
  public func interval(
    _ method: (any IntervalMethod.Type)? = nil, confidence: Double = 0.95
  ) throws -> Interval {
    let method = method ?? defaultInterval
    let tail = 1 - confidence
    let lower = try limit(.lower, tail: tail / 2, by: method)
    let upper = try limit(.upper, tail: tail / 2, by: method)
    return Interval(
      method: method.name, confidence: confidence, lower: lower.value, upper: upper.value,
      lowerOneSided: try limit(.lower, tail: tail, by: method).value,
      upperOneSided: try limit(.upper, tail: tail, by: method).value,
      lowerCount: lower.count, upperCount: upper.count,
      rule: upper.rule ?? lower.rule)
  }
}

extension Fault.Code {
  /// A method of intervals that does not exist was named.
  public static let unknownInterval = Fault.Code("unknown-interval", .usage)
}
