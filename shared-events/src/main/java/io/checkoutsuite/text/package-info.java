/** Parses values of untrusted text; text that is longer than any valid value is not parsed. Finds what parsed JSON lacks. Hashes text that must not be stored. */
@NullMarked
package io.checkoutsuite.text;

import org.jspecify.annotations.NullMarked;
