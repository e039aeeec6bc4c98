/** Recognizes card numbers, which the suite never accepts, and scans every request for them. */
@NullMarked
package io.checkoutsuite.web.cards;

import org.jspecify.annotations.NullMarked;
