/// The archive read back: devices rebuilt, failed batches sent through again.
@NullMarked
package io.offbeat.local.replay;

import org.jspecify.annotations.NullMarked;
