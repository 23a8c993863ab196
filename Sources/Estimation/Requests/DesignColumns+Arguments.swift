// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension DesignColumns {
  /// The columns of a design from the words of a command line.
  ///
  /// In each argument a comma separates stages, an asterisk crosses columns, and `-` leaves a stage
  /// out. An argument that names an existing column whole is that column.
  /// - Parameters:
  ///   - strata: strata by stage, such as `region*type,card`.
  ///   - clusters: clusters by stage; `-` in the last place makes each row a unit.
  ///   - populations: population sizes by stage.
  ///   - fractions: sampling fractions by stage, instead of population sizes.
  ///   - probabilities: probabilities of units by stage, where they have no population size or
  ///     fraction.
  ///   - unequal: how the variance of stages with probabilities is estimated; by Brewer's
  ///     approximation unless given.
  ///   - header: the columns that exist.
  /// - Throws: ``Fault/Code/malformedArgument``; ``Fault/Code/ppsWithoutProbability``;
  ///   ``Fault/Code/crossedColumns`` where only one column can
  ///   stand; ``Fault/Code/populationAndFraction`` if both are given;
  ///   ``Fault/Code/probabilityAndPopulation`` if a stage has probabilities and one of them.
  public init(
    strata: String? = nil, clusters: String? = nil, populations: String? = nil,
    fractions: String? = nil, probabilities: String? = nil, weight: String? = nil,
    lonely: LonelyRule? = nil,
    unequal: UnequalChoice? = nil, header: [String]
  ) throws {
    if unequal != nil && probabilities == nil { throw Fault(.ppsWithoutProbability) }
    if populations != nil && fractions != nil { throw Fault(.populationAndFraction) }
    let names = ArgumentNames(header: header)
    // Only a cluster's `-` makes a stage, whose units are rows; elsewhere it leaves one as it is.
    var strata = try strata.map { try names.stages($0) } ?? []
    while strata.last?.isEmpty == true { strata.removeLast() }
    let clusters = try names.single(clusters)
    let populations = try names.single(populations, trimming: true)
    let fractions = try names.single(fractions, trimming: true)
    let probabilities = try names.single(probabilities, trimming: true)
    let count = max(
      1, strata.count, clusters.count, populations.count, fractions.count, probabilities.count)
    let stages = (0..<count).map { stage in
      Stage(
        strata: stage < strata.count ? strata[stage] : [],
        cluster: stage < clusters.count ? clusters[stage] : nil,
        population: stage < populations.count ? populations[stage] : nil,
        fraction: stage < fractions.count ? fractions[stage] : nil,
        probability: stage < probabilities.count ? probabilities[stage] : nil)
    }
    if let both = stages.firstIndex(where: {
      $0.probability != nil && ($0.population ?? $0.fraction) != nil
    }) {
      throw Fault(.probabilityAndPopulation, ["stage": "\(both + 1)"])
    }
    self.init(stages: stages, weight: try weight.map { try names.name($0) }, lonely: lonely)
    if let unequal { unequalVariance = unequal.variance }
  }
}

extension DrawnColumns {
  /// Takes the words of a command line for what a drawn file does not tell.
  ///
  /// - Parameters:
  ///   - id: the column of the last stage's ids.
  ///   - balance: the balanced columns, such as `persons,township:levels`.
  ///   - coordinates: the columns of coordinates.
  /// - Throws: ``Fault/Code/malformedArgument``.
  public mutating func read(
    id: String? = nil, balance: String? = nil, coordinates: String? = nil,
    unequal: UnequalChoice? = nil, header: [String]
  ) throws {
    let names = ArgumentNames(header: header)
    func list(_ argument: String) throws -> [String] {
      names.exists(argument) ? [argument] : try ArgumentWords.words(argument, at: ",")
    }
    self.id = try id.map { try names.name($0) }
    self.balance = try balance.map { try list($0) } ?? []
    self.coordinates = try coordinates.map { try list($0) } ?? []
    unequalVariance = unequal?.variance
  }
}

extension EstimateRequest.Item {
  /// The proportion that an argument `COL` or `COL=VALUE` asks for.
  /// - Throws: ``Fault/Code/malformedArgument``.
  public static func proportion(argument: String, header: [String]) throws -> Self {
    let names = ArgumentNames(header: header)
    if names.exists(argument) { return .proportion(argument, level: nil) }
    let words = try ArgumentWords.words(argument, at: "=", limit: 2)
    return .proportion(words[0], level: words.count == 2 ? words[1] : nil)
  }

  /// The ratio that an argument `NUM/DEN` asks for.
  /// - Throws: ``Fault/Code/malformedArgument`` unless it names two columns.
  public static func ratio(argument: String) throws -> Self {
    let words = try ArgumentWords.words(argument, at: "/")
    guard words.count == 2 else { throw Fault(.malformedArgument, ["argument": argument]) }
    return .ratio(words[0], words[1])
  }

  /// The mean that an argument asks for.
  /// - Throws: ``Fault/Code/malformedArgument``.
  public static func mean(argument: String, header: [String]) throws -> Self {
    .mean(try ArgumentNames(header: header).name(argument))
  }

  /// The total that an argument asks for.
  /// - Throws: ``Fault/Code/malformedArgument``.
  public static func total(argument: String, header: [String]) throws -> Self {
    .total(try ArgumentNames(header: header).name(argument))
  }
}

extension EstimateRequest {
  /// The column of rounds that an argument names.
  /// - Throws: ``Fault/Code/malformedArgument``.
  public static func columnOfRounds(argument: String, header: [String]) throws -> String {
    try ArgumentNames(header: header).name(argument)
  }

  /// The columns that an argument `COL*COL2` crosses.
  /// - Throws: ``Fault/Code/malformedArgument``.
  public static func crossedColumns(argument: String, header: [String]) throws -> [String] {
    if ArgumentNames(header: header).exists(argument) { return [argument] }
    return try ArgumentWords.words(argument, at: "*")
  }
}

/// Names of columns in arguments.
private struct ArgumentNames {
  let header: [String]

  func exists(_ name: String) -> Bool {
    header.contains { bytesCompare($0, name) == 0 }
  }

  /// One name, in quotation marks or not.
  func name(_ argument: String) throws -> String {
    if exists(argument) || !argument.utf8.starts(with: "\"".utf8) { return argument }
    return try ArgumentWords.words(argument, at: "\"", limit: 1)[0]
  }

  /// The columns of each stage.
  func stages(_ argument: String) throws -> [[String]] {
    if exists(argument) { return [[argument]] }
    return try ArgumentWords.groups(argument, at: ",*").map { $0 == ["-"] ? [] : $0 }
  }

  /// At most one column for each stage.
  func single(_ argument: String?, trimming: Bool = false) throws -> [String?] {
    guard let argument else { return [] }
    var names = try stages(argument).map { columns in
      guard columns.count <= 1 else {
        throw Fault(.crossedColumns, ["columns": columns.joined(separator: "*")])
      }
      return columns.first
    }
    while trimming, let last = names.last, last == nil { names.removeLast() }
    return names
  }
}

extension Fault.Code {
  /// Columns are crossed where only one can stand.
  public static let crossedColumns = Fault.Code("crossed-columns", .usage)
  /// Population sizes and sampling fractions are both given.
  public static let populationAndFraction = Fault.Code("population-and-fraction", .usage)
  /// One stage has probabilities of units and a population size or sampling fraction.
  public static let probabilityAndPopulation = Fault.Code("probability-and-population", .usage)
}
