//! A list whose items take several rows each: which of them are in view, with the selected one always whole.

use super::put_line;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// The rows in view, each with the item that it belongs to.
pub(super) struct Window {
    rows: Vec<(usize, Line<'static>)>,
}

impl Window {
    /// Chooses what is in view of `count` items in `height` rows. `make` gives an item's rows; only those in view are
    /// made. The selected item stands in the middle, except near the ends.
    pub(super) fn new(
        count: usize,
        selected: usize,
        height: usize,
        make: impl Fn(usize) -> Vec<Line<'static>>,
    ) -> Self {
        if count == 0 || height == 0 {
            return Self { rows: Vec::new() };
        }
        let selected = selected.min(count - 1);
        let mut items = vec![(selected, make(selected))];
        let mut used = items.iter().map(|(_, rows)| rows.len()).sum::<usize>();
        let before = height.saturating_sub(used) / 2;
        let mut above = 0;
        let mut first = selected;
        let up = |limit: usize, above: &mut usize, first: &mut usize| {
            let mut added = Vec::new();
            while *above < limit && *first > 0 {
                *first -= 1;
                let rows = make(*first);
                *above += rows.len();
                added.push((*first, rows));
            }
            added
        };
        let mut heads = up(before, &mut above, &mut first);
        let mut next = selected + 1;
        while used + above.min(before) < height && next < count {
            let rows = make(next);
            used += rows.len();
            items.push((next, rows));
            next += 1;
        }
        // Near the end there is room above.
        let room = height.saturating_sub(used);
        if room > above {
            heads.extend(up(room, &mut above, &mut first));
        }
        let mut rows: Vec<(usize, Line<'static>)> = heads
            .into_iter()
            .rev()
            .chain(items)
            .flat_map(|(item, rows)| rows.into_iter().map(move |row| (item, row)))
            .collect();
        // The item at the top may be cut.
        let allowed = if room > before { room } else { before };
        let cut = above.saturating_sub(allowed);
        rows.drain(..cut.min(rows.len()));
        rows.truncate(height);
        Self { rows }
    }

    /// Draws it; the rows of the selected item are set off, strongly where the focus is.
    pub(super) fn draw(&self, area: Rect, selected: usize, focused: bool, theme: &Theme, buffer: &mut Buffer) {
        for (row, (item, line)) in (0..area.height).zip(&self.rows) {
            put_line(buffer, area, row, line);
            if *item == selected {
                let look = theme.style(if focused { Role::Selected } else { Role::SelectedIdle });
                // The colours of the pieces stay: they say something.
                let look = Style { fg: None, ..look };
                buffer.set_style(Rect::new(area.x, area.y + row, area.width, 1), look);
            }
        }
    }

    /// The item in row `row`.
    pub(super) fn item_at(&self, row: usize) -> Option<usize> {
        self.rows.get(row).map(|(item, _)| *item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_item_is_whole_and_no_row_is_wasted(
            heights in proptest::collection::vec(1_usize..4, 1..30),
            selected in 0_usize..30,
            height in 4_usize..20,
        ) {
            let selected = selected.min(heights.len() - 1);
            let window = Window::new(heights.len(), selected, height, |item| {
                (0..heights.get(item).copied().unwrap_or(0)).map(|_| Line::default()).collect()
            });
            let seen: Vec<usize> = window.rows.iter().map(|(item, _)| *item).collect();
            prop_assert_eq!(seen.iter().filter(|&&item| item == selected).count(), heights[selected]);
            prop_assert_eq!(seen.len(), height.min(heights.iter().sum()));
            prop_assert!(seen.is_sorted());
        }
    }
}
