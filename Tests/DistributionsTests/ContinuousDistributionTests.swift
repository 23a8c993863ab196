// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Continuous distributions")
struct ContinuousDistributionTests {
  @Test("Known quantiles")
  func known() throws {
    #expect(abs(Normal.standard.quantile(0.975) - 1.959963984540054) < 1e-15)
    #expect(abs(try StudentT(degreesOfFreedom: 10).quantile(0.975) - 2.228138851986275) < 1e-14)
  }
}
