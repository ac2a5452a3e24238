@NullMarked
package io.offbeat.detector;

import org.jspecify.annotations.NullMarked;
