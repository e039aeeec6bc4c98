package io.checkoutsuite.events.specimen;

import io.checkoutsuite.mongo.specimen.LeaseOfOutbox;
import org.bson.Document;

/** Breaks the rules that events know no database and that packages have no cycle. */
public record EventWithDocument(Document stored, LeaseOfOutbox lease) {}
