/** The limits that all services share, as constraints of request bodies. */
@NullMarked
package io.checkoutsuite.web.limits;

import org.jspecify.annotations.NullMarked;
