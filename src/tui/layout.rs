//! Which pane stands where. A pure function of the terminal's size and of what is focused, so that `update` and
//! `view` agree without sharing anything.

use ratatui::layout::Rect;

/// The panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    /// The list of articles.
    Articles,
    /// The article's text.
    Article,
    /// Its events.
    Timeline,
    /// Its parties and what they say.
    Positions,
}

impl Pane {
    /// All of them, in the order of Tab.
    pub(super) const ALL: [Pane; 4] = [Pane::Articles, Pane::Article, Pane::Timeline, Pane::Positions];

    /// What it is called on the screen.
    pub(super) fn title(self) -> &'static str {
        match self {
            Pane::Articles => "Articles",
            Pane::Article => "Article",
            Pane::Timeline => "Timeline",
            Pane::Positions => "Positions",
        }
    }
}

/// Where everything stands; a pane without a place is not on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// First line.
    pub(super) header: Rect,
    /// Names of the panes, where only one fits.
    pub(super) tabs: Option<Rect>,
    /// The list, its title line included, as for all panes.
    pub(super) articles: Option<Rect>,
    /// The article.
    pub(super) article: Option<Rect>,
    /// The timeline.
    pub(super) timeline: Option<Rect>,
    /// The positions.
    pub(super) positions: Option<Rect>,
    /// Last line.
    pub(super) footer: Rect,
}

/// Below this width one pane at a time is shown.
const TABS_BELOW: u16 = 72;
/// From this width on the list stands beside the other panes.
const LIST_FROM: u16 = 118;
/// From this height on the two panes of facts share their rows by need.
const SHARE_FROM: u16 = 18;
/// The widest that running text is set; longer rows are hard to read.
pub(super) const MEASURE: u16 = 84;
/// Columns left of the text: the rule between panes, the marks of events and of positions, the bar of the evidence.
pub(super) const GUTTER: u16 = 4;

impl Layout {
    /// The layout of a terminal of `width` by `height` cells; `many` says whether there is more than one article.
    pub(super) fn new(width: u16, height: u16, focus: Pane, zoom: bool, many: bool) -> Self {
        let header = Rect::new(0, 0, width, height.min(1));
        let footer = Rect::new(0, height.saturating_sub(1), width, height.saturating_sub(1).min(1));
        let middle = Rect::new(0, 1, width, height.saturating_sub(2));
        let mut layout = Self { header, footer, ..Self::default() };
        if zoom || width < TABS_BELOW {
            let tabs = Rect { height: middle.height.min(1), ..middle };
            layout.tabs = Some(tabs);
            let rest = Rect::new(0, middle.y + tabs.height, width, middle.height - tabs.height);
            *layout.place_mut(focus) = Some(rest);
            return layout;
        }
        let mut rest = middle;
        if width >= LIST_FROM && (many || focus == Pane::Articles) {
            let list = (width / 6).clamp(22, 44);
            layout.articles = Some(Rect { width: list, ..rest });
            rest = Rect { x: list, width: width - list, ..rest };
        } else if focus == Pane::Articles {
            // No place for three columns: the list takes that of the facts.
            let list = (width * 2 / 5).clamp(28, 44);
            layout.articles = Some(Rect { width: list, ..rest });
            layout.article = Some(Rect { x: list, width: width - list, ..rest });
            return layout;
        }
        let side = (rest.width * 9 / 20).clamp(33, 86);
        // What the text cannot use is the facts'.
        let side = side.max(rest.width.saturating_sub(MEASURE + GUTTER + 12).min(100));
        let side = side.min(rest.width.saturating_sub(36));
        layout.article = Some(Rect { width: rest.width - side, ..rest });
        let facts = Rect { x: rest.x + rest.width - side, width: side, ..rest };
        let upper = facts.height.div_ceil(2);
        layout.timeline = Some(Rect { height: upper, ..facts });
        layout.positions = Some(Rect { y: facts.y + upper, height: facts.height - upper, ..facts });
        layout
    }

    /// Gives the rows that one pane of facts does not need to the other; each need is counted without the title line.
    pub(super) fn share(&mut self, for_timeline: usize, for_positions: usize) {
        let (Some(timeline), Some(positions)) = (&mut self.timeline, &mut self.positions) else { return };
        let all = timeline.height + positions.height;
        if timeline.bottom() != positions.y || all < SHARE_FROM {
            return;
        }
        let needs = |rows: usize| u16::try_from(rows + 1).unwrap_or(u16::MAX).max(SHARE_FROM / 3);
        let (upper, lower) = (timeline.height, positions.height);
        let upper = upper.min(needs(for_timeline)).max(all - lower.min(needs(for_positions)));
        // Where neither needs all of its half, the positions have what is left.
        let upper = if needs(for_timeline) <= timeline.height { needs(for_timeline) } else { upper };
        timeline.height = upper;
        positions.y = timeline.bottom();
        positions.height = all - upper;
    }

    /// The place of `pane`.
    pub(super) fn place(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Articles => self.articles,
            Pane::Article => self.article,
            Pane::Timeline => self.timeline,
            Pane::Positions => self.positions,
        }
    }

    fn place_mut(&mut self, pane: Pane) -> &mut Option<Rect> {
        match pane {
            Pane::Articles => &mut self.articles,
            Pane::Article => &mut self.article,
            Pane::Timeline => &mut self.timeline,
            Pane::Positions => &mut self.positions,
        }
    }

    /// The cells of the article's rows, without its title line and margins.
    pub(super) fn text(&self) -> Rect {
        self.article.map_or(Rect::default(), text_in)
    }
}

/// The cells for rows of text in the article pane at `area`.
fn text_in(area: Rect) -> Rect {
    let gutter = GUTTER.min(area.width);
    let width = (area.width - gutter).saturating_sub(2).clamp(1, MEASURE);
    let spare = (area.width - gutter).saturating_sub(width + 2);
    let x = area.x + gutter + spare / 2;
    Rect::new(x, area.y + area.height.min(1), width, area.height.saturating_sub(1)).intersection(area)
}

/// The cells of a pane at `area`, without its title line and the rule at its left.
pub(super) fn inner(area: Rect) -> Rect {
    let title = area.height.min(1);
    let rule = u16::from(area.x > 0).min(area.width);
    Rect::new(area.x + rule, area.y + title, area.width - rule, area.height - title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_overlaps_or_leaves_the_screen_at_any_size() {
        for (width, height) in
            (1_u16..420).step_by(7).flat_map(|width| [1, 2, 3, 12, 24, 100].map(|height| (width, height)))
        {
            for focus in Pane::ALL {
                for (zoom, many) in [(false, false), (false, true), (true, true)] {
                    let layout = Layout::new(width, height, focus, zoom, many);
                    let screen = Rect::new(0, 0, width, height);
                    let places: Vec<Rect> = Pane::ALL.iter().filter_map(|pane| layout.place(*pane)).collect();
                    assert!(layout.place(focus).is_some(), "{width}x{height} {focus:?}");
                    for (index, place) in places.iter().enumerate() {
                        assert_eq!(
                            place.intersection(screen).area(),
                            place.area(),
                            "{width}x{height} {focus:?} {layout:?}"
                        );
                        assert!(places.iter().skip(index + 1).all(|other| !other.intersects(*place)), "{layout:?}");
                    }
                    let text = layout.text();
                    assert_eq!(text.intersection(screen).area(), text.area());
                }
            }
        }
    }
}
