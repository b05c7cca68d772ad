//! A document in a link.

use super::Document;
use crate::format::File;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The longest text that is made or read: browsers and chat programs cut addresses beyond it.
pub(super) const LONGEST: usize = 16_000;
/// It begins with the number of its form, so that old links can still be read, or refused.
const FORM: char = '1';

/// Why a document does not go into a link, or does not come out of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// It is too large for a link; a file holds it.
    TooLong {
        /// How many characters it has.
        characters: usize,
    },
    /// The link is of another version of the page.
    OtherForm,
    /// The link is broken: cut off, or changed on its way.
    Broken,
}

impl Document {
    /// The document as text that can stand in a link.
    ///
    /// # Errors
    /// [`PackError::TooLong`].
    pub fn pack(&self) -> Result<String, PackError> {
        // Plain data without a type that could refuse.
        let bytes = postcard::to_stdvec(self.file()).map_err(|_| PackError::Broken)?;
        let text = format!("{FORM}{}", URL_SAFE_NO_PAD.encode(bytes));
        if text.len() > LONGEST {
            return Err(PackError::TooLong { characters: text.len() });
        }
        Ok(text)
    }

    /// The document in a link.
    ///
    /// # Errors
    /// [`PackError`] if there is none in it.
    pub fn unpack(text: &str) -> Result<Self, PackError> {
        if text.len() > LONGEST {
            return Err(PackError::TooLong { characters: text.len() });
        }
        let body = text.strip_prefix(FORM).ok_or(PackError::OtherForm)?;
        let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| PackError::Broken)?;
        let (file, rest): (File, &[u8]) =
            postcard::take_from_bytes(&bytes).map_err(|_| PackError::Broken)?;
        if !rest.is_empty() {
            return Err(PackError::Broken);
        }
        Ok(Self::new(file))
    }
}
