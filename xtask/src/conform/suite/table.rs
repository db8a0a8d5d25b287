//! What became of a draft, as a table that a document can hold.
//!
//! Takes: what was judged. Gives: Markdown: a row for each keyword, then what is explained, unsaid and odd.

use super::Judged;
use std::fmt::Write as _;

pub(super) fn render(judged: &Judged) -> String {
    let draft = judged.draft;
    let mut text = format!(
        "\n{}, as OpenAPI {}:\n\n| keyword | valid instances | kept | explained | neither | kept by the letter |\n|---|---|---|---|---|---|\n",
        draft.name, draft.openapi
    );
    let mut all = [0; 5];
    for (keyword, row) in &judged.rows {
        let figures = [
            row.valid,
            row.kept,
            row.explained,
            row.odd.len(),
            row.by_letter,
        ];
        let _ = writeln!(text, "| `{keyword}` |{}", cells(figures));
        all.iter_mut()
            .zip(figures)
            .for_each(|(sum, one)| *sum += one);
    }
    let _ = writeln!(text, "| all |{}", cells(all));
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = write!(text, "\n{title}:\n\n{}\n", lines.join("\n"));
        }
    };
    let counted = |(name, count): (&String, &usize)| format!("- {name}: {count}");
    list("Explained", judged.explained.iter().map(counted).collect());
    list(
        "Schemas that this version cannot say, by",
        judged.unsaid.iter().map(counted).collect(),
    );
    let odd = judged.rows.values().flat_map(|row| &row.odd);
    list(
        "Lost, and not explained",
        odd.map(|one| format!("- {one}")).collect(),
    );
    let stale = judged.stale.iter().map(|name| format!("- {name}"));
    list("Deviations that apply no longer", stale.collect());
    text
}

fn cells(figures: [usize; 5]) -> String {
    figures.map(|figure| format!(" {figure} |")).concat()
}
