//! Tells tables of data from tables of layout.

use html5ever::local_name;

use crate::tree::{NodeId, Tree};
use crate::walk::{is_block, push_collapsed};

/// A cell with more text than this, in bytes, is a column of a layout.
const MAX_CELL: usize = 300;

/// A table with more cells than this is not looked at twice; it is taken apart as layout.
const MAX_CELLS: usize = 20_000;

/// Whether a table holds data: two rows and two columns or more of short cells, and no table or
/// heading inside.
pub(crate) fn is_data_table(tree: &Tree, table: NodeId) -> bool {
    let mut cells = 0;
    for node in tree.descendants(table).skip(1) {
        match tree.name(node) {
            Some(
                &(local_name!("table")
                | local_name!("h1")
                | local_name!("h2")
                | local_name!("form")),
            ) => {
                return false;
            }
            Some(&(local_name!("td") | local_name!("th"))) => cells += 1,
            _ if tree
                .text(node)
                .is_some_and(|text| text.trim().len() > MAX_CELL) =>
            {
                return false;
            }
            _ => {}
        }
        if cells > MAX_CELLS {
            return false;
        }
    }
    cells >= 4 && is_regular(&rows_of(tree, table))
}

/// Whether at least half of the rows have the same number of cells, two or more, with short texts.
fn is_regular(rows: &[Vec<String>]) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let full = rows.iter().filter(|row| row.len() == width).count();
    let filled = rows
        .iter()
        .flatten()
        .filter(|cell| !cell.is_empty())
        .count();
    let is_short = rows.iter().flatten().all(|cell| cell.len() <= MAX_CELL);
    width >= 2
        && rows.len() >= 2
        && full * 2 >= rows.len()
        && is_short
        && filled * 2 >= full * width
}

/// The texts of a table's cells, row by row; rows without text are left out.
pub(crate) fn rows_of(tree: &Tree, table: NodeId) -> Vec<Vec<String>> {
    tree.shown(table)
        .filter(|&node| tree.name(node) == Some(&local_name!("tr")))
        .map(|row| cells_of(tree, row))
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .collect()
}

fn cells_of(tree: &Tree, row: NodeId) -> Vec<String> {
    tree.children(row)
        .filter(|&cell| {
            matches!(
                tree.name(cell),
                Some(&(local_name!("td") | local_name!("th")))
            )
        })
        .map(|cell| {
            let mut text = String::new();
            push_below(&mut text, tree, cell);
            text.truncate(text.trim_end().len());
            text
        })
        .collect()
}

/// Appends what stands below a node, on one line.
fn push_below(text: &mut String, tree: &Tree, node: NodeId) {
    let mut next = tree.first_child(node);
    while let Some(child) = next {
        let parts = |name| is_block(name) || *name == local_name!("br");
        let parts = tree.any_name(child).is_some_and(parts);
        if parts {
            push_collapsed(text, " ");
        }
        if let Some(piece) = tree.text(child) {
            push_collapsed(text, &copydesk_text::repair(piece).text);
        } else if !tree.is_unseen(child) {
            push_below(text, tree, child);
        }
        if parts {
            push_collapsed(text, " ");
        }
        next = tree.next_sibling(child);
    }
}
