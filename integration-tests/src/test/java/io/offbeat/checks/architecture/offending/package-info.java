/// Classes that break the rules on purpose: a rule that never fails is none.
package io.offbeat.checks.architecture.offending;
