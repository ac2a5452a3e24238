/// Kinesis, SQS and Lambda in one JVM: streams and queues that deliver real event envelopes to real
/// handlers, and do what their answers ask.
@NullMarked
package io.offbeat.local.stream;

import org.jspecify.annotations.NullMarked;
