// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.process.Cluster;
import io.radfm.process.Health;
import io.radfm.process.Role;
import io.radfm.process.RoleCommand;
import io.radfm.results.delivery.Backoff;
import io.radfm.results.delivery.Delivered;
import io.radfm.results.delivery.DraftFollower;
import io.radfm.results.delivery.PacsDelivery;
import io.radfm.results.delivery.SrFolder;
import io.radfm.results.delivery.SrWriting;
import io.radfm.results.outcomes.Outcomes;
import io.radfm.results.sr.Headers;
import io.radfm.results.sr.SrSource;
import io.radfm.results.topic.TopicFollower;
import io.radfm.results.web.ResultsServer;
import io.radfm.results.worklist.Worklist;
import io.radfm.results.worklist.WorklistReader;
import io.radfm.storage.ObjectStore;
import io.radfm.wire.scu.ScuSettings;

import org.apache.kafka.common.config.AbstractConfig;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The results role: drafts become SRs in a folder and in the PACS, and are read in a browser.
public final class Results implements Role {
    /// How `./radfm results` starts it.
    public static final Role.Spec SPEC =
            new Role.Spec(
                    "results",
                    "Writes drafts as DICOM SR, sends them to a PACS, serves the reading page.",
                    ResultsConfig.KEYS,
                    Results::start);

    private static final Backoff FOLDER_RETRY =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /// Signed studies that the page sums up: some hundred bytes each.
    private static final int MOST_OUTCOMES = 10_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final WorklistReader reader;
    private final DraftFollower writer;
    private final Optional<DraftFollower> sender;
    private final ResultsServer server;

    public static void main(String... arguments) {
        System.exit(RoleCommand.of(SPEC).execute(arguments));
    }

    public static Results start(AbstractConfig settings, MeterRegistry metrics) throws Exception {
        return start(settings, metrics, Map.of());
    }

    /// @param others health of the roles that share this process, told by `/health` beside our own
    public static Results start(
            AbstractConfig settings, MeterRegistry metrics, Map<String, Supplier<Health>> others)
            throws Exception {
        return new Results(settings, metrics, others);
    }

    private Results(
            AbstractConfig settings, MeterRegistry metrics, Map<String, Supplier<Health>> others)
            throws IOException {
        try {
            var config = ResultsConfig.of(settings);
            var client = Cluster.clientProperties(settings);
            var serdes = new AvroSerde.Factory(settings.originals());

            var store = opened(ObjectStore.of(config.objectStore()));
            var folder =
                    new SrFolder(
                            config.srDirectory(),
                            new SrSource(store, ZoneId.systemDefault(), config.srForm()));
            var worklist = new Worklist(config.worklistStudies());
            Gauge.builder("radfm.results.worklist", worklist, list -> list.newestFirst().size())
                    .description("studies in the worklist")
                    .register(metrics);
            reader = opened(WorklistReader.start(client, serdes, worklist));
            opened(TopicFollower.fromNow(client, serdes, Topics.DRAFT_PROGRESS, worklist::apply));
            var outcomes = new Outcomes(MOST_OUTCOMES);
            opened(
                    TopicFollower.fromBeginning(
                            client, serdes, Topics.DRAFT_OUTCOMES, outcomes::apply));

            var delivered = new Delivered(folder, worklist::touch);
            var writing = new SrWriting(folder, delivered, metrics);
            writer =
                    opened(
                            DraftFollower.start(
                                    "results.sr", client, serdes, writing, FOLDER_RETRY));
            sender =
                    config.pacs()
                            .map(
                                    to ->
                                            opened(
                                                    DraftFollower.start(
                                                            "results.pacs." + to,
                                                            client,
                                                            serdes,
                                                            new PacsDelivery(
                                                                    writing,
                                                                    delivered,
                                                                    to,
                                                                    ScuSettings.of(
                                                                            config.aeTitle()),
                                                                    metrics),
                                                            config.pacsRetry())));

            var roles = new HashMap<String, Supplier<Health>>(others);
            roles.put(SPEC.name(), this::health);
            server =
                    opened(
                            ResultsServer.start(
                                    config.http(),
                                    new ResultsServer.Content(
                                            worklist,
                                            config.worklistStudies(),
                                            outcomes,
                                            new Headers(store),
                                            folder),
                                    roles,
                                    scraped(metrics)));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Every process of ours has this registry; another one has nothing to scrape.
    private static PrometheusMeterRegistry scraped(MeterRegistry metrics) {
        return metrics instanceof PrometheusMeterRegistry prometheus
                ? prometheus
                : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /// Ready while drafts can be read here. A PACS that is away does not change that: its drafts
    /// wait, and the reason says so.
    @Override
    public Health health() {
        if (!reader.health().isReady()) {
            return reader.health();
        }
        if (writer.trouble().isPresent()) {
            return Health.down("SRs cannot be written: " + writer.trouble().get());
        }
        return sender.flatMap(DraftFollower::trouble)
                .map(why -> new Health(Health.State.READY, "the PACS is waited for: " + why))
                .orElse(Health.READY);
    }

    public int httpPort() {
        return server.port();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Results.class).warn("closing failed", e);
            }
        }
    }
}
