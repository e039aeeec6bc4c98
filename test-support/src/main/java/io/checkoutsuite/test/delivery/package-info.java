/** Delivers calls and events in every order. */
@NullMarked
package io.checkoutsuite.test.delivery;

import org.jspecify.annotations.NullMarked;
