/** Calls the endpoints that every participant of a checkout has for services: previews, applied events, held resources and dead letters. */
@NullMarked
package io.checkoutsuite.web.participants;

import org.jspecify.annotations.NullMarked;
