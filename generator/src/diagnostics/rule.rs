//! The names of findings that do not stop the run.
//!
//! Takes: nothing. Gives: one name for each thing that is mended, rewritten, left out or skipped, so that many findings
//! of one kind can be counted and folded, and so that a reader can look one up in docs/documents.md.

use std::fmt;

/// What a finding is about in general.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Group {
    /// The document breaks the standard in a way that a reader forgives: it is read as it was meant.
    Mend,
    /// The document says in the words of 3.1 what 3.0 says otherwise: it is rewritten without loss, and not reported.
    Rewrite,
    /// A part of the document is ignored or left out.
    LeftOut,
    /// A place that the document types is free JSON in the crate.
    Untyped,
    /// An operation is not in the crate.
    Skipped,
    /// A setting, an overlay or a selection has no effect.
    Setting,
}

/// Writes the enum, its names and its groups in one table.
macro_rules! rules {
    ($($group:ident { $($(#[doc = $doc:literal])+ $rule:ident = $name:literal,)+ })+) => {
        /// The kind of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($($(#[doc = $doc])+ $rule,)+)+
        }

        impl Rule {
            /// All of them, in the order of their groups.
            pub const ALL: &'static [Self] = &[$($(Self::$rule,)+)+];

            /// The name that messages show, in lower case with dashes.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $($(Self::$rule => $name,)+)+
                }
            }

            /// What it is about in general.
            #[must_use]
            pub fn group(self) -> Group {
                match self {
                    $($(Self::$rule => Group::$group,)+)+
                }
            }
        }
    };
}

rules! {
    Mend {
        /// A key occurs twice in a mapping: the last one counts.
        DuplicateKey = "duplicate-key",
        /// `<<` merges something that is no mapping.
        MergeKey = "merge-key",
        /// The text is JSON with something that JSON does not have, such as a comment.
        LooseJson = "loose-json",
        /// A tab before a comment or in an empty line of YAML.
        Tab = "tab",
        /// A number or a boolean stands where a text belongs.
        NumberAsText = "number-as-text",
        /// A text stands where a number belongs.
        TextAsNumber = "text-as-number",
        /// A text stands where `true` or `false` belongs.
        TextAsFlag = "text-as-flag",
        /// Constants of a list are those of its items.
        EnumOfItems = "enum-of-items",
        /// `null` stands where something belongs.
        NullKeyword = "null-keyword",
        /// One thing stands where a list of such things belongs.
        LoneItem = "lone-item",
        /// `info`, or what it must say, is missing.
        MissingInfo = "missing-info",
        /// `paths` is missing.
        MissingPaths = "missing-paths",
        /// The scopes of an OAuth2 flow are missing.
        MissingScopes = "missing-scopes",
        /// `responses` is missing.
        MissingResponses = "missing-responses",
        /// The `description` of a response is missing.
        MissingDescription = "missing-description",
        /// A status is written as `4xx`, or with space around it.
        StatusKey = "status-key",
        /// A path does not begin with `/`.
        PathKey = "path-key",
        /// Something that is no path stands behind one.
        PathTail = "path-tail",
        /// Something stands beside a `$ref` in a document of 3.0.
        RefSiblings = "ref-siblings",
        /// A `$ref` is empty.
        EmptyRef = "empty-ref",
        /// A `$ref` leads to where Swagger 2.0 has its components, or to the bare name of one.
        LegacyRef = "legacy-ref",
        /// A `$ref` leads to a place that the standard does not know.
        StrayRef = "stray-ref",
        /// A name occurs twice in `required`.
        RequiredTwice = "required-twice",
        /// A property says of itself that it is required.
        RequiredFlag = "required-flag",
        /// A `type` that the standard does not know, such as `file`.
        UnknownType = "unknown-type",
        /// A `format` that is not registered: it is kept as documentation.
        UnknownFormat = "unknown-format",
        /// A keyword that the standard does not know.
        UnknownKeyword = "unknown-keyword",
        /// A keyword of Swagger 2.0 or of an older JSON Schema.
        LegacyKeyword = "legacy-keyword",
        /// A keyword of 3.1 in a document of 3.0.
        NewerKeyword = "newer-keyword",
        /// The schemas are of a dialect that is not the standard's.
        ForeignDialect = "foreign-dialect",
        /// Two operations have one `operationId`.
        OperationIdTwice = "operation-id-twice",
        /// A path has a parameter that nothing describes.
        PathParameterMissing = "path-parameter-missing",
        /// A parameter is said to be in the path, and is not.
        PathParameterStray = "path-parameter-stray",
        /// A parameter in the path is not marked as required.
        PathParameterOptional = "path-parameter-optional",
        /// An overlay is of a later version than 1.0.
        OverlayVersion = "overlay-version",
    }
    Rewrite {
        /// `null` in a list of types.
        NullInTypes = "null-in-types",
        /// Several types.
        SeveralTypes = "several-types",
        /// `const`.
        Constant = "constant",
        /// Schemas under `$defs`.
        Definitions = "definitions",
        /// `$ref` with something beside it.
        RefWithSiblings = "ref-with-siblings",
        /// `true` and `false` as schemas.
        BooleanSchema = "boolean-schema",
        /// Exclusive bounds as numbers.
        ExclusiveBound = "exclusive-bound",
        /// Items told apart by where they stand.
        PrefixItems = "prefix-items",
        /// Several examples of a schema.
        SchemaExamples = "schema-examples",
        /// Binary content of a text.
        ContentEncoding = "content-encoding",
        /// The media type of a text.
        ContentMediaType = "content-media-type",
        /// Calls that the service makes.
        Webhooks = "webhooks",
        /// Calls that the service makes because of an operation.
        Callbacks = "callbacks",
        /// Path items as components.
        PathItems = "path-items",
        /// Names that schemas give themselves.
        SchemaNames = "schema-names",
        /// Properties told apart by patterns.
        PatternProperties = "pattern-properties",
        /// What names of properties may be.
        PropertyNames = "property-names",
        /// Properties that ask for others.
        Dependent = "dependent",
        /// Conditions on the whole value.
        Condition = "condition",
        /// What some of the items must be.
        Contains = "contains",
        /// What other keywords do not describe.
        Unevaluated = "unevaluated",
        /// A reference into another file.
        OtherFile = "other-file",
        /// A reference into a part of the document that is no component.
        DeepReference = "deep-reference",
    }
    LeftOut {
        /// A keyword that is not what it should be, and only adds detail.
        Ignored = "ignored",
        /// A part without which nothing of it can be understood.
        LeftOut = "left-out",
        /// A parameter that an operation can be called without; a header of a part or of an answer.
        ParameterLeftOut = "parameter-left-out",
        /// A media type that what it describes cannot be written as.
        MediaTypeUnwritten = "media-type-unwritten",
        /// A part of a schema that its type does not say.
        SchemaPartLeftOut = "schema-part-left-out",
        /// A name that is required and not described.
        RequiredUndescribed = "required-undescribed",
        /// One of several ways to be allowed a call, which the crate cannot go.
        SecurityLeftOut = "security-left-out",
        /// No server that can be called.
        NoServer = "no-server",
    }
    Untyped {
        /// A reference to the network, which is never asked.
        RemoteReference = "remote-reference",
        /// A reference that leads to nothing that could be read.
        UntypedReference = "untyped-reference",
        /// A schema of which only is said what it is not.
        UntypedNot = "untyped-not",
        /// A schema that unfolds itself without end.
        UntypedDepth = "untyped-depth",
    }
    Skipped {
        /// Credentials that are not supported.
        SkippedSecurity = "skipped-security",
        /// A parameter that is not supported.
        SkippedParameter = "skipped-parameter",
        /// A server that cannot be called.
        SkippedServer = "skipped-server",
        /// A part of the operation that could not be read.
        SkippedUnreadable = "skipped-unreadable",
    }
    Setting {
        /// A setting of codegen.toml that matches nothing.
        SettingUnmatched = "setting-unmatched",
        /// An action of an overlay that matches nothing or changes nothing.
        OverlayUnmatched = "overlay-unmatched",
        /// An overlay with something that Overlay 1.0 does not know.
        OverlayKeyword = "overlay-keyword",
        /// A selection that adds no operation.
        SelectionUnmatched = "selection-unmatched",
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
