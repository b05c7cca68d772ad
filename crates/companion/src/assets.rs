//! The files of the page: built into the program, or read from a directory.

mod etag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// A file that was built into the program.
struct Embedded {
    path: &'static str,
    bytes: &'static [u8],
    etag: &'static str,
}

#[cfg(feature = "embed-page")]
static PAGE: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/page.rs"));
#[cfg(not(feature = "embed-page"))]
static PAGE: &[Embedded] = &[];

/// Where the page's files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Assets {
    /// Built into the program.
    Embedded,
    /// Read from this directory, afresh at each request; the path is canonical.
    Directory(PathBuf),
}

/// One file, ready to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asset {
    pub(crate) bytes: Cow<'static, [u8]>,
    /// The entity tag, quotes included.
    pub(crate) etag: Cow<'static, str>,
    /// The value of `Content-Type`.
    pub(crate) mime: &'static str,
}

/// Why there is no page to serve.
#[derive(Debug)]
pub(crate) enum AssetsError {
    /// `--dir` names something that cannot be opened as a directory.
    Directory { path: PathBuf, source: io::Error },
    /// The directory holds no `index.html`.
    NoIndex { path: PathBuf },
    /// No page was built in, and there is none in `./dist`.
    NoPage,
}

impl fmt::Display for AssetsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory { path, source } => {
                write!(f, "cannot serve the directory {}: {source}", path.display())
            }
            Self::NoIndex { path } => {
                write!(f, "there is no index.html in {}: is it the built page?", path.display())
            }
            Self::NoPage => f.write_str(
                "this program was compiled without the page, and there is none in ./dist: \
                 run `cargo xtask build`, or name a directory with `--dir`",
            ),
        }
    }
}

impl std::error::Error for AssetsError {}

impl Assets {
    /// Chooses: the directory the person named, else what was built in, else `./dist`.
    pub(crate) fn choose(directory: Option<&Path>) -> Result<Self, AssetsError> {
        match directory {
            Some(path) => Self::directory(path),
            None if !PAGE.is_empty() => Ok(Self::Embedded),
            None => Self::directory(Path::new("dist")).map_err(|_| AssetsError::NoPage),
        }
    }

    fn directory(path: &Path) -> Result<Self, AssetsError> {
        let root = path
            .canonicalize()
            .map_err(|source| AssetsError::Directory { path: path.to_owned(), source })?;
        if !root.join("index.html").is_file() {
            return Err(AssetsError::NoIndex { path: path.to_owned() });
        }
        Ok(Self::Directory(root))
    }

    /// The file that the path of a request URL names, if there is one.
    ///
    /// `/` and any path that ends in `/` mean that directory's `index.html`. Nothing outside the page
    /// can be reached: a path with `..`, or a symbolic link that leads out, names nothing.
    pub(crate) fn get(&self, url_path: &str) -> Option<Asset> {
        let name = file_name(url_path)?;
        let mime = mime(&name);
        match self {
            Self::Embedded => PAGE.iter().find(|file| file.path == name).map(|file| Asset {
                bytes: Cow::Borrowed(file.bytes),
                etag: Cow::Borrowed(file.etag),
                mime,
            }),
            Self::Directory(root) => {
                let path = root.join(&name).canonicalize().ok()?;
                if !path.starts_with(root) || !path.is_file() {
                    return None;
                }
                let bytes = fs::read(path).ok()?;
                let etag = Cow::Owned(etag::of(&bytes));
                Some(Asset { bytes: Cow::Owned(bytes), etag, mime })
            }
        }
    }
}

/// The relative file name, with `/` between its parts, that a URL path stands for.
/// `None` if it could mean anything but a file below the root, on any system.
fn file_name(url_path: &str) -> Option<String> {
    let decoded = percent_decode(url_path.strip_prefix('/')?)?;
    let name =
        if decoded.is_empty() || decoded.ends_with('/') { decoded + "index.html" } else { decoded };
    let safe = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.contains(['\\', ':'])
            && !part.contains(char::is_control)
    };
    name.split('/').all(safe).then_some(name)
}

/// Percent-decoding (RFC 3986 §2.1); `None` if an escape is cut off or the result is not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(bytes.next()?)? * 16 + digit(bytes.next()?)?;
            decoded.push(u8::try_from(value).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

/// The media type, by the name's extension.
fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
