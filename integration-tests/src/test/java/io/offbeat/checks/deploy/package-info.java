/// The deploy script, run against an emulator of AWS, and what it deploys.
@NullMarked
package io.offbeat.checks.deploy;

import org.jspecify.annotations.NullMarked;
