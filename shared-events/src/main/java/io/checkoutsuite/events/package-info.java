/** The events that the suite publishes: a public contract without framework dependencies, except for JSON annotations. */
@NullMarked
package io.checkoutsuite.events;

import org.jspecify.annotations.NullMarked;
