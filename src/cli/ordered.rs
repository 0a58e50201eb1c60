//! Work on many threads with bounded memory; results come out in the order in which the work went in.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Enough for the deepest document that a parser walks by recursion.
pub(super) const STACK: usize = 64 << 20;

/// Takes the next piece of work; `Break` when no more is wanted.
pub(super) type Push<'p, I> = &'p mut dyn FnMut(I) -> ControlFlow<()>;

/// Runs `work` on what `feed` pushes, and `sink` on the results in the order of the pushes.
///
/// With one thread everything is done by the calling one. With more, `feed` runs on the calling thread, `work` on
/// `threads` others, and `sink` on one that does nothing else. At most four pieces a thread are under way at once. An
/// error of `sink` ends it all and is handed back.
pub(super) fn run<I: Send, O: Send>(
    threads: usize,
    feed: impl FnOnce(Push<'_, I>),
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> io::Result<()> + Send,
) -> io::Result<()> {
    if threads <= 1 {
        let mut result = Ok(());
        feed(&mut |piece| {
            result = sink(work(piece));
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        return result;
    }
    let (jobs, waiting) = sync_channel::<(u64, I)>(threads);
    let (done, results) = channel::<(u64, O)>();
    let (token, tokens) = sync_channel::<()>(4 * threads);
    // Owned by the workers alone: when they have ended, pushing fails instead of waiting for ever.
    let waiting = Arc::new(Mutex::new(waiting));
    thread::scope(|scope| {
        for _ in 0..threads {
            let (done, waiting, work) = (done.clone(), Arc::clone(&waiting), &work);
            let body = move || {
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, piece)) = next else { break };
                    if done.send((number, work(piece))).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, body)?;
        }
        drop((done, waiting));
        let writer = scope.spawn(move || {
            let mut early = BTreeMap::new();
            let mut next = 0;
            for (number, result) in results {
                early.insert(number, result);
                while let Some(result) = early.remove(&next) {
                    sink(result)?;
                    next += 1;
                    let _ = tokens.recv();
                }
            }
            Ok(())
        });
        let mut number = 0;
        feed(&mut |piece| {
            // Both fail only when the writer has ended: its error is the result.
            if token.send(()).is_err() || jobs.send((number, piece)).is_err() {
                return ControlFlow::Break(());
            }
            number += 1;
            ControlFlow::Continue(())
        });
        drop(jobs);
        writer.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread ended unexpectedly")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, count: u64) -> Vec<u64> {
        let mut out = Vec::new();
        run(
            threads,
            |push| {
                for number in 0..count {
                    if push(number).is_break() {
                        break;
                    }
                }
            },
            |number| {
                if number % 7 == 0 {
                    thread::yield_now();
                }
                number * number
            },
            |result| {
                out.push(result);
                Ok(())
            },
        )
        .expect("a Vec takes all");
        out
    }

    #[test]
    fn the_order_is_that_of_the_input_for_any_number_of_threads() {
        let expected: Vec<u64> = (0..1000).map(|number| number * number).collect();
        for threads in [1, 2, 3, 16] {
            assert_eq!(squares(threads, 1000), expected, "{threads} threads");
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_feed() {
        for threads in [1, 4] {
            let result = run(
                threads,
                |push| while push(()).is_continue() {},
                |()| (),
                |()| Err(io::Error::from(io::ErrorKind::BrokenPipe)),
            );
            assert_eq!(result.expect_err("the sink fails").kind(), io::ErrorKind::BrokenPipe);
        }
    }

    #[test]
    fn no_more_than_a_window_is_under_way() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (pushed, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        run(
            2,
            |push| {
                for _ in 0..200 {
                    let ahead = pushed.fetch_add(1, Ordering::SeqCst) - written.load(Ordering::SeqCst).min(200);
                    assert!(ahead <= 9, "{ahead} pieces ahead of the output");
                    if push(()).is_break() {
                        break;
                    }
                }
            },
            |()| (),
            |()| {
                written.fetch_add(1, Ordering::SeqCst);
                Ok(())
            },
        )
        .expect("the sink takes all");
    }
}
