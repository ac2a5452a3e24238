/// The command line: demo, run and score.
@NullMarked
package io.offbeat.local.cli;

import org.jspecify.annotations.NullMarked;
