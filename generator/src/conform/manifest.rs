//! `Cargo.toml` of the program.

pub(super) fn manifest(name: &str, package: &str, path: &str, features: &[&str]) -> String {
    let features: Vec<&str> = ["reqwest"]
        .into_iter()
        .chain(features.iter().copied())
        .collect();
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         {package} = {{ path = {path:?}, default-features = false, features = {features:?} }}\n\
         bytes = \"1.12\"\nhttp = \"1.5\"\nserde = \"1.0.229\"\nserde_json = \"1.0.154\"\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }}\n"
    )
}
