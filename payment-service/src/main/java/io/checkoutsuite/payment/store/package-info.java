/** Documents, indexes and guarded writes. */
@NullMarked
package io.checkoutsuite.payment.store;

import org.jspecify.annotations.NullMarked;
