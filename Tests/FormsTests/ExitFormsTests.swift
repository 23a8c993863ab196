// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables
import Testing

/// Answers of an exited household to the household form of the exit assessment.
private let household: [String: String] = [
  "start": "2016-11-20T09:00:00+08:00", "end": "2016-11-20T09:40:00+08:00", "today": "2016-11-20",
  "unit_id": "V012/H00345", "hh_type": "exited", "a_interviewer": "12", "a_attempt": "1",
  "a_result": "complete", "a_mode": "face_to_face", "a_resp_rel": "head", "a_resp_age": "52",
  "a_officials_out": "yes", "b_hukou_n": "4", "b_live_n": "3", "b_60": "1", "b_u16": "1",
  "b_6_15": "1", "b_labour": "2", "b_away": "1", "b_sick": "0", "b_chronic": "1", "b_disab": "0",
  "b_edu": "junior", "b_roster_ok": "same", "c_year_in": "2014", "c_cause": "illness funds",
  "c_apply": "yes", "c_meeting": "yes", "c_public": "yes", "d_job_public": "no",
  "d_village_cadre": "no", "d_car": "no", "d_flat": "no", "d_business": "no", "d_machine": "no",
  "e_rice": "yes", "e_protein": "weekly", "e_clothes": "own", "e_quilt": "own",
  "e_water_src": "piped", "e_water_quality": "clear", "e_water_dist": "0", "e_water_lpd": "60",
  "e_water_short": "0", "f_house_grade": "B", "f_house_obs": "none", "f_renov": "no",
  "f_reloc": "no", "g_kids_out": "0", "h_ins_n": "4", "h_untreated": "no", "h_oop": "3000",
  "h_reimb": "2000", "h_debt": "0", "i_wage": "15000", "i_farm_gross": "6000",
  "i_farm_cost": "2500", "i_biz_net": "-500", "i_prop": "0", "i_trans_dibao": "1200",
  "i_trans_wubao": "0", "i_trans_pension": "1000", "i_trans_subsidy": "300", "i_trans_kin": "0",
  "i_oneoff": "0", "i_expected": "0", "i_stable": "yes", "i_confirm_seen": "self",
  "j_measures": "health industry", "j_helper_know": "yes", "j_helper_visits": "12",
  "j_docs6": "share income_sheet", "k_exit_year": "2016", "k_exit_meeting": "yes",
  "k_exit_signed": "self", "k_exit_agree": "agree", "k_exit_public": "yes", "l_hidden_poor": "no",
  "m_verdict1": "none",
]

private func check(_ name: String, _ answers: [String: String]) throws -> (Form, CheckedAnswers) {
  let form = try form(profile: "exit-2016", name)
  let checker = FormChecker(form: form, now: Moment("2016-11-25T12:00:00+08:00")!)
  let named = answers.map { (question: $0.key, answer: $0.value) }
  return (
    form, checker.check(try Answers(named, form: form)) { Place(column: form.questions[$0].name) }
  )
}

@Suite("The forms of the exit assessment")
struct ExitFormsTests {
  @Test("A household's answers pass, and its income a head is calculated")
  func exited() throws {
    let (form, checked) = try check("household", household)
    #expect(checked.faults == [])
    func text(_ name: String) -> String { checked.texts[form.index(of: name)!] }
    #expect(text("i_total") == "20500")
    #expect(text("i_pc") == "5125")
    #expect(text("i_pc_without_dibao") == "4825")
    #expect(text("i_line") == "3146")
    #expect(text("d_five") == "no")
    #expect(text("i_flag") == "no")
    #expect(!checked.isRelevant[form.index(of: "c_nonreg_apply")!])
  }

