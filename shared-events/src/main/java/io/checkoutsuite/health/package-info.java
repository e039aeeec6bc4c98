/** What the health endpoint says about the database and the broker. */
@NullMarked
package io.checkoutsuite.health;

import org.jspecify.annotations.NullMarked;
