// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The files that people write, each with a JSON schema by which their editors check it while they type.
///
/// A schema is made by decoding an example that uses every key: it says what the decoder asked for, and
/// nothing is kept twice. Remarks behind the example's keys describe them.
package enum ConfigurationSchema: String, Sendable, CaseIterable {
  /// `profile.yaml`.
  case profile
  /// `assessment.yaml`.
  case assessment

  /// What the files are.
  var title: BilingualText {
    switch self {
    case .profile: BilingualText(zh: "评估种类", en: "A kind of assessment")
    case .assessment: BilingualText(zh: "一次评估", en: "An assessment")
    }
  }

  /// The schema that an example gives.
  ///
  /// - Parameters:
  ///   - example: the text of a file that uses every key.
  ///   - file: the file as faults should name it.
  /// - Throws: ``Tables/Fault/Code/schemaIncomplete`` for an example that leaves out keys; the faults of the
  ///   text.
  package func text(example: String, file: String) throws -> String {
    let shape = try shape(of: [(example, file)])
    guard shape.unread.isEmpty else {
      throw Fault(
        .schemaIncomplete, at: Place(file: file), ["keys": shape.unread.joined(separator: ", ")])
    }
    return shape.schema(title: title, describedBy: (file, example))
  }

  /// What decoding some files asks for.
  package func shape(of files: [(text: String, file: String)]) throws -> YAMLShape {
    let shape = YAMLShape()
    for (text, file) in files {
      let document = try YAMLValue(text: text, file: file, noting: shape)
      switch self {
      case .profile: _ = try Profile(document)
      case .assessment: _ = try AssessmentDescription(document)
      }
    }
    return shape
  }
}

extension Fault.Code {
  /// An example from which a schema is to be made leaves out keys.
  public static let schemaIncomplete = Fault.Code("schema-incomplete", .configuration)
}
