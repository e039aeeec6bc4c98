/** Shared code for access to the document store. */
@NullMarked
package io.checkoutsuite.mongo;

import org.jspecify.annotations.NullMarked;
