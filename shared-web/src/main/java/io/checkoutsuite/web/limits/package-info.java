/** The limits shared by all services, as constraints of request bodies. */
@NullMarked
package io.checkoutsuite.web.limits;

import org.jspecify.annotations.NullMarked;
