// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Tables

/// What somebody wants to do with an item.
public struct RectificationChange: Sendable {
  /// What is done.
  public var action: RectificationEvent.Action
  /// Who does it.
  public var actor: String
  /// Why.
  public var reason = ""
  /// New texts of fields.
  public var values: [RectificationItem.Field: String] = [:]
  /// The state that an update leads to; other actions have their own.
  public var state: RectificationItem.State?
  /// Evidence that is handed in.
  public var evidence: [RectificationItem.Evidence] = []
  /// For a re-check, whether the item was rightly closed.
  public var isUpheld = true
  /// Where it was asked for.
  public var place = Place()

  /// A change that somebody makes.
  public init(_ action: RectificationEvent.Action, by actor: String) {
    self.action = action
    self.actor = actor
  }
}

extension RectificationItem {
  /// What a change does to the item: nothing where all of it is as it was.
  ///
  /// - Throws: ``Tables/Faults`` with the step alone where the order of states forbids it, else with
  ///   everything that the separation of doing and confirming, or the rules of the profile forbid.
  public func changes(
    of change: RectificationChange, rules: LedgerRules
  ) throws -> [RectificationEvent.Change] {
    var faults = Faults()
    if let fault = stepFault(change, rules) { faults.append(fault) }
    try faults.throwIfAny()
    func refuse(_ code: Fault.Code, _ values: [String: String] = [:]) {
      faults.append(Fault(code, at: change.place, ["item": number].merging(values) { $1 }))
    }
    var changes: [RectificationEvent.Change] = []
    switch change.action {
    case .add: preconditionFailure("an item is added once, by its ledger")
    case .update:
      changes = fieldChanges(change) + evidenceChanges(change)
      checkDates(change, rules, refuse)
    case .confirm, .close, .return, .recheck:
      if isResponsible(change.actor) { refuse(.rectifyOwnItem, ["name": change.actor]) }
      if evidence.isEmpty, change.action == .confirm || change.action == .close {
        refuse(.rectifyWithoutEvidence)
      }
      if change.reason.isEmpty, change.action == .return || change.action == .recheck {
        refuse(.rectifyWithoutReason)
      }
    }
    if let next = change.target, next != state {
      if next == .submitted {
        let missing = missing(for: change)
        if !missing.isEmpty {
          refuse(
            .rectifyIncomplete,
            ["missing": missing.map { "--\($0.rawValue)" }.joined(separator: ", ")])
        }
        if lacksEvidence(change) { refuse(.rectifyWithoutEvidence) }
      }
      changes.append(.init("state", from: state.rawValue, to: next.rawValue))
    }
    if change.action == .recheck {
      changes.append(.init("result", from: "", to: change.isUpheld ? "upheld" : "false"))
    }
    try faults.throwIfAny()
    return changes
  }

  /// Why the item does not take this step at all, whatever else may be said of it; `nil` if it does.
  ///
  /// It goes before all else: what a step lacks is of no interest where the step is the wrong one.
  private func stepFault(_ change: RectificationChange, _ rules: LedgerRules) -> Fault? {
    func fault(_ code: Fault.Code, _ values: [String: String] = [:]) -> Fault {
      Fault(code, at: change.place, ["item": number].merging(values) { $1 })
    }
    if change.action == .recheck { return state == .closed ? nil : fault(.rectifyNotClosed) }
    if change.action == .update, state == .closed {
      let isIdle = fieldChanges(change).isEmpty && evidenceChanges(change).isEmpty
      return isIdle && change.state == nil ? nil : fault(.rectifyClosed)
    }
    guard let next = change.target, change.action != .update || next != state,
      !state.next.contains(next)
    else { return nil }
    // Commands have the states' names; who reads Chinese is told what they mean, too.
    func chinese(_ state: State) -> String {
      "\(rules.label(of: state).chinese)（\(state.rawValue)）"
    }
    return fault(
      .rectifyTransition,
      [
        "from.en": state.rawValue, "from.zh": chinese(state), "to.en": next.rawValue,
        "to.zh": chinese(next), "next.en": state.next.map(\.rawValue).joined(separator: ", "),
        "next.zh": state.next.map(chinese).joined(separator: "、"),
      ])
  }

  private func fieldChanges(_ change: RectificationChange) -> [RectificationEvent.Change] {
    Field.allCases.compactMap { field in
      guard let text = change.values[field], bytesCompare(text, self[field]) != 0 else {
        return nil
      }
      return .init(field.rawValue, from: self[field], to: text)
    }
  }

  private func evidenceChanges(_ change: RectificationChange) -> [RectificationEvent.Change] {
    change.evidence.filter { piece in !evidence.contains { $0.isSame(as: piece) } }
      .map { .init("evidence", from: "", to: $0.record) }
  }

  /// What must be filled in before somebody can look whether it is true, and is not.
  package func missing(for change: RectificationChange) -> [Field] {
    [Field.measures, .person].filter { (change.values[$0] ?? self[$0]).isEmpty }
  }

  /// Whether there is no evidence, of before or with a change.
  package func lacksEvidence(_ change: RectificationChange) -> Bool {
    evidence.isEmpty && change.evidence.isEmpty
  }

  private func checkDates(
    _ change: RectificationChange, _ rules: LedgerRules,
    _ refuse: (Fault.Code, [String: String]) -> Void
  ) {
    rules.check(change.values, opened: self[.opened]) { refuse($0, $1) }
  }
}

