//! Look-ups are quick and nothing precedes them. The bounds are generous, for a busy machine and a build without
//! optimisation; `cargo test --release --test catalog speed -- --nocapture` shows what they are.
use std::time::{Duration, Instant};

use amplint::catalog::{self, Module, Object};

/// Prints how long one of `count` things takes, and fails where that is far too long.
fn timed(what: &str, bound: Duration, run: impl FnOnce() -> usize) {
    let start = Instant::now();
    let count = u32::try_from(run()).expect("few");
    let each = start.elapsed() / count;
    println!("{what}: {} ns", each.as_nanos());
    assert!(each < bound, "{what}: {each:?}");
}

#[test]
fn look_ups_take_little() {
    timed("the first of all", Duration::from_millis(5), || {
        usize::from(catalog::provider("salesforce").is_some_and(|it| it.module("crm").is_some()))
    });
    let objects: Vec<(Module, &str)> = catalog::providers()
        .flat_map(|it| it.modules().chain([it.root()]))
        .flat_map(|module| module.objects().map(move |object| (module, object.name())))
        .collect();
    let keys: Vec<&str> = catalog::providers().map(|it| it.key()).collect();
    let fields: Vec<(Object, &str)> = objects
        .iter()
        .filter_map(|(module, name)| module.object(name))
        .flat_map(|object| object.fields().map(move |field| (object, field.name())))
        .collect();
    println!(
        "{} bytes, {} objects, {} fields",
        catalog::embedded_size(),
        objects.len(),
        fields.len()
    );

    let soon = Duration::from_micros(50);
    timed("a provider", soon, || {
        keys.iter().filter(|key| catalog::provider(key).is_some()).count()
    });
    timed("an object", soon, || {
        objects
            .iter()
            .filter(|(module, name)| module.object(name).is_some())
            .count()
    });
    timed("a field", soon, || {
        fields
            .iter()
            .filter(|(object, name)| object.has_field(name))
            .count()
    });
    let later = Duration::from_millis(50);
    timed("the nearest provider", later, || {
        (0..10)
            .filter(|_| catalog::nearest_provider("salesfroce").is_some())
            .count()
    });
    let many = catalog::provider("microsoft").expect("microsoft").root();
    timed("the nearest of many objects", later, || {
        (0..10)
            .filter(|_| many.nearest_object("directroyObjects").is_some())
            .count()
    });
}
