/** More requests than can be answered: some are refused at once, so that the others are answered in time (G12). */
@NullMarked
package io.checkoutsuite.web.overload;

import org.jspecify.annotations.NullMarked;
