/// What a verdict costs, in time and in bytes, beside Random Cut Forest.
@NullMarked
package io.offbeat.benchmarks.detection;

import org.jspecify.annotations.NullMarked;
