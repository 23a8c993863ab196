// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Days of the calendar")
struct CivilCalendarTests {
  @Test(
    "A day is four, two and two digits of a date that the calendar has",
    arguments: [
      ("1970-01-01", 0), ("2016-02-29", 16_860), ("2017-05-12", 17_298), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896),
    ])
  func days(text: String, days: Int) {
    #expect(CivilCalendar.days(of: text) == days)
    #expect(CivilCalendar.text(days: days) == text)
  }

  @Test(
    "Any other text is no day",
    arguments: [
      "", "2017", "2017-5-12", "2017-05-1", "17-05-12", "2017-02-29", "2016-02-30", "2017-13-01",
      "2017-00-10", "2017-05-00", "0000-01-01", "2017/05/12", "2017-05-12T08:00", "2017-05-12 ",
      " 2017-05-12", "+017-05-12", "２０１７-05-12", "2017-05-1٢", "2017-05-12\n", "2017‐05‐12",
      "20170512", "2017-051-2",
    ])
  func refused(text: String) {
    #expect(CivilCalendar.days(of: text) == nil)
  }
}
