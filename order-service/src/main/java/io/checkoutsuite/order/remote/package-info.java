/** What the service asks of others. */
@NullMarked
package io.checkoutsuite.order.remote;

import org.jspecify.annotations.NullMarked;
