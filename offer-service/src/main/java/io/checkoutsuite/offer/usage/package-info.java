/** Uses of offers and codes: reserved during checkout, committed by completion, released by rollback. */
@NullMarked
package io.checkoutsuite.offer.usage;

import org.jspecify.annotations.NullMarked;
