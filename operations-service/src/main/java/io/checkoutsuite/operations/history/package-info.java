/** The checkout history and its repairs, as the cart service offers them. */
@NullMarked
package io.checkoutsuite.operations.history;

import org.jspecify.annotations.NullMarked;
