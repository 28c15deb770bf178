//! Giving up lines: the smallest block around a typo that nothing undoes, then the next larger one.

use super::super::gap;
use super::super::lines::Line;
use super::state::Recovery;
use crate::source::{Span, index};

impl Recovery<'_, '_> {
    /// Gives up the next larger block around the incident.
    pub(super) fn widen(&mut self, stopped: u32) {
        let Some(incident) = &mut self.incident else {
            return;
        };
        incident.level += 1;
        incident.stopped = incident.stopped.max(stopped);
        let text = self.text;
        let line = Line::at(text, incident.region.start);
        let mut block = line.block(text);
        let at_stop = Line::at(text, stopped);
        match incident.level {
            1 => {}
            2 => {
                // The parser may have stopped at the line that is really broken.
                block = Span::new(block.start, block.end.max(at_stop.end));
            }
            level => {
                // The block that hangs from an ancestor; at last the whole text.
                let mut ancestor = line;
                for _ in 2..level {
                    let indent = ancestor.indent;
                    let mut above = ancestor.before(text);
                    while let Some(here) = above
                        && here.indent >= indent
                        && here.start > 0
                    {
                        above = here.before(text);
                    }
                    match above {
                        Some(here) if here.indent < indent => ancestor = here,
                        _ => {
                            ancestor = Line::at(text, 0);
                            break;
                        }
                    }
                }
                let whole = ancestor.start == 0;
                block = if whole {
                    Span::new(0, index(text.len()))
                } else {
                    ancestor.block(text)
                };
                block.end = block.end.max(at_stop.end);
            }
        }
        let block = Span::new(
            block.start.min(incident.region.start),
            block.end.max(incident.region.end),
        );
        let block = Span::new(block.start.max(gap::bom(text)), block.end);
        incident.region = block;
        self.patches.clear(text, block);
        self.holes.push(block);
    }
}
