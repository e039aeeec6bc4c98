/** Replays and reconciliation runs in the document store. */
@NullMarked
package io.checkoutsuite.operations.store;

import org.jspecify.annotations.NullMarked;
