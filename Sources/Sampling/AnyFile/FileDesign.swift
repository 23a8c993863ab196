// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// How a sample is drawn from one file: units, or clusters and then units within each drawn cluster.
///
/// A cluster's units are the rows with its value in one column; its strata and sort columns are columns
/// of the file that are constant within it.
public struct FileDesign: Sendable {
  /// The name under which the file is sealed.
  public static let unitsName = "units"
  /// The name under which the clusters are sealed, which are made of the file.
  public static let clustersName = "clusters"

  /// The first of two stages.
  public struct Clusters: Sendable {
    /// The column of the clusters' ids.
    public var column: String
    /// The columns of their strata.
    public var strata: [String]
    /// How many are drawn.
    public var size: SizeRule
    /// The method of their selection.
    public var method: SelectionMethod

    /// The first of two stages.
    public init(
      _ column: String, strata: [String] = [], size: SizeRule,
      method: SelectionMethod = .simpleRandom
    ) {
      self.column = column
      self.strata = strata
      self.size = size
      self.method = method
    }
  }

  /// Units that are drawn with certainty.
  public struct TakeAll: Sendable {
    /// The condition that names them, as it was typed.
    public var condition: String
    /// The columns that the condition reads.
    public var columns: [String]

    /// Units that are drawn with certainty.
    public init(_ condition: String, columns: [String]) {
      self.condition = condition
      self.columns = columns
    }
  }

  /// The column of the units' ids.
  public let id: String
  /// The first of two stages, if there are two.
  public let clusters: Clusters?
  /// The sample of units, within each drawn cluster if there are clusters.
  public let units: SampleDesign

  /// How a sample is drawn from one file.
  ///
  /// - Parameters:
  ///   - id: the column of the units' ids.
  ///   - clusters: the first of two stages.
  ///   - strata, size, method, minimum, maximum, reserves: those of the units.
  ///   - sort: the order of every stage that goes along a list.
  ///   - sizeMeasure, balance, coordinates: columns for the one stage whose method uses them, of the
  ///     clusters (constant within each) or of the units.
  ///   - rounding: that of every stage.
  ///   - allocation: how a number in all is spread, at the stage that has a number and strata.
  ///   - takeAll: the units that are drawn with certainty, within each drawn cluster.
  /// - Throws: ``Fault/Code/sortWithoutSystematic`` where no stage uses the order;
  ///   ``Fault/Code/columnInTwoRoles`` for an id column that is the clusters' column, too;
  ///   ``Fault/Code/optionForTwoStages`` where both stages use sizes, balance or coordinates, of which
  ///   there is one set.
  public init(
    id: String, clusters: Clusters? = nil, strata: [String] = [], size: SizeRule,
    method: SelectionMethod = .simpleRandom, sort: [SortKey] = [], minimum: Int = 0,
    maximum: Int? = nil, rounding: Rounding = .up, reserves: Fraction = .zero,
    sizeMeasure: String? = nil, balance: [String] = [], coordinates: [String] = [],
    allocation: Allocation? = nil, takeAll: TakeAll? = nil
  ) throws {
    if let clusters, bytesCompare(clusters.column, id) == 0 {
      throw Fault(.columnInTwoRoles, ["column": id])
    }
    let methods = [method] + (clusters.map { [$0.method] } ?? [])
    if !sort.isEmpty && !methods.contains(where: { $0.selector.order == .sorted }) {
      throw Fault(
        .sortWithoutSystematic, ["columns": sort.map(\.column).joined(separator: ", ")])
    }
    self.id = id
    self.clusters = clusters
    var units = SampleDesign(
      from: Self.unitsName, strata: strata, sort: method.selector.order == .sorted ? sort : [],
      size: size, rounding: rounding, minimum: minimum, maximum: maximum, method: method,
      reserves: reserves)
    units.takeAll = takeAll?.condition
    takeAllColumns = takeAll?.columns ?? []
    guard let clusters else {
      units.allocation = allocation
      (units.sizeMeasure, units.balance, units.coordinates) = (sizeMeasure, balance, coordinates)
      self.units = units
      design = SamplingDesign(Stage(samples: [units]))
      return
    }
    var first = SampleDesign(
      from: Self.clustersName, strata: clusters.strata,
      sort: clusters.method.selector.order == .sorted ? sort : [], size: clusters.size,
      rounding: rounding, method: clusters.method)
    let (above, below) = (clusters.method.selector, method.selector)
    // What neither stage uses goes to the units, where the design's own check names it.
    let isOfClusters = { (option: String, isGiven: Bool, uses: (any UnitSelector) -> Bool) in
      if isGiven && uses(above) && uses(below) {
        throw Fault(.optionForTwoStages, ["option": option])
      }
      return uses(above)
    }
    // A method that needs sizes comes before one that can do without.
    let needsSizes = above.measureUse == .required || below.measureUse == .required
    if try isOfClusters(
      "--size-measure", sizeMeasure != nil,
      { needsSizes ? $0.measureUse == .required : $0.measureUse == .optional })
    {
      first.sizeMeasure = sizeMeasure
    } else {
      units.sizeMeasure = sizeMeasure
    }
    if try isOfClusters("--balance", !balance.isEmpty, { $0.usesBalance }) {
      first.balance = balance
    } else {
      units.balance = balance
    }
    if try isOfClusters("--coordinates", !coordinates.isEmpty, { $0.usesCoordinates }) {
      first.coordinates = coordinates
    } else {
      units.coordinates = coordinates
    }
    if let allocation {
      let (above, below) = (first.spreadsOverStrata, units.spreadsOverStrata)
      if above && below && allocation.method != .proportional {
        throw Fault(.optionForTwoStages, ["option": "--allocation"])
      }
      if above && !below { first.allocation = allocation } else { units.allocation = allocation }
    }
    self.units = units
    design = SamplingDesign(Stage(samples: [first]), Stage(samples: [units]))
  }

