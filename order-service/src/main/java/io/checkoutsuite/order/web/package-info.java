/** The HTTP endpoints for orders, and who may see which order. */
@NullMarked
package io.checkoutsuite.order.web;

import org.jspecify.annotations.NullMarked;
