package io.checkoutsuite.test.servers;

/** Connection strings: {@code mongodb://[user:password@]hosts[/database][?options]}. */
final class MongoUri {
    private MongoUri() {}

    /** Replaces the database and keeps servers and options; users still authenticate against the database they did before. */
    static String withDatabase(String uri, String database) {
        int question = uri.indexOf('?');
        String options = question < 0 ? "" : uri.substring(question + 1);
        String address = question < 0 ? uri : uri.substring(0, question);
        int slash = address.indexOf('/', address.indexOf("://") + 3);
        String hosts = slash < 0 ? address : address.substring(0, slash);
        String formerDatabase = slash < 0 ? "" : address.substring(slash + 1);
        if (hosts.contains("@") && !options.contains("authSource=")) {
            String source = "authSource=" + (formerDatabase.isEmpty() ? "admin" : formerDatabase);
            options = options.isEmpty() ? source : options + "&" + source;
        }
        return hosts + "/" + database + (options.isEmpty() ? "" : "?" + options);
    }
}
