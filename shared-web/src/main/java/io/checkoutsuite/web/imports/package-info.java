/** Bulk imports: streamed, line by line, with every fault reported and no good line lost. */
@NullMarked
package io.checkoutsuite.web.imports;

import org.jspecify.annotations.NullMarked;
