/** What has ever changed a stock figure, and figures worked out anew from it. */
@NullMarked
package io.checkoutsuite.inventory.ledger;

import org.jspecify.annotations.NullMarked;
