/** Kills each service at each of its effects, and looks from outside whether every promise is kept all the same. */
package io.checkoutsuite.acceptance.crash;
