/** Errors as RFC 9457 problem documents with stable types. */
@NullMarked
package io.checkoutsuite.web.problem;

import org.jspecify.annotations.NullMarked;
