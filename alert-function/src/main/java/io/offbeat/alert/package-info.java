/// Episodes in, alerts out: the incidents that a person needs to know of.
@NullMarked
package io.offbeat.alert;

import org.jspecify.annotations.NullMarked;
