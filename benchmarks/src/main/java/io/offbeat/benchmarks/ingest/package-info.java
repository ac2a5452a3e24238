/// What the ingest function costs, beside the usual way of doing its work.
@NullMarked
package io.offbeat.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
