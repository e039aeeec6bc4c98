/** Who calls, for which tenant, and what they may do. */
@NullMarked
package io.checkoutsuite.web.access;

import org.jspecify.annotations.NullMarked;
