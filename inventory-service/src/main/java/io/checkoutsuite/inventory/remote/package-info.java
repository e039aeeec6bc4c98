/** Calls to other services. */
@NullMarked
package io.checkoutsuite.inventory.remote;

import org.jspecify.annotations.NullMarked;
