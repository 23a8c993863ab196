// SPDX-License-Identifier: GPL-3.0-or-later

private import Dispatch
private import Foundation

/// Applies `transform` to elements on all cores and hands the results on in the order of the elements.
///
/// What is delivered depends on the elements alone, not on the number of cores. Elements are taken in
/// rounds of a few for each core, and one round is worked on while the results of the one before are handed
/// on, so that memory holds two rounds at a time; `next` and `consume` run on the calling thread.
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
  try withoutActuallyEscaping(transform) { transform in
    var running: Round<Element, Result>?
    // Nothing may go on behind the back of whoever gets an error.
    defer { running?.wait() }
    var failure: (any Error)?
    while true {
      var elements: [Element] = []
      do {
        while failure == nil, elements.count < 2 * width, let element = try next() {
          elements.append(element)
        }
      } catch {
        // The elements before come first, and so do their failures.
        failure = error
      }
      let before = running
      before?.wait()
      running = elements.isEmpty ? nil : Round(elements, transform)
      try before?.consume(consume)
      if running == nil {
        if let failure { throw failure }
        return
      }
    }
  }
}

/// A few elements that are worked on together.
private final class Round<Element: Sendable, Result: Sendable>: @unchecked Sendable {
  // The work alone touches these until it is done; each slot is written by one iteration.
  private var elements: [Element]
  private var transform: (@Sendable (Element) throws -> Result)?
  private let slots: UnsafeMutableBufferPointer<Swift.Result<Result, any Error>?>
  private let isDone = DispatchSemaphore(value: 0)

  /// Begins the work.
  init(_ elements: [Element], _ transform: @escaping @Sendable (Element) throws -> Result) {
    self.elements = elements
    self.transform = transform
    slots = .allocate(capacity: elements.count)
    slots.initialize(repeating: nil)
    // A thread of its own always gets on: whoever waits for it may itself be one of the pool's.
    let thread = Thread { [self] in
      work()
      // Whoever waits may count on it that nobody holds the closure any more.
      self.elements = []
      self.transform = nil
      isDone.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  private func work() {
    DispatchQueue.concurrentPerform(iterations: elements.count) { [self] index in
      slots[index] = Swift.Result { try transform!(elements[index]) }
    }
  }

  /// Waits for the end of the work.
  func wait() {
    isDone.wait()
    isDone.signal()
  }

  /// Hands the results on and lets go of them.
  func consume(_ body: (Result) throws -> Void) throws {
    for index in slots.indices {
      let result = try slots[index]!.get()
      slots[index] = nil
      try body(result)
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
