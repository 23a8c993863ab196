// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

/// The inspection of one village, item by item; villages that have exited meet all of them.
struct VillageInspection {
  let village: TrueVillage
  let visit: Submission

  /// Fills the form in.
  func answer(_ draft: inout AnswerDraft, unit: String, stream: inout UniformStream) {
    draft.record(visit)
    draft[unit] = visit.path.text
    draft["v_group"] = village.status.group
    draft["v_interviewer"] = visit.interviewer
    draft["v_persons"] = village.persons
    draft["v_households"] = village.households
    draft["v_registered_hh"] = village.registeredHouseholds
    draft["v_registered_persons"] = village.registeredPersons
    draft["v_exited_hh"] = village.registeredHouseholds - village.remainingHouseholds
    draft["v_exited_persons"] = village.registeredPersons - village.remainingPersons
    draft["v_remaining_hh"] = village.remainingHouseholds
    draft["v_remaining_persons"] = village.remainingPersons
    inspect(&draft, &stream)
    var failed = village.isBelowCap ? [] : ["v1"]
    if village.status == .remaining { failed.append("v11") }
    for item in 2...24 {
      draft["v\(item)_pass"] = failed.contains("v\(item)") ? "fail" : "pass"
    }
    draft["v1_reason"] = "未脱贫人口占比达到或超过2%"
    draft["v11_reason"] = "村集体经济收入不足"
    draft["v_verdict"] = failed.isEmpty ? "met" : "not_met"
    draft["v_verdict_reason"] = failed.joined(separator: " ")
    draft["v_cadres"] = "希望后续帮扶政策保持稳定"
  }

  private func inspect(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let hamlets = max(1, village.households / 70)
    draft["v2_hamlets"] = hamlets
    draft["v2_paved"] = hamlets
    draft["v3_width"] = "\(stream.next(in: 3...5)).5"
    for question in ["v4_percent", "v5_percent", "v7_percent", "v14_percent"] {
      draft[question] = "100"
    }
    for question in ["v6_present", "v8_present", "v9_clinic", "v10_present", "v18_seen"] {
      draft[question] = "yes"
    }
    draft["v9_doctors"] = stream.next(in: 1...3)
    draft["v11_yuan"] =
      village.status == .remaining
      ? stream.next(in: 5...29) * 1_000 : stream.next(in: 51...160) * 1_000
    draft["v12_coops"] = stream.next(in: 1...3)
    draft["v12_households"] = village.registeredHouseholds * stream.next(in: 60...95) / 100
    draft["v13_left"] = 0
    draft["v15_out"] = 0
    draft["v16_seen"] = stream.pick(["good": 70, "fair": 30])
    draft["v17_accepted"] = "2016-09-\(stream.next(in: 10...28))"
    draft["v17_started"] = "2016-10-\(stream.next(in: 10...28))"
    draft["v19_days"] = stream.next(in: 200...300)
    draft["v19_five"] = "county_leader unit team first_secretary technician"
    draft["v20_seen"] = "application meeting notice announcement signature"
    draft["v21_complete"] = "yes"
    draft["v22_count"] = 0
    draft["v23_covered"] = village.registeredHouseholds
    let complaints = stream.next(in: 0...2)
    draft["v24_received"] = complaints
    draft["v24_closed"] = complaints
  }
}
