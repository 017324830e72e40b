//! Modules import each other one way, the graph of imports has no cycle, and tests have a directory of their own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// A module by its path within the crate; the root is empty.
type Module = Vec<String>;
type Graph = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn no_two_modules_import_each_other() {
    let modules = [
        ("src/lib.rs", "src", ""),
        ("cli/src/lib.rs", "cli/src", ""),
        ("build/export.rs", "build", "export"),
    ];
    for (root, directory, name) in modules {
        let sources = sources(Path::new(env!("CARGO_MANIFEST_DIR")), root, directory, name);
        assert!(sources.len() > 1, "{directory} has no modules");
        let graph = graph(&sources);
        assert!(graph.values().any(|targets| !targets.is_empty()), "{directory} has no imports");
        if let Some(cycle) = cycle(&graph) {
            let cycle: Vec<_> = cycle.iter().map(|module| module.join("::")).collect();
            panic!("modules of {directory} import each other: {}", cycle.join(" -> "));
        }
    }
}

/// `test = false` in the manifests spares a build of each crate, and would hide such tests.
#[test]
fn all_tests_are_beside_the_sources() {
    for (root, directory) in [("src/lib.rs", "src"), ("cli/src/lib.rs", "cli/src")] {
        for (module, source) in sources(Path::new(env!("CARGO_MANIFEST_DIR")), root, directory, "") {
            let has_tests = source.contains("#[test]") || source.contains("cfg(test)");
            assert!(!has_tests, "{directory} {module:?} has tests, which belong into tests/");
        }
    }
}

#[test]
fn cycles_are_found() {
    let sources = |a: &str, b: &str| {
        let module = |name: &str| vec![name.to_owned()];
        BTreeMap::from([
            (module("a"), a.to_owned()),
            (module("b"), b.to_owned()),
            (vec![], "pub use a::A;".to_owned()),
        ])
    };
    let has_cycle = |a, b| cycle(&graph(&sources(a, b))).is_some();
    assert!(has_cycle("use crate::{b::{B, C}};", "fn f() { super::a::g() }"));
    assert!(has_cycle("use crate::b;", "use crate::A;"), "the root imports a");
    assert!(!has_cycle("use crate::b::B;", "// use crate::a::A;"));
}

/// The source of each module below `root`, which is called `name`. Inline modules belong to their file.
fn sources(checkout: &Path, root: &str, directory: &str, name: &str) -> BTreeMap<Module, String> {
    let (mut sources, mut directories) = (BTreeMap::new(), vec![checkout.join(directory)]);
    while let Some(path) = directories.pop() {
        for entry in fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                directories.push(entry);
            } else if entry.extension().is_some_and(|it| it == "rs") {
                let path = entry.strip_prefix(checkout.join(directory)).unwrap().with_extension("");
                let names = path.iter().map(|it| it.to_str().unwrap());
                let mut module: Module =
                    [name].into_iter().filter(|it| !it.is_empty()).chain(names).map(str::to_owned).collect();
                if entry == checkout.join(root) || module.last().is_some_and(|it| it == "mod") {
                    module.pop();
                }
                sources.insert(module, fs::read_to_string(&entry).unwrap());
            }
        }
    }
    sources
}

fn graph(sources: &BTreeMap<Module, String>) -> Graph {
    let targets = |module: &Module, source: &str| {
        let paths = paths(module, source).into_iter();
        let resolved = paths.filter_map(|path| resolve(path, sources)).filter(|target| target != module);
        resolved.collect()
    };
    sources.iter().map(|(module, source)| (module.clone(), targets(module, source))).collect()
}

/// The module that a path leads to: its longest prefix that is one.
fn resolve(mut path: Module, sources: &BTreeMap<Module, String>) -> Option<Module> {
    while !sources.contains_key(&path) {
        path.pop()?;
    }
    Some(path)
}

/// The paths within the crate that a source names, in `use` declarations and elsewhere.
fn paths(module: &Module, source: &str) -> Vec<Module> {
    let code: Vec<_> = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let mut paths = Vec::new();
    for (start, keyword) in ["crate::", "super::", "use "].iter().flat_map(|it| code.match_indices(it)) {
        if code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue; // within a longer path
        }
        let mut prefix = if keyword == "crate::" { Module::new() } else { module.clone() };
        let mut rest = &code[start + keyword.len()..];
        if keyword == "use " && ["crate::", "super::"].iter().any(|it| rest.starts_with(it)) {
            continue; // found by that keyword
        }
        if keyword == "super::" {
            prefix.pop();
            while let Some(inner) = rest.strip_prefix("super::") {
                prefix.pop();
                rest = inner;
            }
        }
        expand(prefix, rest, &mut paths);
    }
    paths
}

/// Expands `a::{b, c::d}` behind a prefix; returns what follows.
fn expand<'s>(mut prefix: Module, mut rest: &'s str, paths: &mut Vec<Module>) -> &'s str {
    loop {
        rest = rest.trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            rest = group;
            while !rest.trim_start().is_empty() && !rest.trim_start().starts_with('}') {
                let inner = expand(prefix.clone(), rest, paths).trim_start();
                rest = inner.strip_prefix(',').unwrap_or(inner);
                if inner.len() == rest.len() && !rest.starts_with('}') {
                    break; // not a list of paths
                }
            }
            return rest.trim_start().strip_prefix('}').unwrap_or(rest);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        prefix.push(rest[..end].to_owned());
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(inner) => rest = inner,
            None => {
                paths.push(prefix);
                return rest;
            }
        }
    }
}

/// A cycle of the graph, if there is one.
fn cycle(graph: &Graph) -> Option<Vec<Module>> {
    fn visit(module: &Module, graph: &Graph, path: &mut Vec<Module>, done: &mut BTreeSet<Module>) -> bool {
        if let Some(start) = path.iter().position(|it| it == module) {
            path.drain(..start);
            path.push(module.clone());
            return true;
        }
        if !done.contains(module) {
            path.push(module.clone());
            if graph[module].iter().any(|target| visit(target, graph, path, done)) {
                return true;
            }
            path.pop();
            done.insert(module.clone());
        }
        false
    }
    let (mut path, mut done) = (Vec::new(), BTreeSet::new());
    graph.keys().any(|module| visit(module, graph, &mut path, &mut done)).then_some(path)
}
