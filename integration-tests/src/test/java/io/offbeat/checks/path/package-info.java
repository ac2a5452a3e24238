/// The deployed path against an emulator.
@NullMarked
package io.offbeat.checks.path;

import org.jspecify.annotations.NullMarked;
