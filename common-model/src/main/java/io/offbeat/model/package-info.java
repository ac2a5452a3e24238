/// The words that all functions share: readings, their source, episodes, and the ranges and kinds
/// that describe them. The table in `docs/vocabulary.md` says what each word means.
@NullMarked
package io.offbeat.model;

import org.jspecify.annotations.NullMarked;
