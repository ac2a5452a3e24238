package io.offbeat.ingest;

import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.Tally;

/// What came of a batch.
///
/// @param outcome how it ended
/// @param tally what was counted
public record Ingested(BatchOutcome outcome, Tally<IngestCount> tally) {}
