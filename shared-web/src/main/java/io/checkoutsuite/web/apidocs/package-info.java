/** The published API documents. */
@NullMarked
package io.checkoutsuite.web.apidocs;

import org.jspecify.annotations.NullMarked;
