package io.offbeat.ingest.format;

/// Where a record breaks a rule.
///
/// @param violation the rule
/// @param place what stands there, as a JSON Pointer (RFC 6901), such as `/values/temperature`;
///   empty for the record or line as a whole
/// @param line line of the record in which it stands, from 1
public record Breach(Violation violation, String place, int line) {}
