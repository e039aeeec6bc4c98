/** Stock counts read from files, line by line. */
@NullMarked
package io.checkoutsuite.inventory.imports;

import org.jspecify.annotations.NullMarked;
