// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Tables

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
      json.take(members, line)
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

  private mutating func take(_ members: [JSONValue.Member], _ line: Int) {
    var fields: [(String, String)] = []
    var lists: [(String, [JSONValue])] = []
    flatten(members, prefix: "", &fields, &lists)
    root.append(fields, line: line)
    let key =
      Self.keys.lazy.compactMap { name in
        fields.first { bytesCompare($0.0, name) == 0 && !$0.1.isEmpty }?.1
      }.first ?? ""
    for (name, list) in lists { take(list, of: name, below: key, line) }
  }

  /// The columns that identify a submission, as ``SubmissionReader`` goes by them.
  private static let keys = [
    "__id", "meta/rootUuid", "_id", "_uuid", "meta/instanceID", "instanceID",
  ]

  private mutating func take(
    _ list: [JSONValue], of name: String, below parent: String, _ line: Int
  ) {
    for (number, element) in list.enumerated() {
      guard case .object(let members) = element else { continue }
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
      repeats[index].rows.append(fields + [("PARENT_KEY", parent), ("KEY", key)], line: line)
      for (inner, list) in lists { take(list, of: inner, below: key, line) }
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
        if let place = Self.point(member.value) {
          fields.append((name, place))
        } else {
          flatten(inner, prefix: name + "/", &fields, &lists)
        }
      case .array(let list):
        // The server's own lists, such as attachments and notes, are no answers.
        if !member.name.hasPrefix("_") { lists.append((name, list)) }
      }
    }
  }

  /// A point of GeoJSON as ODK writes places: latitude, longitude, height, accuracy.
  private static func point(_ value: JSONValue) -> String? {
    guard case .string("Point")? = value["type"], case .array(let list)? = value["coordinates"]
    else { return nil }
    let numbers = list.map { element in
      if case .number(let text) = element { text } else { "" }
    }
    guard numbers.count >= 2 else { return nil }
    var parts = [numbers[1], numbers[0], numbers.count > 2 ? numbers[2] : ""]
    if case .number(let text)? = value["properties"]?["accuracy"] { parts.append(text) }
    while parts.last == "" { parts.removeLast() }
    return parts.map { $0.isEmpty ? "0" : $0 }.joined(separator: " ")
  }
}

/// Rows whose columns become known one by one.
private struct RowsBuilder {
  private(set) var names: [String] = []
  private var positions: [UnitID: Int] = [:]
  private var columns: [TextColumn] = []
  private var lines: [Int] = []

  mutating func append(_ fields: [(String, String)], line: Int) {
    for (name, text) in fields {
      let index: Int
      if let known = positions[UnitID(name)] {
        index = known
      } else {
        index = names.count
        positions[UnitID(name)] = index
        names.append(name)
        var column = TextColumn()
        for _ in lines { column.append("") }
        columns.append(column)
      }
      // A name that stands twice in one object counts once, as in most readers.
      if columns[index].count == lines.count { columns[index].append(text) }
    }
    lines.append(line)
    for index in columns.indices where columns[index].count < lines.count {
      columns[index].append("")
    }
  }

  func table(file: String) -> Table {
    Table(file: file, names: names, columns: columns, lines: RowLines(of: lines))
  }
}
