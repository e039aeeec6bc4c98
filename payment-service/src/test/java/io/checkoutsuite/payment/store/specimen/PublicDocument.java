package io.checkoutsuite.payment.store.specimen;

/** Breaks the rule about adapters: it is public. */
public record PublicDocument(String id) {}
