// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Tables

/// A numbered item of the rectification ledger, as its events left it.
public struct RectificationItem: Sendable, Equatable {
  /// How far an item has come.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Nobody has begun.
    case open
    /// The unit works on it.
    case inHand = "in-hand"
    /// The unit says that it is done, with evidence.
    case submitted
    /// Somebody else has looked and agrees.
    case confirmed
    /// It is struck off.
    case closed
    /// It came back to the unit with a reason.
    case returned

    /// What states are usually called.
    static let labels: [State: BilingualText] = [
      .open: BilingualText(zh: "待整改", en: "Open"),
      .inHand: BilingualText(zh: "整改中", en: "In hand"),
      .submitted: BilingualText(zh: "已上报", en: "Submitted"),
      .confirmed: BilingualText(zh: "已确认", en: "Confirmed"),
      .closed: BilingualText(zh: "已销号", en: "Closed"),
      .returned: BilingualText(zh: "已退回", en: "Returned"),
    ]

    /// The states that may follow.
    public var next: [State] {
      switch self {
      case .open: [.inHand, .submitted]
      case .inHand, .returned: self == .inHand ? [.submitted] : [.inHand, .submitted]
      case .submitted: [.confirmed, .returned]
      case .confirmed: [.closed, .returned]
      // A re-check may find that nothing was put right.
      case .closed: [.returned]
      }
    }

    /// Whether the work lies with the responsible unit.
    public var isWithUnit: Bool { self == .open || self == .inHand || self == .returned }
  }

  /// What is kept of an item beside its state and evidence.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The name of the ledger.
    case ledger
    /// Where the problem comes from; see ``RectificationSource/Kind``.
    case source
    /// What makes it the same problem when its source is looked at again; empty for items made by hand.
    case reference
    /// The kind of problem by its name in the profile.
    case kind
    /// The severity by its name in the profile.
    case severity
    /// The problem.
    case problem
    /// Its cause.
    case cause
    /// What is done about it.
    case measures
    /// The responsible leader.
    case leader
    /// The responsible department or township.
    case unit
    /// The responsible person.
    case person
    /// The township where it is.
    case township
    /// The household, village or other unit that it is about, by its path.
    case about
    /// The day it was opened, ISO 8601.
    case opened
    /// The last day in time, ISO 8601.
    case deadline
    /// Why it is held to be fraud; empty otherwise.
    case fraud

    /// The fields that an update may change.
    public static let changeable: [Field] = [
      .ledger, .kind, .severity, .problem, .cause, .measures, .leader, .unit, .person, .township,
      .about, .deadline, .fraud,
    ]
  }

  /// Something that shows what was done.
  public struct Evidence: Sendable, Hashable {
    /// What it says, or the name of the file.
    public let text: String
    /// The SHA-256 of a file in hexadecimal; `nil` for a text.
    public let digest: String?
    /// Who gave it.
    public var by = ""
    /// When.
    public var day: Moment?

    /// Evidence as a text, or as a file with its digest.
    public init(_ text: String, digest: String? = nil) {
      self.text = text
      self.digest = digest
    }

    /// As an event holds it.
    var record: String { Record.text(digest.map { [text, $0] } ?? [text]) }

    /// Whether both are the same piece, whoever gave them.
    public func isSame(as other: Evidence) -> Bool { bytesCompare(record, other.record) == 0 }
  }

  /// The number, such as `JZ-0001`.
  public let number: String
  /// The fields that are filled.
  public internal(set) var values: [Field: String] = [:]
  /// How far it has come.
  public internal(set) var state = State.open
  /// What was handed in, in order.
  public internal(set) var evidence: [Evidence] = []
  /// Why it was returned the last time.
  public internal(set) var returnReason: String?
  /// The day of the last submission, unless it was returned since.
  public internal(set) var submittedOn: Moment?
  /// The day it was closed, if it is.
  public internal(set) var closedOn: Moment?
  /// All that happened, in order.
  public internal(set) var events: [RectificationEvent] = []

  init(number: String) { self.number = number }

  /// The text of a field, empty if nothing is known.
  public subscript(field: Field) -> String { values[field] ?? "" }

  /// The day it was opened.
  public var opened: Moment? { Moment(self[.opened]) }

  /// The last day in time.
  public var deadline: Moment? { Moment(self[.deadline]) }

  /// The days by which the item is overdue: the deadline has passed, and it is neither closed nor was
  /// submitted in time and waits for others since.
  public func overdueDays(asOf day: Moment) -> Int? {
    guard state != .closed, let deadline, day.days > deadline.days else { return nil }
    if let submittedOn, submittedOn.days <= deadline.days { return nil }
    return day.days - deadline.days
  }

  /// Whether it was closed after its deadline without having been submitted in time.
  public var wasClosedLate: Bool {
    guard let closedOn, let deadline, closedOn.days > deadline.days else { return false }
    return submittedOn.map { $0.days > deadline.days } ?? true
  }

  /// Whether a name is that of the responsible person, leader or unit; white space within names does not
  /// count, since people write short names with and without it.
  public func isResponsible(_ name: String) -> Bool {
    let bare = name.withoutSpaces()
    return [Field.person, .leader, .unit].contains { field in
      !self[field].isEmpty && bytesCompare(self[field].withoutSpaces(), bare) == 0
    }
  }
}

/// One thing that happened to an item; nothing of it is ever changed.
public struct RectificationEvent: Sendable, Equatable {
  /// What was done.
  public enum Action: String, Sendable, CaseIterable {
    /// The item was opened.
    case add
    /// Fields were changed, evidence handed in, work begun or submitted.
    case update
    /// Somebody else agreed.
    case confirm
    /// It was struck off.
    case close
    /// It came back with a reason.
    case `return`
    /// A closed item was looked at again.
    case recheck
  }

  /// A field, the state or a piece of evidence before and after.
  public struct Change: Sendable, Equatable {
    /// `state`, `evidence`, `result` of a re-check, or the name of a field.
    public let name: String
    /// What stood there.
    public let before: String
    /// What stands there now.
    public let after: String

    /// A change.
    public init(_ name: String, from before: String, to after: String) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// Its number among all events of the workspace.
  public let sequence: Int
  /// The item's number.
  public let item: String
  /// When, in UTC.
  public let at: String
  /// The day where the workspace is.
  public let day: Moment
  /// Who acted.
  public let actor: String
  /// What was done.
  public let action: Action
  /// Why, where a reason was given.
  public let reason: String
  /// What changed.
  public let changes: [Change]

  /// An event.
  public init(
    sequence: Int, item: String, at: String, day: Moment, actor: String, action: Action,
    reason: String, changes: [Change]
  ) {
    self.sequence = sequence
    self.item = item
    self.at = at
    self.day = day
    self.actor = actor
    self.action = action
    self.reason = reason
    self.changes = changes
  }
}
