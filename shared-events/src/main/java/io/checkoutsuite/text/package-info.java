/** Values from text of others: nothing is read that is longer than the value could be. */
@NullMarked
package io.checkoutsuite.text;

import org.jspecify.annotations.NullMarked;
