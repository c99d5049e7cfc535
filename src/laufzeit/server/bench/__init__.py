"""The benchmarks, and the populations that they and the load tests run on."""
