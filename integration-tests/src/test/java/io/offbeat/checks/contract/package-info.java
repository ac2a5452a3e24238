/// What each port promises, as tests that every adapter runs: in memory, on files, on AWS.
@NullMarked
package io.offbeat.checks.contract;

import org.jspecify.annotations.NullMarked;
