/// How fast the ingest function is, beside the usual way to write one.
@NullMarked
package io.offbeat.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
