// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension SamplingDesign {
  /// Units with a parent that the stage above does not hold, and ids that two registers of a stage
  /// share within one parent.
  ///
  /// - Complexity: one pass over the registers of all stages but the last; where a stage has several
  ///   registers, one over each of them. Memory grows with parents.
  func unitFaults(registers: [String: any Register]) throws -> Faults {
    var faults = Faults()
    var above: [any Register] = []
    for (index, stage) in stages.enumerated() {
      var owners: [any Register] = []
      var names: Set<UnitID> = []
      for sample in stage.samples where names.insert(UnitID(sample.register)).inserted {
        // Units of one register may be in two samples; units of two registers may not share a path.
        let register = registers[sample.key]!
        faults.append(contentsOf: try register.unknownParents(stage: index + 1, above: above))
        for owner in owners {
          faults.append(contentsOf: try register.unitsShared(with: owner))
        }
        owners.append(register)
      }
      above = owners
    }
    return faults
  }
}

extension Register {
  /// The units whose parents are no units of the stage above.
  fileprivate func unknownParents(stage: Int, above: [any Register]) throws -> Faults {
    var unknown = Set(parentPaths)
    if stage == 1 { unknown.remove(UnitID("")) }
    for register in above {
      try register.forEachUnit { parent, id, _ in
        unknown.remove(stage == 2 ? id : parent.appending(id))
      }
    }
    var faults = Faults()
    if unknown.isEmpty { return faults }
    try forEachUnit { parent, id, row in
      if unknown.contains(parent) {
        faults.append(Fault(parent: parent.text, of: id.text, at: place(row: row)))
      }
    }
    return faults
  }

  /// The units that another register has, too.
  fileprivate func unitsShared(with other: any Register) throws -> Faults {
    let others = Set(other.parentPaths)
    let parents = parentPaths.filter { others.contains($0) }
    var faults = Faults()
    if parents.isEmpty { return faults }
    // So many parents as have the units of a portion, on average.
    let step = max(1, (1 << 14) * parents.count / max(1, unitCount + other.unitCount))
    let portions = stride(from: 0, to: parents.count, by: step).map {
      Array(parents[$0..<min($0 + step, parents.count)])
    }
    let own = try self.portions(of: portions, progress: nil)
    let owner = try other.portions(of: portions, progress: nil)
    try mapInOrder(portions.indices) { (portion: Int) -> [Fault] in
      var known = ByteTable()
      try owner.load(portion).forEachPath { path, _ in _ = known.index(of: path) }
      let register = try own.load(portion)
      var shared: [Fault] = []
      register.forEachPath { path, row in
        if known.find(path, hash: byteHash(path)) != nil {
          shared.append(
            Fault(
              .idInTwoRegisters, at: register.place(row: row),
              ["id": String(decoding: path, as: UTF8.self)]))
        }
      }
      return shared
    } consume: { shared in
      for fault in shared { faults.append(fault) }
    }
    return faults
  }
}

extension TableRegister {
  /// Delivers the path of every row as bytes.
  func forEachPath(_ body: (UnsafeBufferPointer<UInt8>, _ row: Int) -> Void) {
    var path: [UInt8] = []
    for row in 0..<unitCount {
      path.removeAll(keepingCapacity: true)
      if let parents {
        path += parents.labels[Int(parents.codes[row])].utf8
        path.append(0x2f)
      }
      ids.withBytes(at: row) { path.append(contentsOf: $0) }
      path.withUnsafeBufferPointer { body($0, row) }
    }
  }
}
