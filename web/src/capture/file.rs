//! A capture file: how its bytes come into the page, and what was found in them.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wireglass_capture::observer::{self, Conversation};
use wireglass_capture::{Capture, CaptureError, MAX_BYTES_IN_BROWSER, check_size};
use wireglass_trace::Trace;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::Callback;

/// How much is read at a time: enough to be quick, little enough to show progress.
const CHUNK: u64 = 16 << 20;

/// Where the capture comes from that the button "Try one" opens.
const SAMPLE: &str = "samples/kernel-conversation.pcap";

/// How far the page is with a capture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Status {
    /// No file was chosen yet.
    #[default]
    Nothing,
    /// Bytes are being read.
    Reading {
        /// The file's name.
        name: String,
        /// Bytes read so far.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// It could not be read.
    Failed {
        /// The file's name.
        name: String,
        /// Why.
        error: ReadError,
    },
    /// It was read.
    Ready(Rc<CaptureFile>),
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ReadError {
    /// It is not a capture that can be read.
    Capture(CaptureError),
    /// The browser would not give its bytes (a directory, a file that was moved meanwhile).
    Unreadable {
        /// What the browser said.
        reason: String,
    },
    /// There is not enough memory for it.
    Memory {
        /// Its size in bytes.
        size: u64,
    },
}

/// A capture that was read, with its conversations.
#[derive(Debug)]
pub(crate) struct CaptureFile {
    name: String,
    bytes: Vec<u8>,
    capture: Capture,
    conversations: Vec<Conversation>,
}

/// Two files are the same if they are one: comparing a gigabyte for each drawing would not do.
impl PartialEq for CaptureFile {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl CaptureFile {
    /// Reads a file's bytes.
    ///
    /// # Errors
    /// [`CaptureError`] if nothing of it can be read.
    pub(crate) fn read(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, CaptureError> {
        let capture = wireglass_capture::read(&bytes)?;
        let conversations = observer::conversations(&capture, &bytes);
        Ok(Self { name: name.into(), bytes, capture, conversations })
    }

    /// The file's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// What was found in it.
    pub(crate) fn capture(&self) -> &Capture {
        &self.capture
    }

    /// Its TCP conversations, in the order of their first packets.
    pub(crate) fn conversations(&self) -> &[Conversation] {
        &self.conversations
    }

    /// How many packets are not of a TCP conversation.
    pub(crate) fn other_packets(&self) -> usize {
        let tcp: usize = self.conversations.iter().map(|one| one.packets.len()).sum();
        self.capture.packets.len().saturating_sub(tcp)
    }

    /// The story of conversation `index`, for the player.
    pub(crate) fn trace(&self, index: usize) -> Option<Trace> {
        let conversation = self.conversations.get(index)?;
        Some(observer::observe(&self.capture, &self.bytes, conversation))
    }

    /// What conversation `index` is called: its two ends.
    pub(crate) fn title(&self, index: usize) -> Option<String> {
        let [a, b] = self.conversations.get(index)?.endpoints;
        Some(format!("{a} → {b}"))
    }
}

thread_local! {
    /// Counts the files that were begun, so that a later one wins over one still being read.
    static BEGUN: Cell<u64> = const { Cell::new(0) };
}

fn begin() -> u64 {
    BEGUN.with(|begun| {
        begun.set(begun.get() + 1);
        begun.get()
    })
}

fn is_latest(id: u64) -> bool {
    BEGUN.with(Cell::get) == id
}

/// Reads `file` and tells `on_status` how far it is, until it is `Ready` or `Failed`.
pub(crate) fn open(file: web_sys::File, on_status: Callback<Status>) {
    let id = begin();
    spawn_local(async move {
        let name = file.name();
        let total = size_of(&file);
        if let Err(error) = check_size(total, MAX_BYTES_IN_BROWSER) {
            on_status.emit(Status::Failed { name, error: ReadError::Capture(error) });
            return;
        }
        let say = |done| {
            if is_latest(id) {
                on_status.emit(Status::Reading { name: name.clone(), done, total });
            }
        };
        say(0);
        let read = bytes_of(&file, total, || is_latest(id), say).await;
        if !is_latest(id) {
            return;
        }
        // A moment for the page to say that everything is read: taking it apart blocks.
        sleep(std::time::Duration::from_millis(20)).await;
        on_status.emit(finish(name, read));
    });
}

/// Reads the capture that comes with the page.
pub(crate) fn open_sample(on_status: Callback<Status>) {
    let id = begin();
    spawn_local(async move {
        let name = SAMPLE.rsplit('/').next().unwrap_or(SAMPLE).to_owned();
        on_status.emit(Status::Reading { name: name.clone(), done: 0, total: 0 });
        let read = fetch(SAMPLE).await;
        if is_latest(id) {
            on_status.emit(finish(name, read));
        }
    });
}

fn finish(name: String, read: Result<Vec<u8>, ReadError>) -> Status {
    let file =
        read.and_then(|bytes| CaptureFile::read(name.clone(), bytes).map_err(ReadError::Capture));
    match file {
        Ok(file) => Status::Ready(Rc::new(file)),
        Err(error) => Status::Failed { name, error },
    }
}

async fn bytes_of(
    file: &web_sys::File,
    total: u64,
    wanted: impl Fn() -> bool,
    say: impl Fn(u64),
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let capacity = usize::try_from(total).map_err(|_| ReadError::Memory { size: total })?;
    // The file is really there, so its size may be believed; the memory may not be.
    bytes.try_reserve_exact(capacity).map_err(|_| ReadError::Memory { size: total })?;
    let mut at = 0;
    while at < total && wanted() {
        let end = (at + CHUNK).min(total);
        let slice = file.slice_with_f64_and_f64(as_f64(at), as_f64(end)).map_err(unreadable)?;
        let buffer = JsFuture::from(slice.array_buffer()).await.map_err(unreadable)?;
        let chunk = js_sys::Uint8Array::new(&buffer);
        append(&mut bytes, &chunk);
        if chunk.length() == 0 {
            break;
        }
        at += u64::from(chunk.length());
        say(at);
    }
    Ok(bytes)
}

async fn fetch(url: &str) -> Result<Vec<u8>, ReadError> {
    let window = web_sys::window().ok_or_else(|| unreadable(JsValue::from_str("no window")))?;
    let response = JsFuture::from(window.fetch_with_str(url)).await.map_err(unreadable)?;
    let response: web_sys::Response = response.dyn_into().map_err(unreadable)?;
    if !response.ok() {
        return Err(ReadError::Unreadable { reason: format!("HTTP {}", response.status()) });
    }
    let promise = response.array_buffer().map_err(unreadable)?;
    let buffer = JsFuture::from(promise).await.map_err(unreadable)?;
    let mut bytes = Vec::new();
    append(&mut bytes, &js_sys::Uint8Array::new(&buffer));
    Ok(bytes)
}

fn append(bytes: &mut Vec<u8>, chunk: &js_sys::Uint8Array) {
    let start = bytes.len();
    bytes.resize(start + chunk.length() as usize, 0);
    if let Some(place) = bytes.get_mut(start..) {
        chunk.copy_to(place);
    }
}

fn unreadable(error: impl Into<JsValue>) -> ReadError {
    let error: JsValue = error.into();
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    let reason = message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"));
    ReadError::Unreadable { reason }
}

/// A file's size in bytes: JavaScript's numbers are exact up to 2^53.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and sizes are whole and not negative"
)]
fn size_of(file: &web_sys::File) -> u64 {
    file.size() as u64
}

#[allow(clippy::cast_precision_loss, reason = "at most MAX_BYTES_IN_BROWSER, far below 2^53")]
const fn as_f64(at: u64) -> f64 {
    at as f64
}
