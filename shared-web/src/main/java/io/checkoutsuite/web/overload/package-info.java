/** Overload protection: excess requests are refused immediately so that the others are served in time (G12). */
@NullMarked
package io.checkoutsuite.web.overload;

import org.jspecify.annotations.NullMarked;
