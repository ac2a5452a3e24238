/// Blocks in, episodes out: the state of every device, folded over its readings.
@NullMarked
package io.offbeat.detector;

import org.jspecify.annotations.NullMarked;
