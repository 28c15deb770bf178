use amplint::{source::Source, yaml};
fn main() {
    for f in std::env::args().skip(1) {
        let s = Source::new(f.clone(), std::fs::read(&f).unwrap()).unwrap();
        let d = yaml::parse(&s);
        for n in d.nodes() {
            println!(
                "{} {:?} {:?} [{}] {}",
                d.path(n),
                d.kind(n),
                d.span(n),
                d.slice(d.span(n)).escape_debug(),
                if d.is_damaged(n) { "DAMAGED" } else { "" }
            );
        }
        for c in d.comments() {
            println!("comment [{}]", d.slice(*c));
        }
        for p in d.problems() {
            let q = s.position(p.span.start);
            println!(
                "PROBLEM {}:{} [{}] {:?}",
                q.line,
                q.column,
                d.slice(p.span).escape_debug(),
                p.kind
            );
        }
    }
}
