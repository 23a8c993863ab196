// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension Catalogue {
  static let assessment: [Entry] = []
}
