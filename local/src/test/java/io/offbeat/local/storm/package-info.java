@NullMarked
package io.offbeat.local.storm;

import org.jspecify.annotations.NullMarked;
