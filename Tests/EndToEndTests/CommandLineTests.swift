// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  @Test("Help names the exit statuses and succeeds")
  func help() throws {
    let outcome = try AssayProcess.run(["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("78 assessment.yaml"))
  }

  @Test("An unknown option is wrong usage")
  func usage() throws {
    let outcome = try AssayProcess.run(["--no-such-option"])
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("--no-such-option"))
  }
}
