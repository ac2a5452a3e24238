/// What several benchmarks use.
@NullMarked
package io.offbeat.benchmarks;

import org.jspecify.annotations.NullMarked;
