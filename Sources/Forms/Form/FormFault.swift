// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Fault.Code {
  /// A sheet of a form lacks a column that it needs.
  public static let formColumnMissing = Fault.Code("form-column-missing", .data)
  /// Two headers of a sheet mean one column.
  public static let formColumnTwice = Fault.Code("form-column-twice", .data)
  /// A header is nearly that of a known column.
  public static let formColumnMisspelled = Fault.Code("form-column-misspelled", .data)
  /// A column of XLSForm that is not supported holds something.
  public static let formColumnUnsupported = Fault.Code("form-column-unsupported", .data)
  /// A header means nothing to XLSForm and was passed over.
  public static let formColumnIgnored = Fault.Code("form-column-ignored", .data)
  /// The survey sheet holds no question.
  public static let formEmpty = Fault.Code("form-empty", .data)
  /// A row has no type.
  public static let questionTypeMissing = Fault.Code("question-type-missing", .data)
  /// A type that XLSForm does not know.
  public static let questionTypeUnknown = Fault.Code("question-type-unknown", .data)
  /// A type of XLSForm that is not supported.
  public static let questionTypeUnsupported = Fault.Code("question-type-unsupported", .data)
  /// A question or group without a name.
  public static let questionNameMissing = Fault.Code("question-name-missing", .data)
  /// A name that cannot be one in XML.
  public static let questionNameInvalid = Fault.Code("question-name-invalid", .data)
  /// Two questions or groups of one name.
  public static let questionNameTwice = Fault.Code("question-name-twice", .data)
  /// A question or choice without a text.
  public static let labelMissing = Fault.Code("label-missing", .data)
  /// A text that lacks one of the form's languages.
  public static let translationMissing = Fault.Code("translation-missing", .data)
  /// A select question without a list, or with one that the choices sheet lacks.
  public static let choiceListUnknown = Fault.Code("choice-list-unknown", .data)
  /// A calculate question that calculates nothing.
  public static let calculationMissing = Fault.Code("calculation-missing", .data)
  /// A group that is begun and not ended.
  public static let groupNotEnded = Fault.Code("group-not-ended", .data)
  /// An end without a beginning, or of the other kind.
  public static let groupNotBegun = Fault.Code("group-not-begun", .data)
  /// An expression outside a repeat uses a question inside it.
  public static let repeatedName = Fault.Code("repeated-name", .data)
  /// Questions whose relevance or calculation depends on themselves.
  public static let circularReference = Fault.Code("circular-reference", .data)
  /// The bounds of a range question cannot be read.
  public static let rangeInvalid = Fault.Code("range-invalid", .data)
  /// A choice without a list or a name.
  public static let choiceNameMissing = Fault.Code("choice-name-missing", .data)
  /// A choice whose name holds white space, which divides several choices.
  public static let choiceNameSpace = Fault.Code("choice-name-space", .data)
  /// Two choices of one name in a list.
  public static let choiceNameTwice = Fault.Code("choice-name-twice", .data)
  /// `or_other` stands beside a choice filter, which would hide the choice that it adds.
  public static let orOtherFiltered = Fault.Code("or-other-filtered", .data)
  /// `or_other` adds a choice and a question in English only.
  public static let orOtherUntranslated = Fault.Code("or-other-untranslated", .data)
  /// A question takes its choices from a file that is not there.
  public static let choiceFileMissing = Fault.Code("choice-file-missing", .data)
  /// A question takes its choices from a file that no program reads.
  public static let choiceFileInvalid = Fault.Code("choice-file-invalid", .data)
  /// Answers are to be kept in entities of which no sheet tells.
  public static let entitiesMissing = Fault.Code("entities-missing", .data)
  /// A file of choices lacks the column of names or labels.
  public static let choiceFileColumnMissing = Fault.Code("choice-file-column-missing", .data)
  /// A choice filter names a column that the list does not have.
  public static let choiceColumnUnknown = Fault.Code("choice-column-unknown", .data)
  /// A choice filter stands at a question without choices.
  public static let choiceFilterWithoutChoices = Fault.Code("choice-filter-without-choices", .data)
  /// An expression compares an answer with what is none of its choices.
  public static let choiceNeverGiven = Fault.Code("choice-never-given", .data)
}
