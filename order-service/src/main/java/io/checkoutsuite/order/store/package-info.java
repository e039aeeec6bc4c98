/** Orders as documents, and the conditional writes on them. */
@NullMarked
package io.checkoutsuite.order.store;

import org.jspecify.annotations.NullMarked;
