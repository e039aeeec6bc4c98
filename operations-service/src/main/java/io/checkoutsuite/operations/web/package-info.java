/** The HTTP endpoints for operators. */
@NullMarked
package io.checkoutsuite.operations.web;

import org.jspecify.annotations.NullMarked;
