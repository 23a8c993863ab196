// SPDX-License-Identifier: GPL-3.0-or-later

/// Where in what a user gave something is wrong.
///
/// Rows are physical lines counted from 1, as an editor and Excel count them.
public struct Place: Sendable, Hashable {
  /// The file as the user named it.
  public var file: String?
  /// The sheet of a workbook or form.
  public var sheet: String?
  /// The physical line, counted from 1.
  public var row: Int?
  /// The column's name, or the path of a key in YAML.
  public var column: String?

  /// A place from the parts that are known.
  public init(
    file: String? = nil, sheet: String? = nil, row: Int? = nil, column: String? = nil
  ) {
    self.file = file
    self.sheet = sheet
    self.row = row
    self.column = column
  }
}

/// Something wrong with what a user gave or asked for: a code, a place and named values.
///
/// The sentence that a person reads, with its remedy, stands in one catalogue in both languages, so
/// that a fault can be raised anywhere and worded once.
public struct Fault: Error, Sendable, Hashable {
  /// What kind of fault it is; it decides the exit status of the command line.
  public enum Kind: Sendable, Hashable {
    /// A check that was asked for is not met.
    case unmet
    /// The command was used wrongly.
    case usage
    /// The data are wrong.
    case data
    /// An input does not exist or cannot be opened.
    case noInput
    /// An engine, such as a database server, cannot be reached.
    case unavailable
    /// An output cannot be written.
    case cannotWrite
    /// Another process holds what is needed.
    case inUse
    /// A workspace's description or a profile is wrong.
    case configuration
    /// The user interrupted the work.
    case interrupted
  }

  /// The identity of a fault; each room declares its own as static members.
  public struct Code: Sendable, Hashable {
    /// The name under which the catalogue holds the sentence, in words joined by hyphens.
    public let name: String
    /// The kind of fault.
    public let kind: Kind

    /// Declares a code; its sentence must stand in the catalogue.
    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// What is wrong.
  public let code: Code
  /// Where.
  public var place: Place
  /// The values that the sentence names, such as the offending text.
  public let values: [String: String]

  /// A fault at a place, with the values that its sentence names.
  public init(_ code: Code, at place: Place = Place(), _ values: [String: String] = [:]) {
    self.code = code
    self.place = place
    self.values = values
  }
}

/// All faults of one input, so that a user mends them in one go.
public struct Faults: Error, Sendable, Equatable {
  /// The faults, in the order of the input; the first ``limit`` of them.
  public private(set) var list: [Fault] = []
  /// How many there were altogether.
  public private(set) var count = 0
  /// How many are kept.
  public let limit: Int

  /// An empty collection that keeps the first `limit` faults and counts all.
  public init(limit: Int = 1000) {
    self.limit = limit
  }

  /// Whether nothing was wrong.
  public var isEmpty: Bool { count == 0 }

  /// Adds a fault.
  public mutating func append(_ fault: Fault) {
    count += 1
    if list.count < limit { list.append(fault) }
  }

  /// Adds all faults of another collection.
  public mutating func append(contentsOf other: Faults) {
    for fault in other.list { append(fault) }
    count += other.count - other.list.count
  }

  /// The same faults, each made into another.
  package func mapped(_ transform: (Fault) -> Fault) -> Faults {
    var result = self
    result.list = list.map(transform)
    return result
  }

  /// The same faults in the order of their rows, where they were found in several passes; those of one
  /// row stay in their order.
  package func inOrderOfRows() -> Faults {
    var result = self
    result.list = list.enumerated().sorted {
      ($0.element.place.row ?? 0, $0.offset) < ($1.element.place.row ?? 0, $1.offset)
    }.map(\.element)
    return result
  }

  /// Throws itself unless nothing was wrong.
  public func throwIfAny() throws {
    if !isEmpty { throw self }
  }
}

/// Hears how far a long work has come, and stops it by throwing.
///
/// - Parameters:
///   - done: the parts that are done.
///   - total: all parts, if known.
public typealias Progress = (_ done: Int, _ total: Int?) throws -> Void
