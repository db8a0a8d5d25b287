//! Where things stand is decided by each item alone: nothing moves when the document is written in another order, or when
//! something is added to it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};
use specwright::config::Config;
use specwright::generate;
use specwright::report::{Style, render};

/// A crate by its files.
type Files = BTreeMap<String, String>;

/// The document of a fixture.
fn document(fixture: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/configured");
    let path = format!("{folder}/{fixture}/api.yaml");
    let text = std::fs::read_to_string(path).expect("the fixture");
    serde_yaml::from_str(&text).expect("YAML")
}

/// What a document becomes by the settings of a fixture.
fn generated(fixture: &str, document: &Value) -> Files {
    generated_by(&settings(fixture), document)
}

fn settings(fixture: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/configured");
    let path = Path::new(folder).join(fixture).join("codegen.toml");
    std::fs::read_to_string(path).expect("the settings")
}

fn generated_by(settings: &str, document: &Value) -> Files {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("codegen.toml");
    std::fs::write(&path, settings).expect("a new file");
    std::fs::write(folder.path().join("api.yaml"), document.to_string()).expect("a new file");
    let result = Config::from_file(&path).and_then(|config| generate(&config));
    let crate_ = result.unwrap_or_else(|wrong| panic!("{}", render(&wrong, Style::Plain)));
    let files = crate_.files.iter();
    files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

fn reversed(object: &mut Value) {
    let object = object.as_object_mut().expect("an object");
    *object = std::mem::take(object).into_iter().rev().collect();
}

#[test]
fn the_order_of_paths_and_components_shows_nowhere() {
    for fixture in [
        "tags-hostile",
        "tags-shared",
        "models-by-words",
        "equal-types",
    ] {
        let before = document(fixture);
        let mut after = before.clone();
        reversed(&mut after["paths"]);
        reversed(&mut after["components"]["schemas"]);
        assert_ne!(before.to_string(), after.to_string(), "{fixture}");
        let (before, after) = (generated(fixture, &before), generated(fixture, &after));
        for (path, text) in &before {
            assert_eq!(Some(text), after.get(path), "{fixture}: {path}");
        }
        assert_eq!(before.len(), after.len(), "{fixture}");
    }
}

/// What differs: each file with the lines that it lost and those that it gained.
fn differences(before: &Files, after: &Files) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let mut all = BTreeMap::new();
    for path in before.keys().chain(after.keys()) {
        let lines = |files: &Files| -> Vec<String> {
            let text = files.get(path).map(String::as_str).unwrap_or_default();
            text.lines().map(|line| line.trim().to_owned()).collect()
        };
        let (old, new) = (lines(before), lines(after));
        if old != new {
            let without = |from: &[String], other: &[String]| -> Vec<String> {
                let mut other = other.to_vec();
                let mut left = from.to_vec();
                left.retain(|line| match other.iter().position(|one| one == line) {
                    Some(place) => {
                        other.remove(place);
                        false
                    }
                    None => true,
                });
                left
            };
            let changes = (without(&old, &new), without(&new, &old));
            all.insert(path.clone(), changes);
        }
    }
    all
}

/// What changes in the crate of a fixture when its document does.
fn changed(change: impl FnOnce(&mut Value)) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let mut document = document("tags-shared");
    let before = generated("tags-shared", &document);
    change(&mut document);
    differences(&before, &generated("tags-shared", &document))
}

fn is_condition(line: &String) -> bool {
    line.starts_with("#[cfg") || line.starts_with("feature = ") || line == "any(" || line == ")"
}

fn operation(tag: &str, schema: &Value) -> Value {
    json!({"get": {
        "operationId": "zz_added",
        "tags": [tag],
        "responses": {"200": {
            "description": "Fine",
            "content": {"application/json": {"schema": schema}},
        }},
    }})
}

fn insert_first(object: &mut Value, key: &str, value: Value) {
    let object = object.as_object_mut().expect("an object");
    let mut all = Map::new();
    all.insert(key.to_owned(), value);
    all.append(object);
    *object = all;
}

#[test]
fn a_new_schema_is_a_new_file() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let changes =
        changed(|document| insert_first(&mut document["components"]["schemas"], "Added", schema));
    let files: Vec<&str> = changes.keys().map(String::as_str).collect();
    assert_eq!(
        files,
        [
            "src/models.rs",
            "src/models/added.rs",
            "src/models/added/codec.rs",
            "tests/models/by_module/added.rs",
            "tests/models/main.rs",
        ]
    );
    for (file, (lost, _)) in &changes {
        assert!(lost.is_empty(), "{file} lost {lost:?}");
    }
}

