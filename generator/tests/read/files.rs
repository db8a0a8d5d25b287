//! Documents in several files: names that do not depend on order, and folders that may be read.

use specwright::read::{Request, read};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn request(folder: &Path, document: &str) -> Request {
    Request {
        document: folder.join(document),
        ..Request::default()
    }
}

/// The names of all schemas, with the property that tells which is which.
fn schemas(properties: &str) -> BTreeMap<String, String> {
    let api = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    All: {{type: object, properties: {properties}}}\n"
    );
    let folder = folder(&[
        ("api.yaml", &api),
        (
            "b/pet.yaml",
            "{type: object, properties: {b: {type: string}}}",
        ),
        (
            "a/pet.yaml",
            "{type: object, properties: {a: {type: string}}}",
        ),
        (
            "deep/er/pet.yaml",
            "{type: object, properties: {c: {type: string}}}",
        ),
    ]);
    let document = read(&request(folder.path(), "api.yaml")).unwrap();
    let schemas = document.value["components"]["schemas"].as_object().unwrap();
    let only = |schema: &serde_json::Value| {
        let properties = schema["properties"].as_object().unwrap();
        properties.keys().next().unwrap().clone()
    };
    schemas
        .iter()
        .map(|(name, schema)| (name.clone(), only(schema)))
        .collect()
}

#[test]
fn names_do_not_depend_on_order() {
    let first =
        schemas("{x: {$ref: a/pet.yaml}, y: {$ref: b/pet.yaml}, z: {$ref: deep/er/pet.yaml}}");
    let second =
        schemas("{x: {$ref: deep/er/pet.yaml}, y: {$ref: b/pet.yaml}, z: {$ref: a/pet.yaml}}");
    let names: Vec<_> = first.iter().filter(|(name, _)| *name != "All").collect();
    let expected = [("b_pet", "b"), ("er_pet", "c"), ("pet", "a")];
    assert!(
        names
            .iter()
            .map(|(name, has)| (name.as_str(), has.as_str()))
            .eq(expected),
        "{names:?}"
    );
    let others = |all: &BTreeMap<String, String>| {
        all.iter()
            .filter(|(name, _)| *name != "All")
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(others(&first), others(&second));
    // With one of them alone, the name it has beside the others is what changes least.
    assert!(schemas("{x: {$ref: a/pet.yaml}}").contains_key("pet"));
}

#[test]
fn nothing_outside_of_the_folder_is_read_unless_it_is_allowed() {
    let api = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {X: {$ref: ../secret.yaml}}}\n";
    let folder = folder(&[("docs/api.yaml", api), ("secret.yaml", "{type: string}")]);
    let mut request = request(folder.path(), "docs/api.yaml");
    let errors = read(&request).unwrap_err();
    let said = errors.iter().next().unwrap();
    assert!(
        said.message
            .contains("is outside of the folder of the document"),
        "{}",
        said.message
    );
    assert_eq!(
        said.place.as_ref().unwrap().source.as_ref().unwrap().line,
        4
    );
    request.folders.push(folder.path().to_owned());
    assert_eq!(
        read(&request).unwrap().value["components"]["schemas"]["X"]["type"],
        "string"
    );
}

#[test]
fn long_chains_of_references_are_followed_and_circles_found() {
    let links: String = (0..200)
        .map(|n| format!("N{n}: {{$ref: '#/N{}'}}\n", n + 1))
        .collect();
    let files = [
        (
            "api.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {X: {$ref: 'links.yaml#/N0'}}}\n",
        ),
        ("links.yaml", &format!("{links}N200: {{type: boolean}}\n")),
    ];
    let straight = folder(&files);
    let document = read(&request(straight.path(), "api.yaml")).unwrap();
    assert_eq!(
        document.value["components"]["schemas"]["X"]["type"],
        "boolean"
    );
    let files = [
        files[0],
        ("links.yaml", &format!("{links}N200: {{$ref: '#/N7'}}\n")),
    ];
    let circle = folder(&files);
    let errors = read(&request(circle.path(), "api.yaml")).unwrap_err();
    assert!(
        errors
            .iter()
            .any(|one| one.message.contains("leads round in a circle"))
    );
}

/// The components of the document stand in another file, which has components of its own with the same names.
#[test]
fn what_is_taken_in_refers_to_its_own_file() {
    let folder = folder(&[
        (
            "api.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas: {$ref: 'parts.yaml#/all'}\n",
        ),
        (
            "parts.yaml",
            "all: {Pet: {$ref: '#/components/schemas/Inner'}, Inner: {type: string}}\ncomponents: {schemas: {Inner: {type: object, properties: {inner: {type: string}}}}}\n",
        ),
    ]);
    let document = read(&request(folder.path(), "api.yaml")).unwrap();
    let schemas = &document.value["components"]["schemas"];
    let inner = &schemas["Pet"]["properties"]["inner"]["type"];
    assert_eq!(inner, "string", "{schemas:#}");
    assert_eq!(schemas["Inner"]["type"], "string");
}
