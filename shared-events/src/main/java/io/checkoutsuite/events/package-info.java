/** The facts that the suite publishes: a public contract, free of any framework but JSON annotations. */
@NullMarked
package io.checkoutsuite.events;

import org.jspecify.annotations.NullMarked;
