/** The timeline of a cart, assembled from the records of all services. */
@NullMarked
package io.checkoutsuite.operations.timeline;

import org.jspecify.annotations.NullMarked;
