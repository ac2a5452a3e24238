@NullMarked
package io.offbeat.lambda;

import org.jspecify.annotations.NullMarked;
