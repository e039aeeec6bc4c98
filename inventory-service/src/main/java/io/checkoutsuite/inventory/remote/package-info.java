/** What this service asks of the others. */
@NullMarked
package io.checkoutsuite.inventory.remote;

import org.jspecify.annotations.NullMarked;
