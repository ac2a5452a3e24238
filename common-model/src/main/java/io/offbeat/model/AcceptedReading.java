package io.offbeat.model;

import java.time.Instant;

/// A reading that passed the gate, with where it came from.
///
/// @param reading the reading
/// @param arrivedAt arrival time of its record at Kinesis
/// @param source its position in `readings`
public record AcceptedReading(Reading reading, Instant arrivedAt, SourcePosition source) {}
