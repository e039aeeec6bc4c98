/** The events of decided attempts once more: what they would change, and publishing them again under an operator's eyes. */
@NullMarked
package io.checkoutsuite.cart.replay;

import org.jspecify.annotations.NullMarked;
