// SPDX-License-Identifier: GPL-3.0-or-later

package import Tables

extension YAMLShape {
  /// All that is wrong with a document's keys and kinds of values, where a decoder stops at the first.
  ///
  /// - Returns: the faults in the order of the document. What a schema cannot say, such as names that must
  ///   be defined, is not among them.
  /// - Complexity: linear in the document.
  package func faults(in document: YAMLValue) throws -> Faults {
    var faults = Faults()
    try check(document, &faults)
    return faults
  }

  private func check(_ value: YAMLValue, _ faults: inout Faults) throws {
    if let elements, value.isList {
      for element in try value.list() { try elements.check(element, &faults) }
    } else if let required, value.isMapping {
      try checkMembers(of: value, required: required, &faults)
    } else if let chosen, value.isMapping {
      for (name, entry) in try value.entries() {
        if hasNames { try Self.collect(&faults) { try entry.check(name: name) } }
        if kinds.isEmpty {
          try chosen.check(entry, &faults)
        } else {
          try Self.check(entry, as: chosenKinds, &faults)
        }
      }
    } else if kinds.isEmpty {
      // It is no collection, and asking for one says so.
      try Self.collect(&faults) {
        if elements == nil { _ = try value.entries() } else { _ = try value.list() }
      }
    } else {
      try Self.check(value, as: kinds, &faults)
    }
  }

  private func checkMembers(
    of value: YAMLValue, required: Set<UnitID>, _ faults: inout Faults
  ) throws {
    let entries = try value.entries()
    for name in keys where required.contains(UnitID(name)) && !entries.map(\.name).holds(name) {
      faults.append(value.fault(.yamlMissingKey, ["missing": name]))
    }
    for (name, entry) in entries {
      if keys.holds(name) {
        try member(name).check(entry, &faults)
      } else {
        faults.append(
          entry.fault(.yamlUnknownKey, ["unknown": name, "known": keys.joined(separator: ", ")]))
      }
    }
  }

  /// Looks whether a value can be read as one of some kinds; the fault is that of the first of them.
  private static func check(
    _ value: YAMLValue, as kinds: Set<Kind>, _ faults: inout Faults
  ) throws {
    var wrong = Faults()
    for kind in kinds.sorted(by: { bytesCompare("\($0)", "\($1)") < 0 }) {
      let count = wrong.count
      try collect(&wrong) { try value.read(as: kind) }
      if wrong.count == count { return }
    }
    if let fault = wrong.list.first { faults.append(fault) }
  }

  private static func collect(_ faults: inout Faults, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let fault as Fault {
      faults.append(fault)
    } catch let several as Faults {
      faults.append(contentsOf: several)
    }
  }
}

extension YAMLValue {
  /// Reads the value as a kind.
  fileprivate func read(as kind: YAMLShape.Kind) throws {
    switch kind {
    case .text: _ = try text()
    case .name: _ = try name()
    case .expression: _ = try expression()
    case .bilingual: _ = try bilingual()
    case .day: _ = try day()
    case .boolean: _ = try boolean()
    case .number(let range):
      if range.isWhole { _ = try integer(range) } else { _ = try decimal(range) }
    case .choice(let words):
      guard words.holds(try text()) else {
        throw fault(.yamlWrongType, ["expected": words.joined(separator: ", ")])
      }
    }
  }
}
