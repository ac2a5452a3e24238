/// Labelled series, and what a detector's detections on them are worth. It knows nothing of how
/// anomalies are found.
@NullMarked
package io.offbeat.local.corpus;

import org.jspecify.annotations.NullMarked;
