// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

/// The verification of one household, answered as the household truly lives, with a slip if there is
/// one.
struct HouseholdInterview {
  let household: TrueHousehold
  let visit: Submission
  /// What the interview shows: the truth's error and reason, or those that a slip suggests.
  let error: RegisterError?
  let reason: String
  private let slip: Slip?

  init(_ household: TrueHousehold, visit: Submission, slip: Slip?) {
    self.household = household
    self.visit = visit
    self.slip = slip
    error = household.error ?? slip?.suspects(household.status)
    reason = slip?.reason ?? household.reason
  }

  /// Fills the form in.
  func answer(_ draft: inout AnswerDraft, unit: String, stream: inout UniformStream) {
    draft.record(visit)
    draft[unit] = visit.path.text
    draft["hh_type"] = household.status.rawValue
    answerVisit(&draft, &stream)
    guard visit.outcome == .complete else { return }
    answerMembers(&draft, &stream)
    answerRegistration(&draft, &stream)
    answerCategories(&draft, &stream)
    answerNeeds(&draft, &stream)
    answerHousing(&draft, &stream)
    answerIncome(&draft, &stream)
    answerAssistance(&draft, &stream)
    answerJudgement(&draft, &stream)
  }

  /// Whether the household lacks, or seems to lack, something.
  func lacks(_ need: String) -> Bool {
    (error == .wrongfulExit || error == .omitted) && reason == need
  }

  // MARK: - A: the visit

  private func answerVisit(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    draft["a_interviewer"] = visit.interviewer
    draft["a_interviewer2"] = visit.secondInterviewer
    draft["a_attempt"] = visit.attempt
    draft["a_result"] = visit.outcome.rawValue
    switch visit.outcome {
    case .complete: break
    case .nobodyHome: draft["a_result_note"] = "敲门无人应答，已向邻居核实"
    case .away: draft["a_result_note"] = "邻居和村民小组长证实全家外出务工，年内不回"
    case .refused: draft["a_result_note"] = "说明来意后仍不愿接受访问"
    }
    draft["a_mode"] = "face_to_face"
    let role =
      household.persons == 1
      ? "head" : stream.pick(["head": 60, "spouse": 22, "child": 8, "parent": 7, "other": 3])
    draft["a_resp_rel"] = role
    draft["a_resp_age"] = household.elders > 0 ? stream.next(in: 60...84) : stream.next(in: 24...59)
    draft["a_officials_out"] = "yes"
    draft["a_gps"] = position(&stream)
    draft["a_photo_house"] = "\(visit.startSecond)\(stream.next(in: 100...999)).jpg"
  }

  /// A place near the middle of the village, which follows from the village's number.
  private func position(_ stream: inout UniformStream) -> String {
    let place = visit.path.top.text.utf8.reduce(7) { ($0 * 31 + Int($1)) % 10_007 }
    let latitude = 26_900_000 + place % 100 * 3_000 + stream.next(in: 0...6_000)
    let longitude = 114_600_000 + place / 100 * 3_000 + stream.next(in: 0...6_000)
    let accuracy = stream.next(in: 30...120)
    return "\(degrees(latitude)) \(degrees(longitude)) \(stream.next(in: 60...320)) "
      + "\(accuracy / 10).\(accuracy % 10)"
  }

  private func degrees(_ millionths: Int) -> String {
    "\(millionths / 1_000_000).\(String(millionths % 1_000_000 + 1_000_000).dropFirst())"
  }

  // MARK: - B: members

  private func answerMembers(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let persons = household.persons
    let away = min(stream.next(in: 0...2), household.labour, persons - 1)
    var pupils = 0
    for _ in 0..<household.children where stream.chance(perMille: 620) { pupils += 1 }
    if lacks("schooling") { pupils = max(pupils, 1) }
    draft["b_hukou_n"] = persons
    draft["b_live_n"] = persons - away
    draft["b_60"] = household.elders
    draft["b_u16"] = household.children
    draft["b_6_15"] = pupils
    draft["b_labour"] = household.labour
    draft["b_away"] = away
    draft["b_sick"] = household.cause == "illness" && household.chronic == 0 ? 1 : 0
    draft["b_chronic"] = household.chronic
    draft["b_disab"] = household.disabled
    draft["b_edu"] = stream.pick([
      "primary": 55, "junior": 33, "senior": 8, "vocational": 3, "college": 1,
    ])
    draft["b_roster_ok"] = "same"
    let out = lacks("schooling") ? 1 : 0
    draft["g_kids_out"] = out
    draft["g_out_reason"] = out > 0 ? "poverty" : ""
  }

  // MARK: - C: registration

  private func answerRegistration(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let latest = household.exitYear == 0 ? 2015 : min(household.exitYear, 2014)
    draft["c_year_in"] = stream.next(in: 2013...latest)
    draft["c_cause"] = household.cause
    draft["c_cause_other"] = household.cause == "other" ? "家中变故" : ""
    for question in ["c_apply", "c_meeting", "c_public", "k_exit_meeting", "k_exit_public"] {
      draft[question] = stream.pick(["yes": 94, "dont_know": 6])
    }
    let applied = stream.chance(perMille: lacks(reason) ? 300 : 40)
    draft["c_nonreg_apply"] = applied ? "yes" : "no"
    draft["c_nonreg_reason"] = applied ? "村里评议时未通过" : ""
    draft["k_exit_year"] = household.exitYear
    draft["k_exit_signed"] = stream.pick(["self": 93, "proxy": 7])
    draft["k_exit_agree"] =
      error == .wrongfulExit
      ? stream.pick(["disagree": 60, "unsure": 25, "agree": 15])
      : stream.pick(["agree": 97, "unsure": 3])
  }

  // MARK: - D: five categories

  private func answerCategories(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let items: [(question: String, reason: String, perMille: Int, yuan: Int)] = [
      ("d_job_public", "public_job", 30, 0), ("d_village_cadre", "cadre", 15, 0),
      ("d_car", "car", 220, 60_000), ("d_flat", "flat", 90, 260_000),
      ("d_business", "business", 60, 100_000),
    ]
    var value = 0
    var isAny = false
    for item in items {
      // Neighbours who were never registered may own what they like; omitted ones own none of it.
      let owns = stream.chance(perMille: item.perMille)
      let has =
        household.status == .unregistered
        ? owns && error == nil : error == .wrongInclusion && reason == item.reason
      draft[item.question] = has ? "yes" : "no"
      isAny = isAny || has
      if has { value += item.yuan * stream.next(in: 7...14) / 10 }
    }
    draft["d_machine"] = "no"
    draft["d_value"] = value
    if isAny && household.status != .unregistered {
      draft["d_evidence"] = "\(visit.startSecond)\(stream.next(in: 100...999)).jpg"
      draft["d_note"] = slip == .car ? "车停在院内，户主说是亲戚的" : "已核对证件，识别之前就有"
    }
  }
}
