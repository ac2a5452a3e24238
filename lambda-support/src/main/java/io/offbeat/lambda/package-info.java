/// What the functions share around their own work: the batch contract, settings, waiting, and one
/// line of metrics a batch.
@NullMarked
package io.offbeat.lambda;

import org.jspecify.annotations.NullMarked;
