/** Orders over HTTP, and who may see which. */
@NullMarked
package io.checkoutsuite.order.web;

import org.jspecify.annotations.NullMarked;
