// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
public import Sampling
public import Workspaces

/// `minutes.html`: what the witnesses of seal and draw sign.
public enum MinutesFile {
  /// Writes the minutes of a round beside its proof, in the workspace's language.
  /// - Parameter draw: the latest draw, if the round was drawn.
  public static func write(_ workspace: Workspace, round: String, draw: Draw?) throws {
    let content = try MinutesContent(of: workspace, round: round, draw: draw)
    try AtomicFile.write(
      MinutesPage.render(content, in: workspace.description.language ?? .english),
      to: workspace.outputFolder(round: round).appending(path: "minutes.html").path)
  }
}
