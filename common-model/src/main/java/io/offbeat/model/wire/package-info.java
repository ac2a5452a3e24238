/// The wire formats between functions, each a codec with both directions. `docs/wire-format.md`
/// describes them byte by byte.
@NullMarked
package io.offbeat.model.wire;

import org.jspecify.annotations.NullMarked;
