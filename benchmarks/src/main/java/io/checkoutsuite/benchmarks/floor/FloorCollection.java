package io.checkoutsuite.benchmarks.floor;

/** The collections that a checkout writes to; each service has a database of its own. */
enum FloorCollection {
    CARTS("cart", "carts"),
    STOCK("inventory", "stock"),
    RESERVATIONS("inventory", "reservations"),
    INVENTORY_INBOX("inventory", "inbox"),
    OFFER_INBOX("offer", "inbox"),
    AUTHORIZATIONS("payment", "authorizations"),
    SIMULATOR_HOLDS("payment", "simulator_holds"),
    ORDERS("order", "orders"),
    ORDER_NUMBERS("order", "order_numbers");

    private final String database;
    private final String collection;

    FloorCollection(String database, String collection) {
        this.database = database;
        this.collection = collection;
    }

    String database() {
        return database;
    }

    String collection() {
        return collection;
    }
}
