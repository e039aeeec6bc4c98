package io.checkoutsuite.offer.store;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoCodes implements Codes {

    private final VersionedDocuments<CodeDocument, Code> documents;

    MongoCodes(MongoOperations mongo, DatabaseClock clock) {
        documents = new VersionedDocuments<>(
                mongo, CodeDocument.class, StoreConfiguration.CODES, clock, CodeDocument::toCode);
    }

    @Override
    public Optional<Code> find(String tenant, String code) {
        return documents.find(CodeDocument.id(tenant, code));
    }

    @Override
    public List<Code> findAll(String tenant, Collection<String> codes) {
        return documents.findAll(
                codes.stream().map(code -> CodeDocument.id(tenant, code)).toList());
    }

    @Override
    public List<Code> page(String tenant, String after, int limit) {
        return documents.page(tenant, after, limit);
    }

    @Override
    public void putAll(List<Code> codes) {
        documents.putAll(codes.stream().map(CodeDocument::of).toList());
    }
}
