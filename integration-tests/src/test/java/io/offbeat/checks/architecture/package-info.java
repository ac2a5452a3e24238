/// Rules on how the code is cut: by bytecode where it can be, by source text where it must.
@NullMarked
package io.offbeat.checks.architecture;

import org.jspecify.annotations.NullMarked;
