/** Replay of outcome events: previews what they would change, and publishes them again under an operator's control. */
@NullMarked
package io.checkoutsuite.operations.replay;

import org.jspecify.annotations.NullMarked;
