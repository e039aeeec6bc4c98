/** What a service answers operators: what an event would do, and which resources it holds for checkouts. */
@NullMarked
package io.checkoutsuite.messaging.preview;

import org.jspecify.annotations.NullMarked;
