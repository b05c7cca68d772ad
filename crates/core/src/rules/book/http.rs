//! HTTP/1.1 over a byte stream (RFC 9110, RFC 9112).

macro_rules! http {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The empty line has come: the head of a message is whole.
        HttpHead { /// Its bytes.
            bytes: u32 } = "http-head", rfc(9112, "2.1");
        /// The message says how many bytes its body has.
        HttpLength { /// How many.
            bytes: u32 } = "http-length", rfc(9112, "6.2");
        /// The body comes in pieces, each with its length before it.
        HttpChunked = "http-chunked", rfc(9112, "7.1");
        /// Nothing says how long the body is: it lasts until the connection is closed.
        HttpUntilClose = "http-until-close", rfc(9112, "6.3");
        /// Such a message has no body.
        HttpNoBody = "http-no-body", rfc(9112, "6.3");
        /// The body is whole.
        HttpBody { /// Its bytes.
            bytes: u32 } = "http-body", rfc(9112, "6");
        /// Nobody wishes otherwise: the connection stays open for the next message.
        HttpKeepAlive = "http-keep-alive", rfc(9112, "9.3");
        /// This is the last message: the connection will be closed.
        HttpClose = "http-close", rfc(9112, "9.6");
        /// What comes is no HTTP, or cannot be read safely.
        HttpBad { /// After how many bytes of the stream.
            at: u32 } = "http-bad", rfc(9112, "2.2");
        /// The connection was closed in the middle of a message.
        HttpCutOff { /// Bytes that had come.
            bytes: u32 } = "http-cut-off", rfc(9112, "8");
        /// A part of the message is larger than the reader is willing to keep.
        HttpTooLarge { /// How much it keeps, in bytes.
            limit: u32 } = "http-too-large", rfc(9110, "15.5");
        /// The server has the page.
        HttpFound { /// Its bytes.
            bytes: u32 } = "http-found", rfc(9110, "15.3.1");
        /// The server has no such page.
        HttpNotFound = "http-not-found", rfc(9110, "15.5.5");
        /// The server does not do that with pages.
        HttpMethodNotAllowed = "http-method-not-allowed", rfc(9110, "15.5.6");
        /// The request does not say, or says twice, which host it means.
        HttpHostMissing = "http-host-missing", rfc(9112, "3.2");
        /// A client asks for a page.
        HttpAsk = "http-ask", rfc(9112, "3");
        /// Nothing has come on the connection for too long: the server closes it.
        HttpIdle { /// For how long.
            after: Duration } = "http-idle", rfc(9112, "9.5");
    } };
}
pub(super) use http;
