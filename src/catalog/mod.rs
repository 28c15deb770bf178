//! What is known of the providers: embedded facts, looked up without parsing at start.
