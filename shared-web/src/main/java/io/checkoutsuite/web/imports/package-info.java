/** Bulk imports: streamed line by line; faulty lines are reported and valid lines are imported. */
@NullMarked
package io.checkoutsuite.web.imports;

import org.jspecify.annotations.NullMarked;
