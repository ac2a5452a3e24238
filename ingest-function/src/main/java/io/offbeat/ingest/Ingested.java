package io.offbeat.ingest;

import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.Tally;
import java.util.Map;

/// What came of a batch.
///
/// @param outcome how it ended
/// @param tally what was counted
/// @param violations how many readings of the poison break each rule that any breaks
public record Ingested(
    BatchOutcome outcome, Tally<IngestCount> tally, Map<Violation, Long> violations) {
  public Ingested {
    violations = Map.copyOf(violations);
  }
}
