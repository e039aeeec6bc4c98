/** Documents, indexes and conditional writes. */
@NullMarked
package io.checkoutsuite.payment.store;

import org.jspecify.annotations.NullMarked;
