/// What the detector function costs: readings a second, capacity units, memory.
@NullMarked
package io.offbeat.benchmarks.detector;

import org.jspecify.annotations.NullMarked;
