// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
public import Tables

/// Submissions as the interfaces of servers deliver them, made into the same tables as an export: a row
/// each under the joined paths of its members, and a table for each repeat.
struct SubmissionsJSON {
  private var root = RowsBuilder()
  private var repeats: [(name: String, rows: RowsBuilder)] = []
  private var links: Set<String> = []

  static func read(_ path: String, encoding: TextEncoding?) throws -> AnswersFile {
    let file = try TextFile(path: path, encoding: encoding)
    var json = SubmissionsJSON()
    try JSONValue.forEachRecord(of: file) { record, line in
      guard case .object(let members) = record else {
        throw Fault(.noRecordsInJSON, at: Place(file: path, row: line))
      }
      try json.take(members, line, of: path)
    }
    let names = json.root.names
    if names.isEmpty { throw Fault(.emptyFile, at: Place(file: path)) }
    let isODK = names.contains { bytesCompare($0, "__id") == 0 || $0.hasPrefix("__system/") }
    return AnswersFile(
      path: path, format: isODK ? .odkJSON : .koboJSON, encoding: file.encoding,
      rows: .tables([json.root.table(file: path)]),
      children: json.repeats.map { RepeatTable(name: $0.name, table: $0.rows.table(file: path)) },
      passedOver: json.links.sorted())
  }

  private mutating func take(
    _ members: [JSONValue.Member], _ line: Int, of file: String
  ) throws {
    var fields: [(String, String)] = []
    var lists: [(String, [JSONValue])] = []
    flatten(members, prefix: "", &fields, &lists)
    let place = Place(file: file, row: line)
    try root.append(fields, at: place)
    let key =
      Self.keys.lazy.compactMap { name in
        fields.first { bytesCompare($0.0, name) == 0 && !$0.1.isEmpty }?.1
      }.first ?? ""
    for (name, list) in lists { try take(list, of: name, below: key, at: place) }
  }

  /// The columns that identify a submission, as ``SubmissionReader`` goes by them.
  private static let keys = [
    "__id", "meta/rootUuid", "_id", "_uuid", "meta/instanceID", "instanceID",
  ]

  private mutating func take(
    _ list: [JSONValue], of name: String, below parent: String, at place: Place
  ) throws {
    for (number, element) in list.enumerated() {
      guard case .object(let members) = element else {
        throw Fault(
          .listOfValues, at: Place(file: place.file, row: place.row, column: name),
          ["column": name])
      }
      var fields: [(String, String)] = []
      var lists: [(String, [JSONValue])] = []
      flatten(members, prefix: "", &fields, &lists)
      let leaf = name.split(separator: "/").last.map(String.init) ?? name
      let key = "\(parent)/\(leaf)[\(number + 1)]"
      fields = fields.filter { !$0.0.hasPrefix("__") }
      if !repeats.contains(where: { bytesCompare($0.name, name) == 0 }) {
        repeats.append((name, RowsBuilder()))
      }
      let index = repeats.firstIndex { bytesCompare($0.name, name) == 0 }!
      try repeats[index].rows.append(fields + [("PARENT_KEY", parent), ("KEY", key)], at: place)
      for (inner, list) in lists { try take(list, of: inner, below: key, at: place) }
    }
  }

  private mutating func flatten(
    _ members: [JSONValue.Member], prefix: String, _ fields: inout [(String, String)],
    _ lists: inout [(String, [JSONValue])]
  ) {
    for member in members {
      let name = prefix + member.name
      if member.name.contains("@odata.") {
        links.insert(member.name)
        continue
      }
      switch member.value {
      case .null: fields.append((name, ""))
      case .boolean(let value): fields.append((name, value ? "true" : "false"))
      case .number(let text), .string(let text): fields.append((name, text))
      case .object(let inner):
        if let place = Self.place(member.value) {
          fields.append((name, place))
        } else {
          flatten(inner, prefix: name + "/", &fields, &lists)
        }
      case .array(let list):
        // The server's own lists, such as attachments and notes, are no answers.
        if prefix.isEmpty, member.name.hasPrefix("_") {
          if !list.isEmpty { links.insert(member.name) }
        } else {
          lists.append((name, list))
        }
      }
    }
  }

