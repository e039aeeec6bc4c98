package io.checkoutsuite.payment.saved;

import java.util.Optional;

/** The store of wallets; each call is one read or one write of one document. */
public interface Wallets {

    Optional<Wallet> of(String tenant, String customerId);

    /** Returns false if the wallet was changed concurrently since the version that this change was made from. */
    boolean change(Wallet changed);
}
