// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

extension HouseholdInterview {
  // MARK: - E and H: food, clothing, water, health

  func answerNeeds(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    draft["e_rice"] = "yes"
    draft["e_protein"] = stream.pick(["daily": 45, "weekly": 45, "monthly": 10])
    draft["e_clothes"] = stream.pick(["own": 92, "relatives": 8])
    draft["e_quilt"] = stream.pick(["own": 95, "relatives": 5])
    let isDry = lacks("water")
    draft["e_water_src"] =
      isDry ? "spring" : stream.pick(["piped": 80, "public_tap": 6, "well": 14])
    draft["e_water_quality"] = "clear"
    draft["e_water_dist"] = isDry ? stream.next(in: 40...90) : stream.next(in: 0...8)
    draft["e_water_lpd"] = isDry ? stream.next(in: 12...25) : stream.next(in: 40...95)
    draft["e_water_short"] = isDry ? stream.next(in: 18...40) : stream.next(in: 0...3)

    let isUninsured = lacks("medical")
    draft["h_ins_n"] = household.persons - (isUninsured ? 1 : 0)
    draft["h_unins_reason"] = isUninsured ? "poverty" : ""
    draft["h_untreated"] = "no"
    let cost = household.chronic * stream.next(in: 500...6_000) + stream.next(in: 0...800)
    draft["h_oop"] = cost / 4
    draft["h_reimb"] = cost - cost / 4
    draft["h_debt"] = 0
  }

  // MARK: - F: housing

  func answerHousing(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let house: Residents.Housing = lacks("housing") ? .unsafe : household.housing
    switch house {
    case .safe:
      draft["f_house_grade"] = stream.pick(["A": 55, "B": 45])
      draft["f_house_obs"] = stream.pick(["none": 90, "cracks": 10])
    case .repaired:
      draft["f_house_grade"] = stream.pick(["A": 30, "B": 70])
      draft["f_house_obs"] = "none"
    case .relocated:
      draft["f_house_grade"] = "A"
      draft["f_house_obs"] = "none"
    case .unsafe:
      draft["f_house_grade"] = stream.pick(["C": 70, "D": 30])
      draft["f_house_obs"] = stream.pick(["cracks leaks": 60, "cracks earth": 40])
    }
    draft["f_renov"] = house == .repaired ? "yes" : "no"
    draft["f_renov_done"] = "yes"
    draft["f_reloc"] = house == .relocated ? "yes" : "no"
    draft["f_movein"] = "yes"
    draft["f_movein_date"] = "2016-0\(stream.next(in: 1...9))-\(stream.next(in: 10...28))"
  }

  // MARK: - I: income

  func answerIncome(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let (total, parts) = income(&stream)
    let farm = parts[IncomePart.farm.rawValue]
    let cost = farm * stream.next(in: 20...60) / 100
    let transfers = parts[IncomePart.transfer.rawValue]
    let isAllowed = household.status != .unregistered && transfers * 2 > total
    let split = apportion(
      transfers,
      weights: [
        isAllowed ? 5 : 0, 3 * household.elders, household.status == .unregistered ? 2 : 4, 2,
      ])
    draft["i_suspect"] = error == .omitted ? "yes" : "no"
    draft["i_wage"] = parts[IncomePart.wage.rawValue]
    draft["i_farm_gross"] = farm + cost
    draft["i_farm_cost"] = cost
    draft["i_biz_net"] = parts[IncomePart.business.rawValue]
    draft["i_prop"] = parts[IncomePart.property.rawValue]
    draft["i_trans_dibao"] = split[0]
    draft["i_trans_wubao"] = 0
    draft["i_trans_pension"] = split[1]
    draft["i_trans_subsidy"] = split[2]
    draft["i_trans_kin"] = split[3]
    draft["i_oneoff"] = household.housing == .repaired ? 20_000 : 0
    draft["i_expected"] = stream.chance(perMille: 100) ? stream.next(in: 3...20) * 100 : 0
    draft["i_stable"] = stable(&stream)
    draft["i_confirm_seen"] = stream.pick(["self": 90, "proxy": 8, "none": 2])
  }

  /// The household's income and its parts; less than there is if some was forgotten.
  private func income(_ stream: inout UniformStream) -> (total: Int, parts: [Int]) {
    let isForgotten = lacks("income") && household.error == nil
    let each = isForgotten ? stream.next(in: 1_800...3_000) : household.income
    let total = each * household.persons
    if !isForgotten, household.parts.reduce(0, +) == total { return (total, household.parts) }
    return (total, IncomePart.parts(of: total, card: nil, stream: &stream))
  }

  private func stable(_ stream: inout UniformStream) -> String {
    switch (household.status, error) {
    case (_, .missedExit): "yes"
    case (.remaining, _): stream.pick(["no": 70, "unsure": 30])
    case _ where lacks("income"): "no"
    default: stream.pick(["yes": 93, "unsure": 7])
    }
  }

  // MARK: - J: assistance

  func answerAssistance(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let dibao: Int = draft["i_trans_dibao"]
    draft["j_measures"] = stream.several(
      [
        "industry": 600, "employment": household.labour > 0 ? 350 : 0,
        "relocation": household.housing == .relocated ? 1_000 : 0,
        "renovation": household.housing == .repaired ? 1_000 : 0,
        "education": household.children > 0 ? 500 : 0, "health": 600,
        "dibao": dibao > 0 ? 1_000 : 0, "solar": 550, "dividends": 500, "microcredit": 80,
      ], otherwise: "none")
    draft["j_helper_know"] = stream.pick(["yes": 97, "no": 3])
    draft["j_helper_visits"] = stream.next(in: 3...24)
    draft["j_docs6"] = stream.several(
      [
        "share": 930, "residence": 940, "registration": 950, "policy_booklet": 960,
        "helper_booklet": 970, "income_sheet": 950,
      ], otherwise: "none")
  }

  // MARK: - L and M: leads and judgement

  func answerJudgement(_ draft: inout AnswerDraft, _ stream: inout UniformStream) {
    let knows = stream.chance(perMille: 8)
    draft["l_hidden_poor"] = knows ? "yes" : stream.pick(["no": 85, "dont_know": 15])
    draft["l_hidden_poor_who"] =
      knows
      ? "第\(stream.next(in: 1...9))组，\(stream.pick(["陈": 1, "刘": 1, "王": 1, "罗": 1]))姓，有人久病" : ""
    draft["m_verdict1"] = error?.finding ?? "none"
    draft["m_reason"] = error == nil ? "" : Self.reasonCodes[reason, default: "five_categories"]
    draft["m_shock"] = "no"
    if error != nil {
      draft["m_evidence"] = "\(visit.startSecond)\(stream.next(in: 100...999)).jpg"
    }
  }

  /// The form's words for the truth's reasons; what is not listed is one of the five categories.
  private static let reasonCodes = [
    "income": "income", "housing": "housing", "water": "water", "medical": "medical",
    "schooling": "school", "recovered": "income",
  ]
}
