/// The science: what is normal for a series, learned one reading at a time. Pure: no AWS, no I/O,
/// no clock.
@NullMarked
package io.offbeat.detection;

import org.jspecify.annotations.NullMarked;
