/// What the pages say, checked against what is there.
@NullMarked
package io.offbeat.checks.docs;

import org.jspecify.annotations.NullMarked;
