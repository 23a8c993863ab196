// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
package import Tables

/// The ledger at a moment: its items, folded from their events.
public struct RectificationLedger: Sendable {
  /// The items by number.
  public let items: [RectificationItem]
  /// The day that overdue items are judged by.
  public let asOf: Moment
  /// The sequence of the last event that is in.
  public let version: Int
  private let positions: [UnitID: Int]

  /// Folds events.
  ///
  /// - Parameters:
  ///   - events: the events in their order.
  ///   - day: the day that the ledger speaks of. Later events are left out, except that an item which was
  ///     entered later than it was opened is in from the day it was opened.
  ///   - version: leaves out what came after the event of this number.
  /// - Complexity: linear in events.
  public init(events: [RectificationEvent], asOf day: Moment, version: Int = .max) {
    var items: [RectificationItem] = []
    var positions: [UnitID: Int] = [:]
    var last = 0
    for event in events where event.sequence <= version {
      last = event.sequence
      if event.action == .add {
        let opened = event.changes.first { $0.name == RectificationItem.Field.opened.rawValue }
        guard Moment(opened?.after ?? "").map({ $0.days <= day.days }) ?? true else { continue }
        positions[UnitID(event.item)] = items.count
        items.append(RectificationItem(number: event.item))
      } else if event.day.days > day.days {
        continue
      }
      guard let position = positions[UnitID(event.item)] else { continue }
      items[position].apply(event)
    }
    self.items = items
    self.positions = positions
    asOf = day
    self.version = last
  }

  /// The item of a number.
  public func item(_ number: String) -> RectificationItem? {
    positions[UnitID(number)].map { items[$0] }
  }

  /// What makes the problems of items the same ones; see ``RectificationSource/references``.
  package var references: Set<UnitID> {
    Set(
      items.flatMap { item in
        item[.reference].isEmpty ? [] : Record.fields(item[.reference]).map { UnitID($0) }
      })
  }

  /// The items that fit what is asked for.
  /// - Throws: ``Tables/Fault/Code/rectifyUnknownName`` for a state or ledger that does not exist.
  public func filtered(
    state: String? = nil, unit: String? = nil, township: String? = nil, ledger: String? = nil,
    isOverdue: Bool = false, rules: LedgerRules
  ) throws -> [RectificationItem] {
    let states = RectificationItem.State.allCases.map(\.rawValue)
    for (what, name, known) in [
      ("state", state, states), ("ledger", ledger, rules.ledgers.map(\.name)),
    ] {
      if let name, !known.holds(name) {
        throw Fault(
          .rectifyUnknownName,
          ["what": what, "name": name, "known": known.joined(separator: ", ")])
      }
    }
    func fits(_ wanted: String?, _ text: String) -> Bool {
      wanted.map { bytesCompare($0, text) == 0 } ?? true
    }
    return items.filter { item in
      fits(state, item.state.rawValue) && fits(unit, item[.unit])
        && fits(township, item[.township]) && fits(ledger, item[.ledger])
        && (!isOverdue || item.overdueDays(asOf: asOf) != nil)
    }
  }
}

extension RectificationItem {
  /// Takes an event in.
  mutating func apply(_ event: RectificationEvent) {
    events.append(event)
    for change in event.changes {
      switch change.name {
      case "state":
        guard let next = State(rawValue: change.after) else { continue }
        state = next
        switch next {
        case .submitted: submittedOn = event.day
        case .returned:
          submittedOn = nil
          closedOn = nil
          returnReason = event.reason
        case .closed: closedOn = event.day
        case .open, .inHand, .confirmed: break
        }
      case "evidence":
        let fields = Record.fields(change.after)
        var piece = Evidence(fields[0], digest: fields.count > 1 ? fields[1] : nil)
        piece.by = event.actor
        piece.day = event.day
        evidence.append(piece)
      default:
        if let field = Field(rawValue: change.name) { values[field] = change.after }
      }
    }
  }

  /// Whether a field, at any time after an event, held a text.
  package func held(_ text: String, in name: String, after version: Int) -> Bool {
    events.contains { event in
      event.sequence > version
        && event.changes.contains { $0.name == name && bytesCompare($0.after, text) == 0 }
    }
  }
}
