/** What everybody who talks to the document store has in common. */
@NullMarked
package io.checkoutsuite.mongo;

import org.jspecify.annotations.NullMarked;
