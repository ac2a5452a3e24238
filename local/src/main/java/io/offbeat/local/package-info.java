/// The three functions in one JVM: the real handlers, wired to streams, queues and stores that live
/// in memory or in a directory.
@NullMarked
package io.offbeat.local;

import org.jspecify.annotations.NullMarked;
