//! The door behind which runs what may run away: a stranger's code.

use std::io::{self, Read};
use std::time::Duration;

/// Runs what may run away, so that it can be stopped. A process of its own and a test are the same to it.
pub trait Sandbox: Send + Sync {
    /// Hands `order` over, of which `size` bytes are data, and gives each line that is answered to `take`.
    ///
    /// # Errors
    ///
    /// [`Stopped`] where it was stopped or ended badly, or `take` refuses a line.
    fn run(
        &self,
        order: &mut (dyn Read + Send),
        size: u64,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), Stopped>;
}

/// Why something didn't come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// It took too long.
    #[error("it took more than {} s", .0.as_secs_f64())]
    Time(Duration),
    /// It took too much memory.
    #[error("it took more than {} MB of memory", .0 / 1_000_000)]
    Memory(u64),
    /// It said too much.
    #[error("it gave more than {} MB", .0 / 1_000_000)]
    Output(u64),
    /// It ended by itself, and badly.
    #[error("it ended badly: {0}")]
    Died(String),
    /// The environment failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
