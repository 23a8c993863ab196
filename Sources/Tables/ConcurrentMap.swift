// SPDX-License-Identifier: GPL-3.0-or-later

private import Dispatch
private import Foundation

/// Applies `transform` to elements on all cores and hands the results on in the order of the elements.
///
/// What is delivered depends on the elements alone, not on the number of cores. Elements are taken in
/// rounds of a few for each core, so that memory holds one round at a time; `next` and `consume` run on
/// the calling thread.
///
/// - Parameters:
///   - next: the next element, `nil` at the end.
///   - transform: the work on one element.
///   - consume: takes the results in order.
/// - Throws: what the closures throw; of several failures that of the first element.
public func mapInOrder<Element: Sendable, Result: Sendable>(
  _ next: () throws -> Element?, _ transform: @Sendable (Element) throws -> Result,
  consume: (Result) throws -> Void
) throws {
  let width = ProcessInfo.processInfo.activeProcessorCount
  while true {
    var round: [Element] = []
    while round.count < 4 * width, let element = try next() { round.append(element) }
    if round.isEmpty { return }
    let elements = round
    let results = UnsafeMutableBufferPointer<Swift.Result<Result, any Error>?>
      .allocate(capacity: elements.count)
    results.initialize(repeating: nil)
    defer {
      results.deinitialize()
      results.deallocate()
    }
    nonisolated(unsafe) let slots = results
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
      slots[index] = Swift.Result { try transform(elements[index]) }
    }
    for index in elements.indices {
      let result = try results[index]!.get()
      results[index] = nil
      try consume(result)
    }
  }
}

/// Applies `transform` to the elements of a sequence on all cores; see
/// ``mapInOrder(_:_:consume:)-(()->Element?,_,_)``.
public func mapInOrder<Elements: Sequence, Result: Sendable>(
  _ elements: Elements, _ transform: @Sendable (Elements.Element) throws -> Result,
  consume: (Result) throws -> Void
) throws where Elements.Element: Sendable {
  var iterator = elements.makeIterator()
  try mapInOrder({ iterator.next() }, transform, consume: consume)
}
