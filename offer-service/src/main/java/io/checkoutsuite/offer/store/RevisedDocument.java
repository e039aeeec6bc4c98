package io.checkoutsuite.offer.store;

/** A document whose revision grows with every change, even if it is removed and created again. */
interface RevisedDocument<D extends RevisedDocument<D>> {

    String id();

    long revision();

    D revised(long revision);
}
