/// The functions of a process that is killed again and again, behind a network that fails.
@NullMarked
package io.offbeat.checks.crash;

import org.jspecify.annotations.NullMarked;
