//! What the parts of paged calls are called, in documents of all kinds.
//!
//! Names stand here as [`normal`] makes them: `pageToken`, `page_token` and `page[token]` are one. A name is here because
//! many documents have it; none is that of one API.

/// A name in lower case, without anything but letters and digits.
pub(super) fn normal(name: &str) -> String {
    let characters = name.chars().filter(|c| c.is_alphanumeric());
    characters.flat_map(char::to_lowercase).collect()
}

/// Parameters for the number of a page.
pub(super) const PAGES: &[&str] = &[
    "page",
    "pagenumber",
    "pagenum",
    "pageno",
    "pageindex",
    "currentpage",
];

/// Parameters for how many items come before.
pub(super) const OFFSETS: &[&str] = &[
    "offset",
    "pageoffset",
    "skip",
    "start",
    "startat",
    "startindex",
];

/// Parameters for how many items a page has.
pub(super) const SIZES: &[&str] = &[
    "perpage",
    "pagesize",
    "limit",
    "pagelimit",
    "size",
    "count",
    "maxresults",
    "maxitems",
    "maxpagesize",
    "top",
    "take",
    "first",
    "resultsperpage",
    "itemsperpage",
    "rows",
];

/// Parameters for what the page before said, each with what is said there, best first.
pub(super) const CURSORS: &[(&str, &[&str])] = &[
    (
        "cursor",
        &[
            "nextcursor",
            "cursornext",
            "nextpagecursor",
            "endcursor",
            "aftercursor",
            "cursorsafter",
            "nextpage",
            "next",
            "cursor",
        ],
    ),
    (
        "pagecursor",
        &[
            "nextcursor",
            "nextpagecursor",
            "cursorsafter",
            "after",
            "next",
        ],
    ),
    ("nextcursor", &["nextcursor"]),
    (
        "after",
        &[
            "nextafter",
            "nextcursor",
            "endcursor",
            "aftercursor",
            "cursorsafter",
            "after",
            "next",
        ],
    ),
    ("aftercursor", &["aftercursor", "nextcursor", "endcursor"]),
    (
        "pageafter",
        &[
            "pageafter",
            "nextcursor",
            "aftercursor",
            "cursorsafter",
            "after",
        ],
    ),
    (
        "startingafter",
        &["nextstartingafter", "nextcursor", "startingafter"],
    ),
    ("startafter", &["nextstartafter", "nextcursor"]),
    (
        "pagetoken",
        &["nextpagetoken", "nexttoken", "nextpage", "pagetoken"],
    ),
    (
        "paginationtoken",
        &[
            "nexttoken",
            "nextpaginationtoken",
            "nextpagetoken",
            "paginationtoken",
        ],
    ),
    ("nextpagetoken", &["nextpagetoken"]),
    ("nexttoken", &["nexttoken", "nextpagetoken"]),
    ("token", &["nexttoken", "nextpagetoken"]),
    (
        "continuation",
        &["continuation", "nextcontinuation", "continuationtoken"],
    ),
    (
        "continuationtoken",
        &["continuationtoken", "nextcontinuationtoken"],
    ),
    ("continue", &["continue", "nextcontinue"]),
    ("marker", &["nextmarker"]),
    ("bookmark", &["nextbookmark", "bookmark"]),
    ("iterator", &["nextiterator"]),
    ("nextpage", &["nextpage"]),
    ("page", &["nextpagetoken", "nextpage", "nextpageid"]),
    ("pageid", &["nextpageid"]),
    ("next", &["next"]),
    ("offset", &["nextoffset"]),
];

/// Parameters for what the last item before is known by, with those for the other direction.
pub(super) const LAST_ITEMS: &[(&str, &str)] = &[
    ("startingafter", "endingbefore"),
    ("after", "before"),
    ("afterid", "beforeid"),
    ("startafter", "endbefore"),
];

