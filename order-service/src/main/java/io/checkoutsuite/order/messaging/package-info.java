/** One listener for each topic that this service consumes. */
@NullMarked
package io.checkoutsuite.order.messaging;

import org.jspecify.annotations.NullMarked;
