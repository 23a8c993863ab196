// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Tables
import Testing

/// A small profile of two registers and two records, with further sections.
func profileOfTables(_ sections: String) throws -> Profile {
  try Profile(
    text: """
      title: {zh: 评估, en: Assessment}
      registers:
        villages: {file: v.csv, id: village_id}
        households: {file: h.csv, id: id, parent: villages.village_id}
      records:
        funds: {file: f.csv, id: fund}
        counties: {file: c.csv, id: county}
      parameters:
        line: {value: 10, label: {zh: 线, en: line}, source: "law"}
      samples:
        households: {label: {zh: 户, en: households}}
      outcomes:
        completed: {kind: completed, label: {zh: 完成, en: done}}
      forms:
        visit: {label: {zh: 表, en: form}, folder: forms/visit, unit: id, samples: [households]}
      indicators:
        rate: {label: {zh: 率, en: rate}, target: {zh: 户, en: households}, sample: households, numerator: "1", denominator: "1"}
      \(sections)
      """, file: "profile.yaml")
}

/// Expects a fault of a code.
func expectFault(
  _ code: Fault.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
  } catch let fault as Fault {
    #expect(fault.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