#[test]
fn a_new_operation_is_a_new_file() {
    let schema = json!({"type": "object", "properties": {"a": {"enum": ["b"]}}});
    let added = operation("Zones", &schema);
    let changes = changed(|document| insert_first(&mut document["paths"], "/added", added));
    let files: Vec<&str> = changes.keys().map(String::as_str).collect();
    assert_eq!(
        files,
        [
            "README.md",
            "src/examples/zones.rs",
            "src/models.rs",
            "src/operations/zones.rs",
            "src/operations/zones/zz_added.rs",
            "src/operations/zones/zz_added/types.rs",
            "src/operations/zones/zz_added/types/codec.rs",
            "tests/models/by_module/zones.rs",
            "tests/models/main.rs",
            "tests/operations/by_tag/zones.rs",
        ]
    );
    for (file, (lost, _)) in &changes {
        assert!(lost.is_empty(), "{file} lost {lost:?}");
    }
}

#[test]
fn a_use_by_another_tag_changes_conditions_alone() {
    let schema = json!({"$ref": "#/components/schemas/Record"});
    let added = operation("Keys", &schema);
    let changes = changed(|document| insert_first(&mut document["paths"], "/added", added));
    let models: Vec<_> = changes
        .iter()
        .filter(|(file, _)| file.starts_with("src/models"))
        .collect();
    assert!(models.len() >= 5, "{:?}", changes.keys());
    for (file, (lost, gained)) in models {
        let all = lost.iter().chain(gained);
        let others: Vec<_> = all.filter(|line| !is_condition(line)).collect();
        assert!(others.is_empty(), "{file}: {others:?}");
    }
}

/// A name that is given is short, since its tag is said before; what stands in the call has its tag in the name.
#[test]
fn names_are_those_of_their_tags() {
    let made = generated("tags-hostile", &document("tags-hostile"));
    for (file, part) in [
        ("src/operations/one.rs", "pub fn list(&self) -> List"),
        ("src/operations/two.rs", "pub fn list(&self) -> List"),
        ("src/operations/one/list/types.rs", " OneListResponse "),
        ("src/operations/two/list/types.rs", " TwoListResponse "),
        (
            "src/operations/search.rs",
            "pub fn search(&self) -> SearchOperation",
        ),
        (
            "src/operations/brief.rs",
            "pub fn brief(&self) -> Brief<'_>",
        ),
        ("Cargo.toml", "default-calls = []"),
    ] {
        assert!(made[file].contains(part), "{file}: {}", made[file]);
    }
}

/// The types of a crate by name, each with the word that begins its definition.
fn types_of(files: &Files) -> BTreeMap<String, String> {
    let lines = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/models") || path.ends_with("/types.rs"));
    let lines = lines.flat_map(|(_, text)| text.lines());
    let types = lines.filter_map(|line| {
        let mut words = line.strip_prefix("pub ")?.split([' ', ';', '<', '(']);
        let (word, name) = (words.next()?, words.next()?);
        let is_type = matches!(word, "struct" | "enum" | "type");
        is_type.then(|| (name.to_owned(), word.to_owned()))
    });
    types.collect()
}

#[test]
fn equal_types_are_one_and_keep_their_names() {
    let document = document("equal-types");
    let apart = settings("equal-types").replace("[layout]", "[layout]\nshared = false");
    let (shared, apart) = (
        types_of(&generated("equal-types", &document)),
        types_of(&generated_by(&apart, &document)),
    );
    assert!(shared.keys().eq(apart.keys()), "{shared:?} {apart:?}");
    let names = |of: &BTreeMap<String, String>| {
        let names = of.iter().filter(|(_, word)| *word == "type");
        names.map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    assert!(names(&apart).is_empty(), "{apart:?}");
    assert_eq!(
        names(&shared),
        [
            "CreateZoneRequestOwner",
            "CreateZoneResponse",
            "CreateZoneResponseOwner",
            "CreateZoneResponsePlan",
            "CreateZoneResponsePlanLevel",
            "ListNamesOthersItem",
            "ListUsersResponseOwner",
            "ListZonesOrder",
            "ListZonesResponseItem",
            "ListZonesResponseItemOwner",
            "ListZonesResponseItemPlan",
            "ListZonesResponseItemPlanLevel",
            "PutImageRequest",
            "UserFarmValue",
            "UserFarmValueWithBark",
            "UserFarmValueWithMeow",
        ]
    );
}

#[test]
fn what_equals_another_renames_nothing() {
    let before = document("equal-types");
    let mut after = before.clone();
    let added = before["paths"]["/zones"]["post"].clone();
    insert_first(&mut after["paths"], "/added", json!({"post": added}));
    after["paths"]["/added"]["post"]["operationId"] = json!("add");
    let (before, after) = (
        types_of(&generated("equal-types", &before)),
        types_of(&generated("equal-types", &after)),
    );
    let gone: Vec<_> = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .collect();
    assert!(gone.is_empty(), "{gone:?}");
    assert!(after.len() > before.len(), "nothing was added");
}
