// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Work on all cores, in order")
struct ConcurrentMapTests {
  private struct Failure: Error, Equatable {
    let element: Int
  }

  @Test("Results come in the order of the elements, also where the work does the like itself")
  func order() throws {
    var results: [Int] = []
    try mapInOrder(0..<200) { element in
      var sum = 0
      try mapInOrder(0..<element) {
        $0
      } consume: {
        sum += $0
      }
      return sum
    } consume: {
      results.append($0)
    }
    #expect(results == (0..<200).map { $0 * ($0 - 1) / 2 })
  }

  @Test("Of several failures the first element's is thrown, after the results before it")
  func failures() {
    var results: [Int] = []
    #expect(throws: Failure(element: 37)) {
      try mapInOrder(0..<200) { element in
        if element >= 37 { throw Failure(element: element) }
        return element
      } consume: {
        results.append($0)
      }
    }
    #expect(results == Array(0..<37))
    var next = 0
    results = []
    #expect(throws: Failure(element: -1)) {
      try mapInOrder({
        next += 1
        if next == 50 { throw Failure(element: -1) }
        return next
      }) { (element: Int) in
        element
      } consume: {
        results.append($0)
      }
    }
    #expect(results == Array(1..<50))
    #expect(throws: Failure(element: 3)) {
      try mapInOrder(0..<200) {
        $0
      } consume: {
        if $0 == 3 { throw Failure(element: 3) }
      }
    }
  }
}
