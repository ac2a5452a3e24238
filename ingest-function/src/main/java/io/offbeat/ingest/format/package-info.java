/// What producers write: one file a format, each recognised by content, all held to one sealed
/// list.
@NullMarked
package io.offbeat.ingest.format;

import org.jspecify.annotations.NullMarked;
