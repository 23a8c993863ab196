// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What decoders ask of the values at one place of YAML files, gathered while files are read.
///
/// The decoders are the only description of the format. A shape that was noted while they read files which
/// use every key knows all that an editor must know: which keys there are, which must be there, and what
/// each value is read as. Names that authors choose share one shape, and so do the elements of a list.
///
/// A shape is noted by one thread, while a schema is made.
package final class YAMLShape {
  /// What a value is read as.
  enum Kind: Hashable {
    case text, name, expression, bilingual, day, boolean
    case number(NumberRange)
    case choice([String])

    /// How much is asked: a value that is read several ways must satisfy the strictest.
    fileprivate var strictness: Int {
      switch self {
      case .text: 0
      case .number(.integer), .number(.decimal): 1
      default: 2
      }
    }
  }

  /// The keys that have a meaning, in the order in which decoders take them.
  private(set) var keys: [String] = []
  /// The keys that every reading of the mapping demanded; `nil` where no mapping with known keys was read.
  private(set) var required: Set<UnitID>?
  /// The values of keys that have a meaning.
  private var members: [UnitID: YAMLShape] = [:]
  /// The values of keys that authors choose.
  private(set) var chosen: YAMLShape?
  /// Whether these keys must be names.
  private(set) var hasNames = false
  /// The elements of a list.
  private(set) var elements: YAMLShape?
  /// Whether one value may stand for those of all keys that authors choose.
  private var isByName = false
  /// Whether a decoder looked whether the value is a mapping or a single one.
  private var hasAlternatives = false
  /// Where the keys stand of which this is the value.
  private var keyPlaces: [Place] = []
  /// What the value at each place was read as.
  private var readings: [Place: Set<Kind>] = [:]

  /// A shape of which nothing is known.
  package init() {}

  /// What single values are read as: the strictest kind of each, those of all together.
  var kinds: Set<Kind> {
    isByName ? ownKinds.union(chosenKinds) : ownKinds
  }

  /// What the values of keys that authors choose are read as; with one for all, as that is.
  var chosenKinds: Set<Kind> {
    (chosen?.ownKinds ?? []).union(isByName ? ownKinds : [])
  }

  private var ownKinds: Set<Kind> {
    Set(
      readings.values.flatMap { kinds in
        let strictness = kinds.map(\.strictness).max()
        return kinds.filter { $0.strictness == strictness }
      })
  }

  /// The shape of a key's values.
  package func member(_ name: String) -> YAMLShape {
    let name = UnitID(name)
    if let known = members[name] { return known }
    let shape = YAMLShape()
    members[name] = shape
    return shape
  }

  /// The shape of the values of keys that authors choose.
  func anyMember() -> YAMLShape {
    let shape = chosen ?? YAMLShape()
    chosen = shape
    return shape
  }

  /// The shape of a list's elements.
  func element() -> YAMLShape {
    let shape = elements ?? YAMLShape()
    elements = shape
    return shape
  }

  // MARK: - Notes of decoders

  /// The value at a place is read as a kind.
  func note(_ kind: Kind, at place: Place) { readings[place, default: []].insert(kind) }

  /// The keys that authors choose must be names.
  func noteNames() { hasNames = true }

  /// A mapping was read to its end.
  func note(keys known: [String], demanded: [String]) {
    for name in known where !keys.holds(name) { keys.append(name) }
    let demanded = Set(demanded.map { UnitID($0) })
    required = required.map { $0.intersection(demanded) } ?? demanded
  }

  /// A mapping by name or one value for all may stand here.
  func noteByName() {
    isByName = true
    _ = anyMember()
  }

  /// A mapping or a single value may stand here.
  func noteAlternatives() { hasAlternatives = true }

  /// A key of which this is the value stands at a place, whose column is the key.
  func note(keyAt place: Place) { keyPlaces.append(place) }

  /// The line of a file on which the key stands of which this is the first value there.
  func keyPlace(in file: String) -> Place? { keyPlaces.first { $0.file == file } }

  // MARK: - What is missing

  /// The paths of keys, lists and names of which the files that were read have no value, or have a single
  /// value or a mapping only where both may stand: nobody knows what they are read as.
  package var unread: [String] { unread(below: "") }

  private func unread(below path: String) -> [String] {
    let isRead =
      hasAlternatives
      ? !readings.isEmpty && required != nil
      : !kinds.isEmpty || required != nil || (chosen != nil && !isByName) || elements != nil
    var paths = isRead ? [] : [path]
    for key in keys { paths += member(key).unread(below: path.isEmpty ? key : "\(path).\(key)") }
    if let chosen, !isByName { paths += chosen.unread(below: "\(path).*") }
    if let elements { paths += elements.unread(below: "\(path)[]") }
    return paths
  }
}