  private let takeAllColumns: [String]

  /// The design in stages.
  public let design: SamplingDesign

  /// The columns of the clusters beside their ids.
  var clusterColumns: [String] {
    guard clusters != nil else { return [] }
    return design.firstStage.columns.withoutRepeats(besides: [clusters!.column])
  }

  /// The columns of the units beside their ids and clusters.
  var unitColumns: [String] {
    (units.columns + takeAllColumns + clusterColumns)
      .withoutRepeats(besides: [id] + (clusters.map { [$0.column] } ?? []))
  }

  /// The columns that the draw reads: id, cluster, then the others, each once.
  public var columns: [String] { [id] + (clusters.map { [$0.column] } ?? []) + unitColumns }
}

extension SampleDesign {
  /// The columns that strata, order, sizes, balance, coordinates and allocation are made of.
  fileprivate var columns: [String] {
    strata + sort.map(\.column) + (sizeMeasure.map { [$0] } ?? [])
      + balance.map { BalanceTerm($0).column } + coordinates
      + (spread.map { [$0.deviation, $0.cost].compactMap(\.self) } ?? [])
  }
}

extension [String] {
  /// The names in their order, each once, without some.
  fileprivate func withoutRepeats(besides others: [String]) -> [String] {
    var seen = Set(others.map { UnitID($0) })
    return filter { seen.insert(UnitID($0)).inserted }
  }
}

extension Fault.Code {
  /// A sort order is given and no method that goes along a list.
  public static let sortWithoutSystematic = Fault.Code("sort-without-systematic", .usage)
  /// Both stages use an option that gives columns to one.
  public static let optionForTwoStages = Fault.Code("option-for-two-stages", .usage)
  /// One column is named as id of the units and of the clusters.
  public static let columnInTwoRoles = Fault.Code("column-in-two-roles", .usage)
}
