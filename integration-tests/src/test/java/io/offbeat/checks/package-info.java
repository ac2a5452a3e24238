/// What holds for the repository as a whole.
@NullMarked
package io.offbeat.checks;

import org.jspecify.annotations.NullMarked;
