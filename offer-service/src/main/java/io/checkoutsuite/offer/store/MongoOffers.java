package io.checkoutsuite.offer.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

@Component
class MongoOffers implements Offers {

    /** Limits what pricing reads; no shop has so many automatic offers. */
    private static final int MOST_AUTOMATIC = 1_000;

    /** Bounds the memory. */
    private static final int MOST_TENANTS = 1_000;

    private final VersionedDocuments<OfferDocument, Offer> documents;
    private final Cache<String, List<Offer>> automatic;

    MongoOffers(MongoOperations mongo, DatabaseClock clock, OfferCacheSettings settings) {
        documents = new VersionedDocuments<>(
                mongo, OfferDocument.class, StoreConfiguration.OFFERS, clock, OfferDocument::toOffer);
        mongo.indexOps(StoreConfiguration.OFFERS)
                .createIndex(new Index("tenant", Sort.Direction.ASC).on("automatic", Sort.Direction.ASC));
        automatic = Caffeine.newBuilder()
                .maximumSize(MOST_TENANTS)
                .expireAfterWrite(settings.automaticTtl())
                .build();
    }

    @Override
    public Optional<Offer> find(String tenant, String id) {
        return documents.find(OfferDocument.id(tenant, id));
    }

    @Override
    public List<Offer> findAll(String tenant, Collection<String> ids) {
        return documents.findAll(
                ids.stream().map(id -> OfferDocument.id(tenant, id)).toList());
    }

    @Override
    public List<Offer> automatic(String tenant) {
        return automatic.get(tenant, this::readAutomatic);
    }

    private List<Offer> readAutomatic(String tenant) {
        return documents.first(query(where("tenant").is(tenant).and("automatic").is(true)), MOST_AUTOMATIC);
    }

    @Override
    public List<Offer> page(String tenant, String after, int limit) {
        return documents.page(tenant, after, limit);
    }

    @Override
    public void putAll(List<Offer> offers) {
        try {
            documents.putAll(offers.stream().map(OfferDocument::of).toList());
        } finally {
            // Some may have been written before a failure.
            offers.stream().map(Offer::tenant).distinct().forEach(automatic::invalidate);
        }
    }

    @Override
    public boolean remove(String tenant, String id) {
        try {
            return documents.remove(OfferDocument.id(tenant, id));
        } finally {
            // It may have been removed although no response arrived.
            automatic.invalidate(tenant);
        }
    }
}
