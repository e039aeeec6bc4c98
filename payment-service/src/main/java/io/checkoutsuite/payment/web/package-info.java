/** The service's HTTP edge. */
@NullMarked
package io.checkoutsuite.payment.web;

import org.jspecify.annotations.NullMarked;