  /// A place of GeoJSON as ODK writes it in a form: latitude, longitude, height and accuracy of a point, and the
  /// points of a line or an area between semicolons.
  private static func place(_ value: JSONValue) -> String? {
    guard case .string(let type)? = value["type"], case .array(let list)? = value["coordinates"]
    else { return nil }
    switch type {
    case "Point":
      guard var parts = point(list) else { return nil }
      if case .number(let text)? = value["properties"]?["accuracy"] {
        parts += repeatElement("0", count: 3 - parts.count) + [text]
      }
      return parts.joined(separator: " ")
    case "LineString": return line(list)
    case "Polygon":
      // Without holes, which no form can ask for.
      guard list.count == 1, case .array(let ring) = list[0] else { return nil }
      return line(ring)
    default: return nil
    }
  }

  private static func line(_ list: [JSONValue]) -> String? {
    let points = list.map { element -> String? in
      guard case .array(let numbers) = element else { return nil }
      return point(numbers)?.joined(separator: " ")
    }
    return points.contains(nil) || points.isEmpty
      ? nil : points.compactMap { $0 }.joined(separator: "; ")
  }

  /// Latitude, longitude and height, if it is known.
  private static func point(_ list: [JSONValue]) -> [String]? {
    let numbers = list.map { element in
      if case .number(let text) = element { text } else { "" }
    }
    guard (2...3).contains(numbers.count), !numbers[0].isEmpty, !numbers[1].isEmpty else {
      return nil
    }
    return [numbers[1], numbers[0]]
      + (numbers.count == 3 && !numbers[2].isEmpty ? [numbers[2]] : [])
  }
}

/// Rows whose columns become known one by one; what a record does not have takes no memory until the end.
private struct RowsBuilder {
  private struct Column {
    var texts = TextColumn()
    /// The row of each text.
    var rows: [Int32] = []
  }

  /// Cells of the table at the most, empty ones among them.
  private static let mostCells = ZipArchive.Limits().tableCells

  private(set) var names: [String] = []
  private var positions: [UnitID: Int] = [:]
  private var columns: [Column] = []
  private var lines: [Int] = []

  mutating func append(_ fields: [(String, String)], at place: Place) throws {
    let row = Int32(lines.count)
    lines.append(place.row ?? 0)
    for (name, text) in fields {
      let place = Place(file: place.file, row: place.row, column: name)
      let index = positions[UnitID(name)] ?? names.count
      if index == names.count {
        positions[UnitID(name)] = index
        names.append(name)
        columns.append(Column())
      }
      guard columns[index].rows.last != row else {
        throw Fault(.memberTwice, at: place, ["column": name])
      }
      columns[index].texts.append(text)
      columns[index].rows.append(row)
      guard names.count * lines.count <= Self.mostCells else {
        throw Fault(
          .recordsTooWide, at: place, ["columns": "\(names.count)", "rows": "\(lines.count)"])
      }
    }
  }

  func table(file: String) -> Table {
    let whole = columns.map { column in
      var places = [Int](repeating: -1, count: lines.count)
      for (place, row) in column.rows.enumerated() { places[Int(row)] = place }
      return column.texts.gathered(places)
    }
    return Table(file: file, names: names, columns: whole, lines: RowLines(of: lines))
  }
}

extension Fault.Code {
  /// A list of a submission holds values instead of repetitions.
  public static let listOfValues = Fault.Code("list-of-values", .data)
  /// A member stands twice in a submission.
  public static let memberTwice = Fault.Code("member-twice", .data)
  /// Submissions have too many different members for their number.
  public static let recordsTooWide = Fault.Code("records-too-wide", .data)
}
