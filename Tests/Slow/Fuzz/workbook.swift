// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables

private let path = "/dev/shm/assay-fuzz-\(getpid()).xlsx"

/// Any bytes are a workbook or refused with a fault. The first byte says what they are: a whole file,
/// or the content of a sheet, of the shared texts or of the styles in a file that is otherwise whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size > 0 else { return 0 }
  let content = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
  let text = String(decoding: content, as: UTF8.self)
  var workbook = HandMadeWorkbook(
    "<sheetData><row><c t=\"s\" s=\"1\"><v>0</v></c></row></sheetData>")
  switch data[0] % 4 {
  case 0: workbook.sheets[0].content = text
  case 1: workbook.sharedStrings = text
  case 2: (workbook.numberFormats, workbook.cellFormats) = (text, text)
  default: break
  }
  let bytes = data[0] % 4 == 3 ? content : workbook.bytes()
  precondition(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
  do {
    let workbook = try Workbook(path: path)
    for sheet in workbook.sheetNames { _ = try workbook.sheetTable(sheet) }
  } catch is Fault {} catch {
    fatalError("\(error)")
  }
  return 0
}
