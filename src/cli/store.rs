//! `dateline import`, `export` and `sync`: into the library and out of it.

use super::analyze::{guarded, wired};
use super::arguments::Export;
use super::intake::{self, Numbered, Piece, Problem};
use super::output::Output;
use super::progress::Progress;
use super::{Failure, Settings, inputs, ordered};
use dateline::analyze::analyze_corrected;
use dateline::article::Article;
use dateline::clean::Recurring;
use dateline::export::wire::{WireAnalysis, wire};
use dateline::export::{Entry, Exporter};
use dateline::library::{Added, ArticleId, Library, LibraryError, SAMPLE, Stored};
use dateline::source::Input;
use std::io;

/// An article and its analysis, or why there is none.
type Read = Result<(Article, WireAnalysis), Problem>;

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        match error {
            LibraryError::Query(error) => Self::Usage(error.to_string()),
            error => Self::Failed(error.to_string()),
        }
    }
}

/// Reads the inputs into the library; says how many were new.
pub(super) fn import(settings: &Settings, words: &[String]) -> Result<bool, Failure> {
    take_in(settings, &inputs(words))
}

/// Reads the subscribed feeds into the library.
pub(super) fn sync(settings: &Settings) -> Result<bool, Failure> {
    let feeds = &settings.config.feeds.value;
    if feeds.is_empty() {
        let file = settings.file.display();
        return Err(Failure::Failed(format!(
            "no feeds are subscribed; write feeds = [\"https://…\"] into {file}, or set DATELINE_FEEDS"
        )));
    }
    let inputs: Vec<Input> = feeds.iter().map(|feed| Input::from_argument(feed)).collect();
    take_in(settings, &inputs)
}

fn take_in(settings: &Settings, inputs: &[Input]) -> Result<bool, Failure> {
    let mut library = Library::open(&settings.config.library.value)?;
    let mut progress = Progress::new(inputs.len(), false);
    let (mut new, mut known, mut failed) = (Vec::new(), 0_usize, 0_usize);
    let mut stopped = None;
    let feed = |push: ordered::Push<'_, Numbered>| intake::feed(inputs, &settings.limits, push);
    let work = |piece: Numbered| (piece.input, results(settings, piece.piece));
    let sink = |(input, results): (usize, Vec<Read>)| {
        for result in results {
            match result.map(|(article, analysis)| keep(&mut library, &article, &analysis)) {
                Ok(Ok(Added::New(id))) => new.push(id),
                Ok(Ok(Added::Known(_))) => known += 1,
                // What the library refuses once, such as a full disk, it refuses for the rest.
                Ok(Err(error)) => {
                    stopped = Some(error);
                    return Err(io::Error::other("the library"));
                }
                Err(problem) => {
                    failed += usize::from(!problem.notice);
                    progress.problem(input, problem.notice);
                    settings.messages.problem(&problem);
                    continue;
                }
            }
            progress.article(input);
        }
        Ok(())
    };
    let done = ordered::run(settings.threads, feed, work, sink);
    progress.clear();
    settings.messages.notice(&format!("{} new, {known} there already, {failed} failed", new.len()));
    if let Some(error) = stopped {
        return Err(error.into());
    }
    done?;
    let stripped = strip_recurring(settings, &mut library, &new)?;
    if stripped > 0 {
        settings.messages.notice(&format!(
            "lines that recur on the pages of one site were left out of {stripped} article{}",
            if stripped == 1 { "" } else { "s" }
        ));
    }
    Ok(failed == 0)
}

/// Articles that are held in memory at once.
const CHUNK: usize = 64;

