//! The body of a request: each kind that the caller can give.
//!
//! Takes values; gives the request its media type and its content, or a refusal.

use std::sync::Arc;

use serde::Serialize;

use crate::runtime::file::File;
use crate::runtime::form::{Form, Parts};
use crate::runtime::request::Request;
use crate::runtime::style::Style;
use crate::runtime::tree::Tree;
use crate::runtime::urlencoded::encode;

impl Request {
    /// Sets the body, as `application/json`.
    pub(crate) fn json<T: Serialize + ?Sized>(&mut self, body: &T) {
        self.json_as("application/json", body);
    }

    /// Sets the body, as JSON of another media type, such as `application/merge-patch+json`.
    pub(crate) fn json_as<T: Serialize + ?Sized>(&mut self, media_type: &str, body: &T) {
        match serde_json::to_vec(body) {
            Ok(body) => self.set_body(media_type, body.into()),
            Err(error) => self.refuse_body(Arc::new(error)),
        }
    }

    /// Sets the body, as a form without files.
    pub(crate) fn form<T: Serialize + ?Sized>(
        &mut self,
        media_type: &str,
        body: &T,
        styles: &[(&str, Style)],
    ) {
        match Tree::of(body) {
            Ok(body) => match encode(&body, styles) {
                Some(body) => self.set_body(media_type, body.into()),
                None => self.refuse("a form is made of an object or a text".to_owned(), None),
            },
            Err(error) => self.refuse_body(Arc::new(error)),
        }
    }

    /// Sets the body, in parts, with the media types of those that have one.
    pub(crate) fn multipart(
        &mut self,
        media_type: &str,
        body: impl Parts,
        types: &'static [(&'static str, &'static str)],
    ) {
        match Form::of(body, types).encode(media_type) {
            Ok((media_type, body)) => self.set_content(&media_type, body),
            Err(error) => self.refuse_body(error),
        }
    }

    /// Sets the body, as it is.
    pub(crate) fn bytes(&mut self, media_type: &str, body: impl Into<File>) {
        self.set_content(media_type, body.into().piece().clone().into());
    }

    /// Sets the body, as it is and with the media type that it has itself.
    pub(crate) fn file(&mut self, media_type: &str, body: impl Into<File>) {
        let body = body.into();
        let media_type = body.media_type().unwrap_or(media_type);
        self.set_content(media_type, body.piece().clone().into());
    }
}
