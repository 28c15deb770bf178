"""The tests of packaging/test: a file for each way to users."""
