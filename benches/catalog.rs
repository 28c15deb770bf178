//! How long look-ups in the catalogue take: `cargo bench --bench catalog`.

use std::hint::black_box;
use std::time::Instant;

use amplint::catalog::{self, Module, Object};

/// Prints how long one of the things takes that `run` does and counts.
fn timed(what: &str, run: impl FnOnce() -> usize) {
    let start = Instant::now();
    let count = black_box(run()).max(1);
    println!("{what:<28} {:>8} ns", start.elapsed().as_nanos() / count as u128);
}

fn main() {
    timed("the first of all", || {
        usize::from(catalog::provider("salesforce").is_some_and(|it| it.module("crm").is_some()))
    });
    let objects: Vec<(Module, &str)> = catalog::providers()
        .flat_map(|it| it.modules().chain([it.root()]))
        .flat_map(|module| module.objects().map(move |object| (module, object.name())))
        .collect();
    let keys: Vec<&str> = catalog::providers()
        .map(amplint::catalog::Provider::key)
        .collect();
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

    timed("a provider", || {
        keys.iter().filter(|key| catalog::provider(key).is_some()).count()
    });
    timed("an object", || {
        objects
            .iter()
            .filter(|(module, name)| module.object(name).is_some())
            .count()
    });
    timed("a field", || {
        fields
            .iter()
            .filter(|(object, name)| object.has_field(name))
            .count()
    });
    timed("the nearest provider", || {
        (0..10)
            .filter(|_| catalog::nearest_provider("salesfroce").is_some())
            .count()
    });
    let many = catalog::provider("microsoft").expect("microsoft").root();
    timed("the nearest of many objects", || {
        (0..10)
            .filter(|_| many.nearest_object("directroyObjects").is_some())
            .count()
    });
}
