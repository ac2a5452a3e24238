@NullMarked
package io.offbeat.local.replay;

import org.jspecify.annotations.NullMarked;
