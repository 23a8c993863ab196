// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Catalogue {
  /// Reports does not stand on Simulation, so that its codes are named here and not imported.
  static let simulation: [Entry] = [
    Entry(
      Fault.Code("unreachable-margin", .data),
      en:
        "no county with the fixed totals is found from this seed (total {target}, missing {missing}). Take another seed",
      zh: "用这个种子找不到满足固定总数的县（目标 {target}，差 {missing}）。请换一个种子")
  ]
}
