/**
 * The documents of counters, requests and the ledger in MongoDB. Everything but the names of the collections is package-private: the ports are
 * owned by the rooms that need them.
 *
 * <p>All adapters share one package because the ledger and the holds change the same counter documents: with an adapter in each room, the
 * layout of these documents would have to be public.
 */
@NullMarked
package io.checkoutsuite.reservations.store;

import org.jspecify.annotations.NullMarked;
