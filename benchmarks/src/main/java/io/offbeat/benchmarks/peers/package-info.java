/// Detectors that a user would pick instead, over the same labelled series by the same scorer.
@NullMarked
package io.offbeat.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
