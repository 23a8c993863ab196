// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

/// The questions on satisfaction, answered by one adult of a household.
struct SatisfactionInterview {
  let household: TrueHousehold
  let visit: Submission
  let isFaultless: Bool

  /// Fills the form in.
  func answer(_ draft: inout AnswerDraft, unit: String, stream: inout UniformStream) {
    draft.record(visit)
    draft[unit] = visit.path.text
    draft["hh_type"] = household.status.rawValue
    draft["s_interviewer"] = visit.secondInterviewer
    draft["s_result"] = visit.outcome.rawValue
    draft["s_mode"] = "face_to_face"
    draft["s_resp_age"] = household.elders > 0 ? stream.next(in: 60...84) : stream.next(in: 22...59)
    draft["s_resp_sex"] = stream.pick(["female": 52, "male": 48])
    draft["s_officials_out"] = "yes"
    draft["q1"] = stream.pick(["know": 80, "heard": 17, "unaware": 3])
    draft["q4_know"] = stream.pick(["yes": 92, "no": 8])
    draft["q5_know"] = stream.pick(["yes": 88, "no": 12])
    var isAnyLow = false
    for number in 2...15 {
      let score = score(&stream)
      isAnyLow = isAnyLow || (score == "1" || score == "2")
      draft["q\(number)"] = score
    }
    draft["q16"] = stream.pick(["yes": 90, "dont_know": 10])
    draft["q17"] =
      household.approves
      ? stream.pick(["no": 93, "unsure": 7]) : stream.pick(["no": 45, "unsure": 35, "yes": 20])
    let approval = approval(&stream)
    draft["q18"] = approval
    draft["q19"] = household.error == .wrongfulExit ? "disapprove" : approval
    draft["q20"] = isAnyLow ? stream.pick(["村内道路": 1, "饮水": 1, "就医": 1, "政策落实慢": 1]) : ""
  }

  /// A score from 1 to 5, or 98 for "does not know": high where the household approves.
  private func score(_ stream: inout UniformStream) -> String {
    household.approves
      ? stream.pick(["5": 48, "4": 43, "3": 6, "2": 1, "98": 2])
      : stream.pick(["5": 8, "4": 30, "3": 28, "2": 24, "1": 6, "98": 4])
  }

  /// The answer on the exit: the truth, but that in real life a few refuse it.
  private func approval(_ stream: inout UniformStream) -> String {
    let refuses = stream.chance(perMille: 3)
    let doubts = stream.chance(perMille: 200)
    if refuses && !isFaultless { return "refused" }
    return household.approves ? "approve" : doubts ? "unsure" : "disapprove"
  }
}
