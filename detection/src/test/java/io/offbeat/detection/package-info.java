@NullMarked
package io.offbeat.detection;

import org.jspecify.annotations.NullMarked;
