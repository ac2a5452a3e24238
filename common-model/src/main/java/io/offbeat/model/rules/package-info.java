/// What a team says about its metrics: one JSON file, read once, asked for each series.
@NullMarked
package io.offbeat.model.rules;

import org.jspecify.annotations.NullMarked;
