//! Multipart bodies (RFC 7578, RFC 2046).
//!
//! Takes fields and files; gives the content of a body and its media type. Sends nothing, and reads no
//! files.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use bytes::{BufMut, BytesMut};
use serde::Serialize;

use crate::runtime::content::{Content, Piece};
use crate::runtime::file::File;
use crate::runtime::timer;
use crate::runtime::tree::Tree;

/// The parts of a multipart body, in the order in which they are sent. Its `Debug` shows names and
/// never values.
#[derive(Clone, Default)]
pub struct Form {
    parts: Vec<Part>,
    /// The media types of parts that the API's document names one for.
    types: &'static [(&'static str, &'static str)],
    wrong: Option<Arc<serde_json::Error>>,
}

/// A body that can be taken apart.
pub(crate) trait Parts {
    /// Adds its parts.
    fn put_into(self, form: &mut Form);
}

impl Parts for Form {
    fn put_into(self, form: &mut Form) {
        form.parts.extend(self.parts);
        form.wrong = form.wrong.take().or(self.wrong);
    }
}

#[derive(Clone)]
struct Part {
    name: String,
    /// Only files have one.
    file_name: Option<String>,
    media_type: Option<String>,
    content: Piece,
}

impl Form {
    /// A form without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The parts of a body. Those that say no media type themselves have the one that `types` has
    /// for their name.
    pub(crate) fn of(body: impl Parts, types: &'static [(&'static str, &'static str)]) -> Self {
        let mut form = Self {
            types,
            ..Self::default()
        };
        body.put_into(&mut form);
        form
    }

    /// The media type that the API's document has for a part.
    fn media_type(&self, name: &str) -> Option<&'static str> {
        let known = self.types.iter().find(|(known, _)| *known == name);
        known.map(|(_, media_type)| *media_type)
    }

    /// Adds text. A name may occur more than once.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(name.into(), None, text.into());
        self
    }

    /// Adds a file. A name may occur more than once.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<File>) -> Self {
        self.put_file(&name.into(), &file.into());
        self
    }

    /// Adds a value as JSON. One that can't be written as JSON is refused when the form is sent.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => self.push(name.into(), Some(JSON), text),
            Err(error) => self.wrong = Some(Arc::new(error)),
        }
        self
    }

    /// Adds a property: nothing where it is null or absent, a part for each item of a list, JSON
    /// where it has properties itself, else text (`OpenAPI` 3.0.4, Encoding Object).
    pub(crate) fn put<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match Tree::of(value) {
            Ok(value) => self.put_tree(name, self.media_type(name), &value),
            Err(error) => self.wrong = Some(Arc::new(error)),
        }
    }

    fn put_tree(&mut self, name: &str, media_type: Option<&str>, value: &Tree) {
        let json = media_type.is_some_and(is_json);
        match value {
            Tree::Null => {}
            value if json => self.push(name.to_owned(), media_type, value.json()),
            Tree::List(items) => {
                for item in items {
                    match item {
                        Tree::List(_) => self.push(name.to_owned(), Some(JSON), item.json()),
                        item => self.put_tree(name, media_type, item),
                    }
                }
            }
            // What it is, also where the document would have it written as something else.
            Tree::Object(_) => self.push(name.to_owned(), Some(JSON), value.json()),
            value => {
                if let Some(text) = value.text() {
                    self.push(name.to_owned(), media_type, text);
                }
            }
        }
    }

    /// Adds files under one name.
    pub(crate) fn put_files<'a>(&mut self, name: &str, files: impl IntoIterator<Item = &'a File>) {
        for file in files {
            self.put_file(name, file);
        }
    }

    fn put_file(&mut self, name: &str, file: &File) {
        let media_type = file.media_type().or(self.media_type(name));
        let media_type = media_type.unwrap_or(BYTES);
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(file.name().unwrap_or(name).to_owned()),
            media_type: Some(media_type.to_owned()),
            content: file.piece().clone(),
        });
    }

    fn push(&mut self, name: String, media_type: Option<&str>, text: String) {
        self.parts.push(Part {
            name,
            file_name: None,
            media_type: media_type.map(ToOwned::to_owned),
            content: Piece::Bytes(text.into()),
        });
    }

    /// The media type with its boundary, and the content: bytes, if all of it is in memory.
    pub(crate) fn encode(
        &self,
        media_type: &str,
    ) -> Result<(String, Content), Arc<serde_json::Error>> {
        if let Some(wrong) = &self.wrong {
            return Err(Arc::clone(wrong));
        }
        let boundary = self.boundary();
        let mut pieces = Vec::new();
        let mut body = BytesMut::new();
        for part in &self.parts {
            body.put_slice(format!("--{boundary}\r\n{}\r\n", part.head()).as_bytes());
            if let Piece::Bytes(bytes) = &part.content {
                body.put_slice(bytes);
            } else {
                pieces.extend([Piece::Bytes(body.split().freeze()), part.content.clone()]);
            }
            body.put_slice(b"\r\n");
        }
        body.put_slice(format!("--{boundary}--\r\n").as_bytes());
        let last = body.freeze();
        let content = if pieces.is_empty() {
            Content::Bytes(last)
        } else {
            pieces.push(Piece::Bytes(last));
            Content::Pieces(pieces.into())
        };
        Ok((format!("{media_type}; boundary={boundary}"), content))
    }

    /// The first of a row that stands in no part: the same parts always make the same bytes. What isn't
    /// in memory can't be searched: then it begins with what nobody can foresee.
    fn boundary(&self) -> String {
        let mut boundary = BOUNDARY.to_owned();
        let is_known = |part: &Part| matches!(part.content, Piece::Bytes(_));
        if !self.parts.iter().all(is_known) {
            for _ in 0..4 {
                // Writing to a string doesn't fail.
                let _ = write!(boundary, "{:08x}", timer::random().to_bits() >> 21);
            }
        }
        let stands = |text: &str| {
            let holds = |part: &Part| {
                let Piece::Bytes(content) = &part.content else {
                    return false;
                };
                let mut windows = content.windows(text.len());
                windows.any(|window| window == text.as_bytes())
            };
            self.parts.iter().any(holds)
        };
        while stands(&boundary) {
            boundary.push('-');
        }
        boundary
    }
}

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const BOUNDARY: &str = "----part-of-a-form";

impl Part {
    /// Its headers.
    fn head(&self) -> String {
        let mut head = format!(
            "Content-Disposition: form-data; name=\"{}\"",
            escape(&self.name)
        );
        if let Some(name) = &self.file_name {
            head.push_str("; filename=\"");
            head.push_str(&escape(name));
            head.push('"');
        }
        head.push_str("\r\n");
        if let Some(media_type) = &self.media_type {
            head.push_str("Content-Type: ");
            head.push_str(&media_type.replace(['\r', '\n'], " "));
            head.push_str("\r\n");
        }
        head
    }
}

/// Whether it is JSON or has it for its syntax, which lines of JSON don't.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let ends = ["/json", "/x-json", "+json"];
    ends.iter().any(|end| essence.ends_with(end))
}

/// A name between quotes, as browsers write it (WHATWG HTML, multipart form data).
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

impl fmt::Debug for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        formatter
            .debug_struct("Form")
            .field("parts", &names)
            .finish_non_exhaustive()
    }
}
