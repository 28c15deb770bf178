//! Every place that tells how to get amplint tells the same: the five lines of the README, one version, one repository.

use regex::Regex;

use super::{pages, read};

/// Beside the pages: what people meet who have no amplint, or another one.
const OTHERS: [&str; 9] = [
    ".github/action.sh",
    ".github/workflows/release.yml",
    ".pre-commit-hooks.yaml",
    "action.yml",
    "editors/vscode/README.md",
    "editors/vscode/src/extension.ts",
    "npm/amplint/README.md",
    "npm/amplint/bin/amplint.js",
    "packaging/install.sh",
];

/// The lines of the README's first block of commands under "Install", without their comments.
fn ways() -> Vec<String> {
    let readme = read("README.md");
    let (_, section) = readme
        .split_once("\n## Install\n")
        .expect("a section on installing");
    let (_, block) = section.split_once("\n```sh\n").expect("commands");
    let lines = block.split("```").next().unwrap_or_default().lines();
    lines
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .collect()
}

#[test]
fn five_lines() {
    let ways = ways();
    let begins = [
        "uvx amplint",
        "npx amplint",
        "brew install ",
        "cargo binstall amplint",
        "cargo install --path . --locked",
    ];
    assert_eq!(ways.len(), begins.len(), "{ways:?}");
    for (way, begin) in ways.iter().zip(begins) {
        assert!(way.starts_with(begin), "{way} is not {begin}");
    }
}

#[test]
fn everybody_says_the_same() {
    let version = regex::escape(env!("CARGO_PKG_VERSION"));
    let brew = regex::escape(&ways()[2]);
    let allowed = [
        r"^uvx amplint(@latest)?\b".to_owned(),
        r"^npx amplint\b".to_owned(),
        format!(r"^pip install (--quiet )?amplint(=={version})?(\s|$)"),
        format!("^{brew}$"),
        r"^cargo binstall amplint(\s|$)".to_owned(),
        r"^cargo install amplint --locked".to_owned(),
        r"^cargo install --path \. --locked".to_owned(),
        // What the action builds is its own source.
        r#"^cargo install --locked --path "\$root""#.to_owned(),
    ];
    let allowed: Vec<Regex> = allowed.iter().map(|way| Regex::new(way).unwrap()).collect();
    let told =
        Regex::new(r"\b(uvx|npx|pip install|brew install|cargo binstall|cargo install) [^`\n#]*").unwrap();
    let address = Regex::new(r"github\.com/([\w.-]+/amplint)\b").unwrap();
    let repository = env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/");
    let (mut wrong, mut number) = (Vec::new(), 0);
    for file in pages().into_iter().chain(OTHERS.map(str::to_owned)) {
        // What was true once may stand in the list of changes.
        if file == "CHANGELOG.md" || !super::root().join(&file).is_file() {
            continue;
        }
        let text = read(&file);
        for found in told.find_iter(&text) {
            let way = found.as_str().replace("\\`", "");
            let way = way.trim().trim_end_matches(['.', ',', ';', '"', '\\']);
            // Tools that the project itself is worked on with.
            if way.contains("amplint") || way.starts_with("cargo install") && !way.contains("cargo-") {
                number += 1;
                if !allowed.iter().any(|allowed| allowed.is_match(way)) {
                    wrong.push(format!("{file}: {way}"));
                }
            }
        }
        for found in address.captures_iter(&text) {
            if &found[1] != repository {
                wrong.push(format!("{file}: {}", &found[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(number >= 8, "only {number} places tell how to install");
}

/// What works today and what from the first release on is said wherever it matters, or nowhere any more.
#[test]
fn it_is_published_everywhere_or_nowhere() {
    let says = |file: &str| read(file).contains("not published yet");
    assert_eq!(says("README.md"), says("docs/ci.md"));
}

/// Its packages have its name and version.
#[test]
fn packages() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("pyproject.toml").contains(&format!("dependencies = [\"amplint=={version}\"]")));
    let npm: serde_json::Value = serde_json::from_str(&read("npm/amplint/package.json")).unwrap();
    assert_eq!(npm["name"], "amplint");
    assert_eq!(npm["version"], version);
    for (name, own) in npm["optionalDependencies"].as_object().unwrap() {
        assert!(name.starts_with("@amplint/"), "{name}");
        assert_eq!(own, version, "{name}");
    }
    assert!(read("packaging/install.sh").contains(&format!("\nVERSION={version}\n")));
}
