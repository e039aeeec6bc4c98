package io.checkoutsuite.payment.checkout.specimen;

import io.checkoutsuite.payment.store.specimen.PublicDocument;

/** Breaks the rule about rooms: nobody knows an adapter. */
record KnowsDocuments(PublicDocument document) {}
