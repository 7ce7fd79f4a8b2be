// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.radfm.process.Cluster;
import io.radfm.results.delivery.Backoff;
import io.radfm.results.sr.SrForm;
import io.radfm.results.web.ResultsServer;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scu.Destination;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What the results role is told.
///
/// @param pacs where SRs are sent; empty for nowhere
public record ResultsConfig(
        ResultsServer.Address http,
        URI objectStore,
        Path srDirectory,
        SrForm srForm,
        AeTitle aeTitle,
        Optional<Destination> pacs,
        Backoff pacsRetry,
        int worklistStudies) {

    private static final String HTTP_HOST = "http.host";
    private static final String HTTP_PORT = "http.port";
    private static final String HTTP_NAMES = "http.names";
    private static final String DATA_DIR = "data.dir";
    private static final String OBJECT_STORE = "object.store";
    private static final String SR_DIRECTORY = "results.sr.directory";
    private static final String SR_FORM = "results.sr.form";
    private static final String AE_TITLE = "ae.title";
    private static final String PACS = "pacs";
    private static final String PACS_RETRY_FIRST = "pacs.retry.first.ms";
    private static final String PACS_RETRY_MOST = "pacs.retry.most.ms";
    private static final String WORKLIST_STUDIES = "worklist.studies";

    private static final long LONGEST_PAUSE_MS = Duration.ofDays(1).toMillis();

    public static final ConfigDef KEYS =
            Cluster.define(
                    new ConfigDef()
                            .define(
                                    HTTP_HOST,
                                    Type.STRING,
                                    "127.0.0.1",
                                    HIGH,
                                    "Address that the reading page and the API are served on. They"
                                            + " show patients' names and ask nobody who he is: put"
                                            + " a proxy that does before any address but loopback.")
                            .define(
                                    HTTP_PORT,
                                    Type.INT,
                                    8080,
                                    Range.between(0, 65535),
                                    HIGH,
                                    "Port of the reading page and the API; 0 for any free one.")
                            .define(
                                    HTTP_NAMES,
                                    Type.LIST,
                                    List.of(),
                                    LOW,
                                    "Host names by which browsers reach this server besides"
                                            + " loopback; requests for any other name are refused.")
                            .define(
                                    DATA_DIR,
                                    Type.STRING,
                                    "lab",
                                    valid("a path", value -> Path.of(value)),
                                    MEDIUM,
                                    "Folder of what is not configured to lie elsewhere.")
                            .define(
                                    OBJECT_STORE,
                                    Type.STRING,
                                    "",
                                    valid("a file: URI", ResultsConfig::store),
                                    HIGH,
                                    "The object store that ingest writes, a file: URI; the folder"
                                            + " objects in data.dir when empty.")
                            .define(
                                    SR_DIRECTORY,
                                    Type.STRING,
                                    "",
                                    valid("a path", value -> Path.of(value)),
                                    HIGH,
                                    "Folder that drafts are written to as DICOM SR files, with the"
                                            + " receipts of their delivery; the folder reports in"
                                            + " data.dir when empty.")
                            .define(
                                    SR_FORM,
                                    Type.STRING,
                                    "enhanced",
                                    ValidString.in("enhanced", "basic"),
                                    MEDIUM,
                                    "enhanced for SRs that hold the probabilities of diagnoses as"
                                            + " numbers, Enhanced SR; basic for a PACS that takes"
                                            + " nothing but Basic Text SR.")
                            .define(
                                    AE_TITLE,
                                    Type.STRING,
                                    "RADFM",
                                    valid("an AE title", AeTitle::of),
                                    MEDIUM,
                                    "Our AE title when SRs are sent.")
                            .define(
                                    PACS,
                                    Type.STRING,
                                    "",
                                    valid("AET@host:port", ResultsConfig::destination),
                                    HIGH,
                                    "PACS that every SR is sent to by C-STORE, AET@host:port;"
                                            + " empty for none.")
                            .define(
                                    PACS_RETRY_FIRST,
                                    Type.LONG,
                                    1_000L,
                                    Range.between(10, LONGEST_PAUSE_MS),
                                    LOW,
                                    "Pause after the first failed delivery, in milliseconds; each"
                                            + " further pause is twice as long.")
                            .define(
                                    PACS_RETRY_MOST,
                                    Type.LONG,
                                    60_000L,
                                    Range.between(10, LONGEST_PAUSE_MS),
                                    LOW,
                                    "Longest pause between two deliveries, in milliseconds.")
                            .define(
                                    WORKLIST_STUDIES,
                                    Type.INT,
                                    500,
                                    Range.between(1, 100_000),
                                    LOW,
                                    "How many studies the worklist keeps; the oldest leave."));

    public static ResultsConfig of(AbstractConfig settings) {
        var data = Path.of(settings.getString(DATA_DIR));
        var reports = settings.getString(SR_DIRECTORY);
        return new ResultsConfig(
                new ResultsServer.Address(
                        settings.getString(HTTP_HOST),
                        settings.getInt(HTTP_PORT),
                        settings.getList(HTTP_NAMES)),
                store(settings.getString(OBJECT_STORE)).orElse(data.resolve("objects").toUri()),
                reports.isEmpty() ? data.resolve("reports") : Path.of(reports),
                SrForm.valueOf(settings.getString(SR_FORM).toUpperCase(Locale.ROOT)),
                AeTitle.of(settings.getString(AE_TITLE)),
                destination(settings.getString(PACS)),
                new Backoff(
                        Duration.ofMillis(settings.getLong(PACS_RETRY_FIRST)),
                        Duration.ofMillis(settings.getLong(PACS_RETRY_MOST))),
                settings.getInt(WORKLIST_STUDIES));
    }

    private static Optional<URI> store(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var location = URI.create(value);
        if (!"file".equals(location.getScheme()) || location.isOpaque()) {
            throw new IllegalArgumentException("not of the form file:/folder");
        }
        return Optional.of(location);
    }

    private static Optional<Destination> destination(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Destination.parse(value));
    }

    private static Validator valid(String what, Consumer<String> parse) {
        return LambdaValidator.with(
                (name, value) -> {
                    try {
                        parse.accept((String) value);
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(name, value, e.getMessage());
                    }
                },
                () -> what);
    }
}