extension RectificationChange {
  /// The state that the change leads to.
  var target: RectificationItem.State? {
    switch action {
    case .add: .open
    case .update: state
    case .confirm: .confirmed
    case .close: .closed
    case .return: .returned
    case .recheck: isUpheld ? nil : .returned
    }
  }
}

extension LedgerRules {
  /// Refuses names that the profile does not know and dates that are none.
  /// - Parameter opened: the day of opening, as text.
  func check(
    _ values: [RectificationItem.Field: String], opened: String,
    _ refuse: (Fault.Code, [String: String]) -> Void
  ) {
    let known: [(RectificationItem.Field, [String])] = [
      (.ledger, ledgers.map(\.name)), (.severity, severities.map(\.name)),
      (.source, RectificationSource.Kind.allCases.map(\.rawValue)), (.kind, problemKinds),
    ]
    for (field, names) in known {
      guard let name = values[field], !name.isEmpty || field == .ledger, !names.holds(name) else {
        continue
      }
      refuse(
        .rectifyUnknownName,
        ["what": field.rawValue, "name": name, "known": names.joined(separator: ", ")])
    }
    let start = values[.opened] ?? opened
    for text in [values[.opened], values[.deadline]].compactMap(\.self)
    where CivilCalendar.days(of: text) == nil {
      refuse(.rectifyDate, ["value": text])
    }
    if let end = values[.deadline].flatMap({ Moment($0) }), let begin = Moment(start),
      end.days < begin.days
    {
      refuse(.rectifyDeadlineBeforeOpening, ["deadline": end.text, "opened": begin.text])
    }
  }

  /// The fields of a new item, filled up from the matrix and the severity.
  ///
  /// What is given stays; a route fills unit, leader, person, severity and ledger; without a route the
  /// township where the problem is answers for it. The deadline follows from opening and severity.
  /// - Throws: ``Tables/Faults``; ``Tables/Fault/Code/rectifyNoDeadline`` where no severity gives one.
  public func values(
    of given: [RectificationItem.Field: String], problemKinds: [String], today: Moment,
    place: Place = Place()
  ) throws -> [RectificationItem.Field: String] {
    var values = given.filter { !$1.isEmpty }
    func fill(_ field: RectificationItem.Field, _ text: String?) {
      if values[field] == nil, let text, !text.isEmpty { values[field] = text }
    }
    let route = route(of: problemKinds)
    fill(.kind, problemKinds.first)
    fill(.unit, route?.unit)
    // A leader or person of the matrix belongs to its unit, not to another that was named.
    if let route, bytesCompare(values[.unit] ?? "", route.unit) == 0 {
      fill(.leader, route.leader)
      fill(.person, route.person)
    }
    fill(.severity, route?.severity)
    fill(.ledger, route?.ledger)
    fill(.unit, values[.township])
    fill(.severity, severity)
    fill(.ledger, ledgers[0].name)
    fill(.opened, today.text)
    var faults = Faults()
    check(values, opened: "") { faults.append(Fault($0, at: place, $1)) }
    if (values[.problem] ?? "").isEmpty { faults.append(Fault(.rectifyNoProblem, at: place)) }
    try faults.throwIfAny()
    if values[.deadline] == nil {
      guard let severity = values[.severity].flatMap({ self.severity($0) }),
        let opened = Moment(values[.opened]!)
      else { throw Fault(.rectifyNoDeadline, at: place) }
      values[.deadline] = severity.deadline(from: opened).text
    }
    return values
  }
}

extension Fault.Code {
  /// An item is to go to a state that does not follow its own.
  public static let rectifyTransition = Fault.Code("rectify-transition", .data)
  /// Somebody wants to confirm, close, return or re-check what they answer for themselves.
  public static let rectifyOwnItem = Fault.Code("rectify-own-item", .data)
  /// An item without evidence is to be submitted, confirmed or closed.
  public static let rectifyWithoutEvidence = Fault.Code("rectify-without-evidence", .data)
  /// An item is returned or re-checked without a reason.
  public static let rectifyWithoutReason = Fault.Code("rectify-without-reason", .data)
  /// An item is to be submitted and lacks measures or the responsible person.
  public static let rectifyIncomplete = Fault.Code("rectify-incomplete", .data)
  /// A closed item is to be changed.
  public static let rectifyClosed = Fault.Code("rectify-closed", .data)
  /// An item is to be re-checked that is not closed.
  public static let rectifyNotClosed = Fault.Code("rectify-not-closed", .data)
  /// A ledger, severity or source is not one of the profile's.
  public static let rectifyUnknownName = Fault.Code("rectify-unknown-name", .data)
  /// A date of the ledger is no date.
  public static let rectifyDate = Fault.Code("rectify-date", .data)
  /// A deadline lies before the opening of its item.
  public static let rectifyDeadlineBeforeOpening = Fault.Code(
    "rectify-deadline-before-opening", .data)
  /// An item has neither a deadline nor a severity that gives one.
  public static let rectifyNoDeadline = Fault.Code("rectify-no-deadline", .data)
  /// Somebody decides about items without being named.
  public static let rectifyNobodyNamed = Fault.Code("rectify-nobody-named", .usage)
  /// An item says no problem.
  public static let rectifyNoProblem = Fault.Code("rectify-no-problem", .data)
}
