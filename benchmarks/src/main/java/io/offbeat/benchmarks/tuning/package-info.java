/// A search for better constants of the detector, over labelled series, judged by what is held out.
@NullMarked
package io.offbeat.benchmarks.tuning;

import org.jspecify.annotations.NullMarked;