  @Test("A household that was not at home needs no more than what was found")
  func absent() throws {
    let keys = ["start", "end", "today", "unit_id", "hh_type", "a_interviewer", "a_attempt"]
    var answers = household.filter { keys.contains($0.key) }
    answers["a_result"] = "nobody_home"
    #expect(
      try check("household", answers).1.faults.map { $0.values["question"] } == ["a_result_note"])
    answers["a_result_note"] = "邻居证实外出"
    #expect(try check("household", answers).1.faults == [])
  }

  @Test("An unregistered household is asked for its income only if something looks wrong")
  func unregistered() throws {
    let skipped = ["c_year_in", "c_cause", "c_apply", "c_meeting", "c_public", "b_roster_ok"]
    var answers = household.filter { name, _ in
      !skipped.contains(name) && !["i_", "j_", "k_"].contains { name.hasPrefix($0) }
    }
    answers.merge(["hh_type": "unregistered", "c_nonreg_apply": "no", "i_suspect": "no"]) { $1 }
    #expect(try check("household", answers).1.faults == [])
    answers["e_protein"] = "never"
    let (form, checked) = try check("household", answers)
    #expect(checked.isRelevant[form.index(of: "i_wage")!])
    #expect(!checked.isRelevant[form.index(of: "i_confirm_seen")!])
    #expect(checked.faults.contains { $0.values["question"] == "i_wage" })
  }

  @Test(
    "The verdict must fit the kind of household",
    arguments: [
      ("wrongful_exit", true), ("wrong_inclusion", true), ("omission", false),
      ("missed_exit", false), ("none", true),
    ])
  func verdict(verdict: String, fits: Bool) throws {
    var answers = household.merging(["m_verdict1": verdict]) { $1 }
    if verdict != "none" { answers["m_reason"] = "income" }
    if verdict == "wrongful_exit" || verdict == "omission" { answers["m_shock"] = "no" }
    let faults = try check("household", answers).1.faults.map(\.code)
    #expect(faults == (fits ? [] : [.constraintViolated]))
  }

  @Test("Satisfaction: who is asked what, and the complaint after a low mark")
  func satisfaction() throws {
    var answers = [
      "unit_id": "V012/H00345", "hh_type": "exited", "s_interviewer": "12", "s_result": "complete",
      "s_mode": "face_to_face", "s_resp_age": "40", "s_resp_sex": "female",
      "s_officials_out": "yes", "q1": "know", "q2": "4", "q3": "98", "q4_know": "yes", "q4": "5",
      "q5_know": "no", "q6": "4", "q7": "4", "q8": "3", "q15": "5", "q16": "yes", "q17": "refused",
      "q18": "approve", "q19": "approve",
    ]
    for question in 9...14 { answers["q\(question)"] = "4" }
    #expect(try check("satisfaction", answers).1.faults == [])
    answers["q9"] = "2"
    #expect(try check("satisfaction", answers).1.faults.map { $0.values["question"] } == ["q20"])
    answers["hh_type"] = "unregistered"
    #expect(
      try check("satisfaction", answers).1.faults.map { $0.values["question"] }
        == ["q6", "q7", "q19", "q20"])
  }

  @Test("Village: the rate is calculated, the first item follows from it")
  func village() throws {
    let counts = [
      "village_id": "V012", "v_group": "exited", "v_interviewer": "1", "v_persons": "1200",
      "v_households": "300", "v_registered_hh": "60", "v_registered_persons": "200",
      "v_exited_hh": "52", "v_exited_persons": "176", "v_remaining_hh": "8",
      "v_remaining_persons": "24",
    ]
    var (form, checked) = try check("village_exit", counts)
    #expect(checked.texts[form.index(of: "v_rate")!] == "0.02")
    #expect(checked.texts[form.index(of: "v1_pass")!] == "fail")
    let fewer = ["v_exited_persons": "177", "v_remaining_persons": "23"]
    (form, checked) = try check("village_exit", counts.merging(fewer) { $1 })
    #expect(checked.texts[form.index(of: "v1_pass")!] == "pass")
    (_, checked) = try check("village_exit", counts.merging(["v_remaining_hh": "9"]) { $1 })
    #expect(checked.faults.contains { $0.code == .constraintViolated })
  }
}
