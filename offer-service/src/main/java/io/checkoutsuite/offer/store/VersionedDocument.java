package io.checkoutsuite.offer.store;

/** A document whose revision grows with every change, even if it is removed and created again. */
interface VersionedDocument<D extends VersionedDocument<D>> {

    String id();

    long revision();

    D revised(long revision);
}
