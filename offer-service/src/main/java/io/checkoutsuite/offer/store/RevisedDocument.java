package io.checkoutsuite.offer.store;

/** A document whose revision grows with every change, also when it is removed and made anew. */
interface RevisedDocument<D extends RevisedDocument<D>> {

    String id();

    long revision();

    D revised(long revision);
}
