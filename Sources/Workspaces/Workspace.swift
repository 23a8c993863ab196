// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Forms
public import Foundation
package import GRDB
public import Tables

/// A folder that holds one assessment programme: what people write, the registers, what Assay records
/// and what it writes for people.
///
/// One process writes at a time. Every change is one transaction together with its entry in the log,
/// so that a crash at any moment leaves the workspace as it was before or after.
public final class Workspace: Sendable {
  /// The workspace's folder.
  public let folder: URL
  /// Who acts, when, and with which version.
  public let session: Session
  /// What `settings.xlsx` says beside it.
  public let settings: [FilledSetting]
  /// What `assessment.yaml` says, with the settings in their places.
  public let description: AssessmentDescription
  /// The profile that it names.
  public let profile: Profile
  /// Where profiles and forms are found.
  public let home: AssayHome
  package let database: DatabaseQueue
  private let lock: WorkspaceLock?

  /// Opens an existing workspace.
  ///
  /// - Parameters:
  ///   - folder: the folder with `assessment.yaml`.
  ///   - session: who acts.
  ///   - home: where profiles are found.
  ///   - isWriting: whether the workspace will be changed; a second writer is refused.
  /// - Throws: ``Fault/Code/noWorkspace``; ``Fault/Code/workspaceInUse`` with the process that holds
  ///   it; ``Fault/Code/newerWorkspace``; the faults of `assessment.yaml`, `settings.xlsx`, the profile
  ///   and its forms, and where they do not fit each other.
  public init(at folder: URL, session: Session, home: AssayHome, isWriting: Bool) throws {
    self.folder = folder
    self.session = session
    self.home = home
    let file = folder.appending(path: "assessment.yaml")
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw Fault(.noWorkspace, at: Place(file: folder.path))
    }
    let path = file.relativePath
    settings = try Self.filledSettings(in: folder)
    description = try AssessmentDescription(
      text: TextFile(path: file.path).contents(), file: path, settings: settings)
    profile = try home.profile(named: description.profile)
    try description.check(
      against: profile, forms: home.forms(of: profile, named: description.profile))
    lock = isWriting ? try WorkspaceLock(folder: folder, session: session) : nil
    database = try Self.openDatabase(at: folder.appending(path: "assessment.db"))
    try settleLastChange(isWriting: isWriting)
  }

  /// The language in which the people of a folder are told that it cannot be opened; `nil` if its
  /// `assessment.yaml` names none.
  public static func language(namedIn folder: URL) -> Language? {
    let text = try? TextFile(path: folder.appending(path: "assessment.yaml").path).contents()
    return text.flatMap { AssessmentDescription.language(namedIn: $0) }
  }

  /// The time zone in which people are told days and hours: China has one, elsewhere the computer's.
  public var timeZone: TimeZone {
    description.language == .chinese ? TimeZone(identifier: "Asia/Shanghai") ?? .gmt : .current
  }

  /// The forms of the profile, each under its name.
  public func forms() throws -> [String: Form] {
    try home.forms(of: profile, named: description.profile)
  }

  /// A form of the profile.
  func form(named name: String) throws -> Form {
    try home.form(
      profile.forms.first { bytesCompare($0.name, name) == 0 }!, ofProfile: description.profile)
  }

  /// The folder of canonical registers.
  package var registersFolder: URL { folder.appending(path: "registers") }

  /// The folder of a round's secrets.
  package func keysFolder(round: String) -> URL { folder.appending(path: "keys/\(round)") }

  /// The folder of what is written for people about a round.
  public func outputFolder(round: String) -> URL { folder.appending(path: "out/\(round)") }

  /// Changes the records and appends to the log, both or neither.
  ///
  /// - Parameters:
  ///   - command: the command as the log names it.
  ///   - details: what the log keeps of it.
  package func record<Result>(
    _ command: String, _ details: [String: String],
    _ change: (Database) throws -> Result
  ) throws -> Result {
    try record(command, details, files: [], change)
  }
}

/// Who acts on a workspace, when, and with which version of the program.
public struct Session: Sendable {
  /// The name of the person or office that acts.
  public let actor: String
  /// The clock; fixed by `SOURCE_DATE_EPOCH` where output must be repeatable.
  public let now: @Sendable () -> Date
  /// The command line, for the message to others who find the workspace in use.
  public let command: String

  /// A session of an actor.
  public init(actor: String, command: String, now: @escaping @Sendable () -> Date) {
    self.actor = actor
    self.command = command
    self.now = now
  }

  /// The program and its version, as reports name it.
  public static let toolName = "assay 0.1.0"

  /// The program and its version.
  public var tool: String { Self.toolName }

  /// The present time as the log writes it: ISO 8601 in UTC, to the second.
  package var timestamp: String {
    now().formatted(.iso8601)
  }
}

extension Fault.Code {
  /// A folder is not a workspace.
  public static let noWorkspace = Fault.Code("no-workspace", .noInput)
}
