package io.checkoutsuite.offer.web;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One import under way: collects lines to batches for the database, and what is wrong with the others. */
@RequiredArgsConstructor
final class OfferImport {

    private static final int BATCH = 500;
    private static final int MOST_ERRORS = 100;

    private final String tenant;
    private final Offers offers;
    private final Codes codes;
    private final JsonMapper json;

    private final List<Offer> readOffers = new ArrayList<>();
    private final List<ReadCode> readCodes = new ArrayList<>();
    private final List<ImportReport.LineError> errors = new ArrayList<>();
    private long read;
    private long imported;
    private long rejected;

    private record ReadCode(long line, Code code) {}

    void line(Lines.Line line) {
        read++;
        if (line.tooLong()) {
            reject(line.number(), "too-large", "The line is longer than 1 MiB");
            return;
        }
        try {
            read(line.number(), json.readTree(line.text()));
        } catch (JacksonException unreadable) {
            reject(line.number(), "malformed", "The line is not a JSON document of an offer or a code");
        } catch (ProblemException refused) {
            refused.errors().stream()
                    .findFirst()
                    .ifPresent(error -> reject(
                            line.number(),
                            error.code(),
                            String.join(
                                    "; ",
                                    refused.errors().stream()
                                            .map(any -> any.message())
                                            .toList())));
        }
        if (readOffers.size() + readCodes.size() >= BATCH) {
            write();
        }
    }

    ImportReport finish() {
        write();
        return new ImportReport(read, imported, rejected, errors);
    }

    private void read(long line, JsonNode document) {
        Errors wrong = new Errors();
        if (document.hasNonNull("code")) {
            CodeBody body = json.treeToValue(document, CodeBody.class);
            body.code(tenant, String.valueOf(body.code()), wrong)
                    .ifPresent(code -> readCodes.add(new ReadCode(line, code)));
        } else {
            OfferBody body = json.treeToValue(document, OfferBody.class);
            body.offer(tenant, body.offerId(), wrong).ifPresent(readOffers::add);
        }
        wrong.throwIfAny();
    }

    /** Offers first: the codes of a batch may be theirs. */
    private void write() {
        offers.putAll(readOffers);
        imported += readOffers.size();
        readOffers.clear();
        writeCodes();
    }

    private void writeCodes() {
        Set<String> known =
                offers
                        .findAll(
                                tenant,
                                readCodes.stream()
                                        .map(read -> read.code().offerId())
                                        .distinct()
                                        .toList())
                        .stream()
                        .map(Offer::id)
                        .collect(toSet());
        List<Code> good = new ArrayList<>();
        for (ReadCode candidate : readCodes) {
            if (known.contains(candidate.code().offerId())) {
                good.add(candidate.code());
            } else {
                reject(
                        candidate.line(),
                        "unknown",
                        "There is no offer " + candidate.code().offerId());
            }
        }
        codes.putAll(good);
        imported += good.size();
        readCodes.clear();
    }

    private void reject(long line, String code, String message) {
        rejected++;
        if (errors.size() < MOST_ERRORS) {
            errors.add(new ImportReport.LineError(line, code, message));
        }
    }
}