/// URLs of the next page, whatever a call is asked with.
pub(super) const LINKS: &[&str] = &[
    "nextlink",
    "odatanextlink",
    "nextpageurl",
    "nexturl",
    "nextpagelink",
    "nextpageuri",
    "nexturi",
    "nexthref",
];

/// Whether there is more.
pub(super) const MORE: &[&str] = &[
    "hasmore",
    "hasnext",
    "hasnextpage",
    "hasmoreitems",
    "hasmorepages",
    "hasmoreresults",
    "hasmoredata",
    "istruncated",
    "more",
    "nextpage",
];

/// Counters: their names in the plan, and what they are called in bodies.
pub(super) const COUNTERS: &[(&str, &[&str])] = &[
    (
        "page",
        &[
            "page",
            "currentpage",
            "pagenumber",
            "pagenum",
            "pageno",
            "paginationcurrent",
        ],
    ),
    (
        "per_page",
        &[
            "perpage",
            "pagesize",
            "limit",
            "itemsperpage",
            "resultsperpage",
        ],
    ),
    (
        "total_count",
        &[
            "totalcount",
            "totalitems",
            "totalresults",
            "totalrecords",
            "totalelements",
            "totalentries",
            "totalsize",
            "total",
        ],
    ),
    (
        "total_pages",
        &[
            "totalpages",
            "pagecount",
            "totalpagecount",
            "lastpage",
            "numpages",
            "numberofpages",
            "pages",
        ],
    ),
];

/// Lists of what is asked for.
pub(super) const LISTS: &[&str] = &[
    "data",
    "items",
    "results",
    "result",
    "values",
    "value",
    "entries",
    "records",
    "resources",
    "elements",
    "content",
    "list",
    "objects",
    "rows",
    "hits",
    "nodes",
];

/// Lists beside what is asked for.
pub(super) const NO_LISTS: &[&str] = &[
    "errors",
    "warnings",
    "messages",
    "notices",
    "included",
    "includes",
    "links",
    "facets",
    "filters",
    "aggregations",
    "sort",
    "sorts",
    "order",
    "columns",
    "fields",
    "headers",
    "meta",
    "metadata",
];

/// What holds a list with what is said of it.
pub(super) const WRAPPERS: &[&str] = &[
    "data", "result", "results", "response", "embedded", "content", "body", "payload",
];

/// Parts of a body about pages.
pub(super) const CONTAINERS: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "page",
    "pageinfo",
    "pages",
    "resultinfo",
    "links",
    "cursors",
    "cursor",
    "next",
    "info",
    "listmeta",
    "listmetadata",
    "responsemetadata",
    "paginginfo",
    "paginationinfo",
    "pagemeta",
    "pagingmetadata",
    "search",
];

/// The word behind `before`, up to what is no letter and no digit.
pub(super) fn fact<'a>(about: &'a str, before: &str) -> Option<&'a str> {
    let (_, rest) = about.split_once(before)?;
    let rest = rest.trim_start_matches(['`', '\'', '"', '*']);
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    rest.get(..end)
}

/// The number of the first page that a text speaks of.
pub(super) fn beginning(about: &str) -> Option<u64> {
    let says = |words: &[&str]| words.iter().any(|word| about.contains(word));
    let zero = says(&[
        "zero-based",
        "zero based",
        "0-based",
        "0 based",
        "zero-indexed",
        "0-indexed",
        "starts at 0",
        "starting at 0",
        "start at 0",
        "starts from 0",
        "starting from 0",
        "start from 0",
        "starts with 0",
        "starting with 0",
        "first page is 0",
    ]);
    let one = says(&[
        "one-based",
        "one based",
        "1-based",
        "1 based",
        "one-indexed",
        "1-indexed",
        "starts at 1",
        "starting at 1",
        "start at 1",
        "starts from 1",
        "starting from 1",
        "start from 1",
        "starts with 1",
        "starting with 1",
        "first page is 1",
    ]);
    match (zero, one) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}
