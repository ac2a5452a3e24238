/// The front door: records in, blocks out; every record archived, poison quarantined with its
/// reasons.
@NullMarked
package io.offbeat.ingest;

import org.jspecify.annotations.NullMarked;
