/** Authentication, tenants and authorization of callers. */
@NullMarked
package io.checkoutsuite.web.access;

import org.jspecify.annotations.NullMarked;