/// Takes what recurs in several articles of one site out of them, now that `new` ones are there; says of how many.
fn strip_recurring(settings: &Settings, library: &mut Library, new: &[ArticleId]) -> Result<usize, LibraryError> {
    let mut stripped = 0;
    if new.is_empty() {
        return Ok(stripped);
    }
    for site in library.neighbours(new)? {
        let sample: Vec<Article> =
            fetch(library, site.iter().take(SAMPLE))?.into_iter().map(|(_, article)| article).collect();
        let recurring = Recurring::of(&sample);
        if recurring.is_empty() {
            continue;
        }
        for chunk in site.chunks(CHUNK) {
            for (id, mut article) in fetch(library, chunk.iter())? {
                if recurring.strip(&mut article) && library.replace(id, &article)? {
                    library.set_analysis(id, &wired(settings, false, &article))?;
                    stripped += 1;
                }
            }
        }
    }
    Ok(stripped)
}

/// The articles with these numbers that are still there.
fn fetch<'a>(
    library: &Library,
    ids: impl Iterator<Item = &'a ArticleId>,
) -> Result<Vec<(ArticleId, Article)>, LibraryError> {
    let found: Result<Vec<_>, _> = ids.map(|&id| library.get(id)).collect();
    Ok(found?.into_iter().flatten().map(|stored| (stored.id, stored.article)).collect())
}

fn keep(library: &mut Library, article: &Article, analysis: &WireAnalysis) -> Result<Added, LibraryError> {
    let added = library.add(article)?;
    if let Added::New(id) = added {
        library.set_analysis(id, analysis)?;
    }
    Ok(added)
}

fn results(settings: &Settings, piece: Piece) -> Vec<Read> {
    guarded(|| {
        let articles = match piece {
            Piece::Failed(problem) => return vec![Err(problem)],
            Piece::Raw(raw) => intake::articles(&raw, settings.date),
            Piece::Line(line) => intake::article(&line, settings.date).map(|article| vec![article]),
        };
        match articles {
            Ok(articles) => articles
                .into_iter()
                .map(|article| {
                    let analysis = wired(settings, false, &article);
                    Ok((article, analysis))
                })
                .collect(),
            Err(problem) => vec![Err(problem)],
        }
    })
}

/// Writes what is in the library and matches the query, with review marks.
pub(super) fn export(settings: &Settings, arguments: &Export) -> Result<bool, Failure> {
    let path = &settings.config.library.value;
    let library = Library::open_existing(path)?.ok_or_else(|| {
        Failure::Failed(format!("{}: there is no library yet; dateline import makes it", path.display()))
    })?;
    let found = library.find(arguments.query.as_deref().unwrap_or_default())?;
    let failure = |error| Failure::output(arguments.output.as_deref(), error);
    let output = Output::open(arguments.output.as_deref()).map_err(failure)?;
    let mut exporter = Exporter::new(arguments.format.format(), output).map_err(failure)?;
    let (mut stopped, mut complete) = (None, true);
    let feed = |push: ordered::Push<'_, Stored>| stopped = read_out(&library, &found, push).err();
    let work = |stored: Stored| guarded(|| vec![Ok(entry(settings, stored))]);
    let sink = |results: Vec<Result<Entry, Problem>>| {
        for result in results {
            match result {
                Ok(entry) => exporter.entry(&entry)?,
                Err(problem) => {
                    complete = false;
                    settings.messages.problem(&problem);
                }
            }
        }
        Ok(())
    };
    let done = ordered::run(settings.threads, feed, work, sink);
    if let Some(error) = stopped {
        return Err(error.into());
    }
    done.and_then(|()| exporter.finish()).and_then(Output::commit).map_err(failure)?;
    Ok(complete)
}

fn read_out(library: &Library, found: &[ArticleId], push: ordered::Push<'_, Stored>) -> Result<(), LibraryError> {
    for &id in found {
        // An article that another program took out in between is no longer part of the library.
        let Some(stored) = library.get(id)? else { continue };
        if push(stored).is_break() {
            break;
        }
    }
    Ok(())
}

fn entry(settings: &Settings, stored: Stored) -> Entry {
    let review = Some(stored.marks.review());
    let kept = stored.analysis.filter(|_| stored.corrections.is_empty());
    let analysis =
        kept.unwrap_or_else(|| wire(&analyze_corrected(&stored.article, &settings.options, &stored.corrections).0));
    Entry { analysis, review }
}
