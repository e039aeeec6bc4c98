package io.checkoutsuite.payment.saved;

import java.util.Optional;

/** All wallets; each call is one read or one write of one document. */
public interface Wallets {

    Optional<Wallet> of(String tenant, String customerId);

    /** False if somebody else changed it since the version it was made from. */
    boolean change(Wallet changed);
}
