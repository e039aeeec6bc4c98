package io.checkoutsuite.cart.store;

import static java.util.stream.Collectors.toMap;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.catalog.ImportedCatalog;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Repository;

/** Products in the document store. */
@Repository
class MongoCatalog implements ImportedCatalog {

    private static final String COLLECTION = "catalog";

    private final MongoOperations mongo;
    private final DocumentReader reader;

    MongoCatalog(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, COLLECTION);
    }

    /** @param id tenant/sku */
    private record ProductDocument(@Id String id, String tenant, Product product) {

        static String id(String tenant, String sku) {
            return new TenantKey(tenant, sku).id();
        }

        static ProductDocument of(String tenant, Product product) {
            return new ProductDocument(id(tenant, product.sku()), tenant, product);
        }
    }

    @Override
    public Map<String, Product> find(String tenant, Collection<String> skus) {
        List<String> ids = skus.stream()
                .distinct()
                .map(sku -> ProductDocument.id(tenant, sku))
                .toList();
        return reader
                .all(
                        mongo.find(query(where("_id").in(ids)), Document.class, COLLECTION),
                        reader.as(ProductDocument.class).andThen(ProductDocument::product))
                .stream()
                .collect(toMap(Product::sku, product -> product));
    }

    @Override
    public void replace(String tenant, List<Product> products) {
        if (products.isEmpty()) {
            return;
        }
        Map<String, ProductDocument> latest = new LinkedHashMap<>();
        products.forEach(product -> latest.put(product.sku(), ProductDocument.of(tenant, product)));
        BulkOperations replacements = mongo.bulkOps(BulkMode.UNORDERED, ProductDocument.class, COLLECTION);
        latest.values()
                .forEach(document -> replacements.replaceOne(
                        query(where("_id").is(document.id())),
                        document,
                        FindAndReplaceOptions.options().upsert()));
        replacements.execute();
    }
}
