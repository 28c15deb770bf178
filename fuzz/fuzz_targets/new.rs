#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| amplint_fuzz::run("new", bytes));
