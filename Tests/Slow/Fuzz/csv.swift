// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables

private let path = "/dev/shm/assay-fuzz-\(getpid()).csv"

/// Any bytes are a table or refused with a fault, and both readers of it agree.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let data = Data(bytes: data, count: size)
  precondition(FileManager.default.createFile(atPath: path, contents: data))
  do {
    let file = try CSVFile(path: path)
    let whole = Result { try file.table() }
    var rows = 0
    let passed = Result { try file.forEachBatch { rows += $0.table.rowCount } }
    switch (whole, passed) {
    case (.success(let table), .success): precondition(table.rowCount == rows)
    case (.failure, .failure): break
    default: fatalError("one reader accepts what the other refuses")
    }
  } catch is Fault {} catch {
    fatalError("\(error)")
  }
  return 0
}
