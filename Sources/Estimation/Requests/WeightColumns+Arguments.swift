// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension WeightColumns.Margin {
  /// The margin that an argument `COL:A=N,B=N` describes, or `COL*COL2:A*X=N,…` for crossed columns.
  /// - Throws: ``Fault/Code/malformedArgument``; ``Fault/Code/totalIsNoNumber``;
  ///   ``Fault/Code/levelTwice``.
  public init(argument: String) throws {
    let malformed = Fault(.malformedArgument, ["argument": argument])
    var columns: [String] = []
    var levels: [Level] = []
    var labels: [String] = []
    var seen: Set<[UnitID]> = []
    var isInColumns = true
    for (index, (word, end)) in try ArgumentWords.tokens(argument, at: ":*=,").enumerated() {
      if isInColumns {
        columns.append(word)
        guard end == "*" || end == ":" else { throw malformed }
        isInColumns = end == "*"
        continue
      }
      let isTotal = index > 0 && labels.count == columns.count
      if isTotal {
        guard end == "," || end == nil else { throw malformed }
        guard seen.insert(labels.map { UnitID($0) }).inserted else {
          throw Fault(
            .levelTwice, ["argument": argument, "level": labels.joined(separator: "*")])
        }
        levels.append(Level(labels: labels, total: try populationTotal(word, of: argument)))
        labels = []
      } else {
        labels.append(word)
        guard end == (labels.count == columns.count ? "=" : "*") else { throw malformed }
      }
    }
    guard !levels.isEmpty, labels.isEmpty else { throw malformed }
    self.init(columns: columns, totals: levels)
  }
}

extension WeightColumns.Term {
  /// The auxiliary variables that an argument `(count)=N,COL=TOTAL,COL:LEVEL=N` lists.
  /// - Throws: ``Fault/Code/malformedArgument``; ``Fault/Code/totalIsNoNumber``.
  public static func terms(argument: String) throws -> [WeightColumns.Term] {
    let malformed = Fault(.malformedArgument, ["argument": argument])
    var terms: [WeightColumns.Term] = []
    var words: [String] = []
    for (word, end) in try ArgumentWords.tokens(argument, at: ":=,") {
      if words.isEmpty {
        guard end == ":" || end == "=" else { throw malformed }
        words = end == ":" ? [word] : [word, ""]
      } else if words.count == 1 {
        guard end == "=" else { throw malformed }
        words.append(word)
      } else {
        guard end == "," || end == nil else { throw malformed }
        let isCount = words == ["(count)", ""]
        terms.append(
          WeightColumns.Term(
            column: isCount ? nil : words[0], level: words[1].isEmpty ? nil : words[1],
            total: try populationTotal(word, of: argument)))
        words = []
      }
    }
    guard words.isEmpty else { throw malformed }
    return terms
  }
}

extension CalibrationDistance {
  /// The distance of a name: linear, raking, logit.
  /// - Throws: ``Fault/Code/unknownCalibration``; ``Fault/Code/boundsNeeded`` for logit without bounds;
  ///   ``Fault/Code/boundsWithoutOne`` unless the bounds hold 1.
  public init(name: String, bounds: ClosedRange<Double>?) throws {
    if let bounds, !(bounds.lowerBound < 1 && bounds.upperBound > 1) {
      throw Fault(
        .boundsWithoutOne, ["lower": "\(bounds.lowerBound)", "upper": "\(bounds.upperBound)"])
    }
    switch name {
    case "linear": self = .linear(bounds: bounds)
    case "raking": self = .raking(bounds: bounds)
    case "logit":
      guard let bounds else { throw Fault(.boundsNeeded) }
      self = .logit(bounds: bounds)
    default:
      throw Fault(.unknownCalibration, ["name": name, "available": "linear, raking, logit"])
    }
  }
}

extension WeightColumns {
  /// An adjustment from the words of a command line.
  ///
  /// - Parameters:
  ///   - poststratify: `COL:A=N,B=N`.
  ///   - rake: margins of the same form.
  ///   - calibrate: `(count)=N,COL=TOTAL,COL:LEVEL=N`.
  ///   - calibration: the name of the distance; linear unless given.
  ///   - bounds: `L,U`, the factors of the weights.
  ///   - trim: `L,U`, the weights.
  ///   - responseClasses: `COL*COL2`; `nil` without nonresponse adjustment.
  /// - Throws: ``Fault/Code/severalFits``, ``Fault/Code/optionWithoutOther``, and faults of the words.
  public init(
    poststratify: String?, rake: [String], calibrate: String?, calibration: String?,
    bounds: String?, trim: String?, responseClasses: [String]?
  ) throws {
    let fits = (poststratify == nil ? 0 : 1) + (rake.isEmpty ? 0 : 1) + (calibrate == nil ? 0 : 1)
    guard fits <= 1 else { throw Fault(.severalFits) }
    for (option, value) in [("--calibration", calibration), ("--bounds", bounds)]
    where value != nil && calibrate == nil {
      throw Fault(.optionWithoutOther, ["option": option, "other": "--calibrate"])
    }
    var fit: Fit?
    if let poststratify {
      fit = .poststratification(try Margin(argument: poststratify))
    } else if let calibrate {
      fit = .calibration(
        try Term.terms(argument: calibrate),
        try CalibrationDistance(
          name: calibration ?? "linear", bounds: try bounds.map { try Self.range(argument: $0) }))
    } else if !rake.isEmpty {
      fit = .raking(try rake.map { try Margin(argument: $0) })
    }
    self.init(
      fit: fit, responseClasses: responseClasses,
      trim: try trim.map { try Self.range(argument: $0) })
  }

  /// The range that an argument `L,U` describes; `-` leaves an end open.
  /// - Throws: ``Fault/Code/malformedArgument`` unless L is below U.
  public static func range(argument: String) throws -> ClosedRange<Double> {
    let words = try ArgumentWords.words(argument, at: ",")
    guard words.count == 2,
      let lower = words[0] == "-" ? -Double.infinity : parseNumber(words[0]),
      let upper = words[1] == "-" ? Double.infinity : parseNumber(words[1]), lower < upper
    else { throw Fault(.malformedArgument, ["argument": argument]) }
    return lower...upper
  }
}

/// A population total, which is a number and not negative.
private func populationTotal(_ word: String, of argument: String) throws -> Double {
  guard let total = parseNumber(word) else {
    throw Fault(.totalIsNoNumber, ["argument": argument, "value": word])
  }
  return total
}

extension Fault.Code {
  /// Weights are to be fitted in more than one way.
  public static let severalFits = Fault.Code("several-fits", .usage)
  /// An option stands without the one that gives it a meaning.
  public static let optionWithoutOther = Fault.Code("option-without-other", .usage)
  /// A population total is not a number.
  public static let totalIsNoNumber = Fault.Code("total-is-no-number", .usage)
  /// A level stands twice among totals.
  public static let levelTwice = Fault.Code("level-twice", .usage)
  /// A distance of calibration that does not exist was named.
  public static let unknownCalibration = Fault.Code("unknown-calibration", .usage)
  /// The logit distance needs bounds.
  public static let boundsNeeded = Fault.Code("bounds-needed", .usage)
  /// Bounds of weight factors do not lie on both sides of 1.
  public static let boundsWithoutOne = Fault.Code("bounds-without-one", .usage)
}
