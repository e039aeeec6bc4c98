/** The HTTP API of the service. */
@NullMarked
package io.checkoutsuite.payment.web;

import org.jspecify.annotations.NullMarked;
