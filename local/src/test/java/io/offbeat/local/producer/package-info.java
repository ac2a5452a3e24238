/// Real producers' libraries, whose records go through the whole pipeline.
@NullMarked
package io.offbeat.local.producer;

import org.jspecify.annotations.NullMarked;
