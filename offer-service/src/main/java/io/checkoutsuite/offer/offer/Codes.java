package io.checkoutsuite.offer.offer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All codes. */
public interface Codes {

    Optional<Code> find(String tenant, String code);

    /** Those that exist, in no particular order. */
    List<Code> findAll(String tenant, Collection<String> codes);

    /** In alphabetical order, after the given one, which may be empty. */
    List<Code> page(String tenant, String after, int limit);

    /** Creates or replaces; the later word on a code wins, and gets the higher revision. */
    void putAll(List<Code> codes);
}
