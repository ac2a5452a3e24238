/// The five functions under every fault the cloud can have, in a time of their own: one thread at a
/// time, every choice from one seed, so that what failed once fails again.
@NullMarked
package io.offbeat.local.storm;

import org.jspecify.annotations.NullMarked;
