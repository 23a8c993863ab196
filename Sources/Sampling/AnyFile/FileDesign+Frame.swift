// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension FileDesign {
  /// The design bound to the rows of its file, ready to be drawn many times.
  ///
  /// - Parameters:
  ///   - table: the file's rows, with ``columns`` at least.
  ///   - takeAll: the rows that the design's condition for them names, if it has one.
  ///   - progress: hears the samples that are counted.
  /// - Throws: the faults of registers and design.
  public func frame(
    of table: Table, takeAll: [Bool]? = nil, progress: Progress? = nil
  ) throws -> SamplingFrame {
    var units = try TableRegister(table, id: id, parent: clusters?.column)
    if let takeAll { units = units.takingAll(takeAll) }
    var registers: [String: any Register] = [Self.unitsName: units]
    if let column = clusters?.column {
      registers[Self.clustersName] = try TableRegister.clusters(
        in: table, id: column, columns: clusterColumns)
    }
    return try SamplingFrame(design, registers: registers, progress: progress)
  }
}
