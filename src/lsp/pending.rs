//! What is being worked out for the editor, and what has been.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use lsp_server::{Notification, RequestId};
use serde_json::Value;

use super::open::Open;

/// What a worker has worked out.
pub(super) enum Done {
    Answer(RequestId, Result<Value, String>),
    /// Something to say while an answer is worked out.
    Meanwhile(RequestId, Notification),
    Push(Arc<Open>, Result<Value, String>),
}

/// A request that a worker is at.
pub(super) struct Pending {
    /// The version that it asks about.
    pub about: Option<Arc<Open>>,
    /// Diagnostics: the editor is told to ask again.
    pub again: bool,
    /// What a scan of the workspace was asked with.
    pub scan: Option<Value>,
    /// How many changes had been when it began.
    pub changes: usize,
    /// Tells the worker that nobody waits any more.
    pub stop: Arc<AtomicBool>,
}

/// A report of the workspace that is kept back.
pub(super) struct Held {
    pub(super) id: RequestId,
    pub(super) params: Value,
    pub(super) report: Value,
    pub(super) since: Instant,
}

/// Does `work`; a mistake of ours in it costs this answer and not the server.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| "copydesk failed at this; please report it".to_owned())
}
