/// AWS for tests: where it is found, and what is made in it.
@NullMarked
package io.offbeat.checks.emulator;

import org.jspecify.annotations.NullMarked;
