/** Lets browsers call the services from pages of other origins (CORS). */
@NullMarked
package io.checkoutsuite.web.cors;

import org.jspecify.annotations.NullMarked;
