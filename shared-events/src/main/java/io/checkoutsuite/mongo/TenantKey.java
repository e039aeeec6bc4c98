package io.checkoutsuite.mongo;

import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Identifies a document that belongs to a tenant, and is stored as its id {@code <tenant>/<name>}.
 *
 * <p>The ids of a tenant are adjacent: they sort between {@code <tenant>/} and {@code <tenant>0}, because 0 is the character after the slash.
 *
 * @param name unique within the tenant's documents of a collection; it may contain slashes. The empty name precedes all others.
 */
public record TenantKey(String tenant, String name) {

    private static final char SEPARATOR = '/';
    private static final char AFTER_SEPARATOR = SEPARATOR + 1;

    /** @throws IllegalArgumentException if the tenant is blank or contains a slash, because its ids would be those of another tenant */
    public TenantKey {
        if (tenant.isBlank() || tenant.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("A tenant must not be blank or contain a slash: " + tenant);
        }
    }

    /** The key that precedes all documents of the tenant. */
    public static TenantKey first(String tenant) {
        return new TenantKey(tenant, "");
    }

    /** @throws IllegalArgumentException if this is not the id of a tenant's document */
    public static TenantKey parse(String id) {
        int separator = id.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("Not the id of a tenant's document: " + id);
        }
        return new TenantKey(id.substring(0, separator), id.substring(separator + 1));
    }

    public String id() {
        return tenant + SEPARATOR + name;
    }

    /** Restricts the criteria to the tenant's documents from this one on. */
    public Criteria startAt(Criteria criteria) {
        return criteria.and("_id").gte(id()).lt(end());
    }

    /** Restricts the criteria to the tenant's documents after this one. */
    public Criteria startAfter(Criteria criteria) {
        return criteria.and("_id").gt(id()).lt(end());
    }

    /** Restricts the criteria to the tenant's documents before this one. */
    public Criteria endBefore(Criteria criteria) {
        return criteria.and("_id").gt(first(tenant).id()).lt(id());
    }

    private String end() {
        return tenant + AFTER_SEPARATOR;
    }
}
