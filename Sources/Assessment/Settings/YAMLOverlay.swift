// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Where values of a document come from that do not stand in its file.
struct YAMLOverlay {
  /// The cell that gave a value.
  var origin: FilledSetting?
  /// What lies below, by key, or by number in a list.
  private var children: [UnitID: YAMLOverlay] = [:]

  /// What is known of a value below; all that lies below a cell's value comes from the cell.
  subscript(name: String) -> YAMLOverlay? {
    children[UnitID(name)] ?? origin.map { YAMLOverlay(origin: $0) }
  }

  init(origin: FilledSetting? = nil) { self.origin = origin }

  /// The uppermost cell here or below.
  var first: FilledSetting? {
    let all = [origin] + children.values.map(\.first)
    return all.compactMap(\.self).min { ($0.place.row ?? 0) < ($1.place.row ?? 0) }
  }

  mutating func mark(_ steps: ArraySlice<YAMLStep>, _ setting: FilledSetting) {
    guard let step = steps.first else {
      origin = setting
      return
    }
    children[UnitID(step.name), default: YAMLOverlay()].mark(steps.dropFirst(), setting)
  }
}

/// A step from a value to one below it.
enum YAMLStep {
  case key(String)
  case element(Int)

  var name: String {
    switch self {
    case .key(let name): name
    case .element(let index): "\(index)"
    }
  }
}
