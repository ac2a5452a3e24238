/// What is deployed.
@NullMarked
package io.offbeat.checks.artifact;

import org.jspecify.annotations.NullMarked;
