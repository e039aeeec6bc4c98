/** Orders in order management, made from submitted carts. */
@NullMarked
package io.checkoutsuite.order;

import org.jspecify.annotations.NullMarked;
