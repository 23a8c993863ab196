// SPDX-License-Identifier: GPL-3.0-or-later

package import Assessment
import Files
package import Foundation

extension AssayHome {
  /// The schema of the files that people write, made of the example that uses every key.
  /// - Throws: the faults of the example.
  package func schema(_ schema: ConfigurationSchema) throws -> String {
    let (text, file) = try example(schema)
    return try schema.text(example: text, file: file)
  }

  /// What decoding the example asks for.
  func shape(_ schema: ConfigurationSchema) throws -> YAMLShape {
    try schema.shape(of: [example(schema)])
  }

  private func example(_ schema: ConfigurationSchema) throws -> (text: String, file: String) {
    let file = "surveys/\(schema.rawValue).example.yaml"
    return (try TextFile(path: folder.appending(path: file).path).contents(), file)
  }

  /// The file of a schema, to which the files that people write can point; `nil` if it is not installed.
  package func schemaFile(_ schema: ConfigurationSchema) -> URL? {
    let file = folder.appending(path: "surveys/\(schema.rawValue).schema.json")
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }
}
