// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.events.InferenceJob;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.process.Cluster;
import io.radfm.process.Health;
import io.radfm.process.Role;
import io.radfm.process.RoleCommand;
import io.radfm.worker.models.ModelLog;
import io.radfm.worker.models.Registered;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The worker role: takes jobs, has the model draft, publishes results.
///
/// `start` returns at once; the model is loaded and the broker waited for on another thread, and
/// [#health()] says how far it is. A worker that can never work (its model is malformed, the
/// group's settings are refused, a job hangs) is down and its process ends, so that it is started
/// anew.
public final class Worker implements Role {
    public static final Role.Spec SPEC =
            new Role.Spec(
                    "worker",
                    "Drafts reports: takes study contexts from Kafka, asks the model, publishes"
                            + " what it wrote.",
                    WorkerConfig.KEYS,
                    Worker::start);

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int FAILED = 1;

    private final WorkerConfig config;
    private final AbstractConfig settings;
    private final WorkerMetrics metrics;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter;
    private final List<Lane> lanes = new ArrayList<>();
    private volatile Health startHealth = Health.starting("the model is being loaded");
    private final CurrentModel model = new CurrentModel();
    private final ModelFollower models;
    private KafkaOutbox outbox;
    private Progress progress = Progress.NONE;
    private volatile ProgressTeller teller;

    private Worker(AbstractConfig settings, MeterRegistry metrics) {
        this.config = WorkerConfig.of(settings);
        this.settings = settings;
        this.metrics = new WorkerMetrics(metrics);
        this.models =
                new ModelFollower(
                        ModelChoice.of(config),
                        model,
                        directory -> Bench.open(config, directory, progress, this.metrics),
                        config.memory(),
                        this.metrics);
        this.starter = Thread.ofPlatform().name("worker-start").start(this::begin);
    }

    public static Worker start(AbstractConfig settings, MeterRegistry metrics) {
        return new Worker(settings, metrics);
    }

    public static void main(String... arguments) {
        System.exit(RoleCommand.of(SPEC).execute(arguments));
    }

    private void begin() {
        try {
            progress = progress();
            if (config.promoted()) {
                awaitGroup();
                follow();
            } else {
                models.begin(Registered.NONE);
                awaitGroup();
            }
            if (isOpen()) {
                work();
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            if (!isOpen()) {
                LOG.debug("the start was broken off", e);
                return;
            }
            LOG.error("The worker cannot start", e);
            fail(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("the start was interrupted: we stop", e);
        }
    }

    private Progress progress() {
        if (config.progressEvery().isZero()) {
            return Progress.NONE;
        }
        var out =
                new KafkaProgress(
                        Cluster.clientProperties(settings), settings.originals(), metrics);
        teller = ProgressTeller.start(config.progressEvery(), out, metrics);
        return teller;
    }

    /// Opens the model that topic `models` names, and follows the topic.
    private void follow() throws IOException, InterruptedException {
        var log = new ModelLog(Cluster.clientProperties(settings), settings.originals());
        try {
            var registered = awaited(log);
            if (isOpen()) {
                startHealth = Health.starting("the model is being loaded");
                models.begin(registered);
                models.follow(log, this::fail);
                return;
            }
        } catch (IOException | InterruptedException | RuntimeException | LinkageError e) {
            log.close();
            throw e;
        }
        log.close();
    }

    private Registered awaited(ModelLog log) throws InterruptedException {
        while (isOpen()) {
            try {
                return log.read();
            } catch (IOException e) {
                waitFor(e.getMessage());
            }
        }
        return Registered.NONE;
    }

    /// Waits for broker and topics, and configures the group.
    private void awaitGroup() throws InterruptedException {
        try (var admin = Admin.create(Cluster.clientProperties(settings))) {
            while (isOpen()) {
                try {
                    admin.describeTopics(
                                    List.of(
                                            Topics.JOBS_STAT.name(),
                                            Topics.JOBS_ROUTINE.name(),
                                            Topics.MODELS.name()))
                            .allTopicNames()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    config.group().configure(admin, PATIENCE);
                    return;
                } catch (TimeoutException e) {
                    waitFor("the broker does not answer");
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case UnknownTopicOrPartitionException _ ->
                                waitFor("topics are missing: run `./radfm topics create`");
                        case RetriableException _ -> waitFor("the broker does not answer");
                        default ->
                                throw new IllegalStateException(
                                        "the broker refuses: " + e.getCause().getMessage(), e);
                    }
                }
            }
        }
    }

    private void waitFor(String reason) throws InterruptedException {
        startHealth = Health.starting(reason);
        closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void work() {
        if (!isOpen()) {
            return;
        }
        var serdes = new AvroSerde.Factory(settings.originals());
        outbox = new KafkaOutbox(Cluster.producerProperties(settings), serdes);
        for (int slot = 1; slot <= config.slots(); slot++) {
            lanes.add(lane("stat-" + slot, Topics.JOBS_STAT, serdes));
            lanes.add(lane("routine-" + slot, Topics.JOBS_ROUTINE, serdes));
        }
        startHealth = Health.READY;
    }

    private Lane lane(String name, Topic<InferenceJob> topic, AvroSerde.Factory serdes) {
        var runner =
                new JobRunner(
                        config.name() + "/" + name,
                        topic == Topics.JOBS_STAT,
                        serdes.of(topic).deserializer(),
                        model,
                        outbox,
                        new JobRunner.Rules(
                                config.group().deliveryLimit(), Patience.of(config.patience())),
                        metrics);
        return Lane.start(
                name,
                topic.name(),
                () -> config.group().consumer(Cluster.clientProperties(settings)),
                runner,
                config.times(),
                metrics,
                ended::countDown);
    }

    private void fail(String reason) {
        startHealth = Health.down(reason);
        ended.countDown();
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    @Override
    public synchronized Health health() {
        if (!isOpen()) {
            return Health.draining("finishing the jobs under way");
        }
        if (!startHealth.isReady()) {
            return startHealth;
        }
        for (var lane : lanes) {
            if (lane.lost().isPresent()) {
                return Health.down(lane.lost().get());
            }
        }
        if (!lanes.stream().allMatch(Lane::isUnderWay)) {
            return Health.starting("joining the group");
        }
        return lanes.stream()
                .flatMap(lane -> lane.trouble().stream())
                .findFirst()
                .map(why -> "a job waits: " + why)
                .or(models::trouble)
                .map(why -> new Health(Health.State.READY, why))
                .orElse(Health.READY);
    }

    /// Ends only when this worker cannot work; then it should be started anew.
    @Override
    public int await() throws InterruptedException {
        ended.await();
        return FAILED;
    }

    /// Takes no more jobs, lets those under way end or gives them back, closes the model.
    @Override
    public void close() {
        closing.countDown();
        starter.interrupt();
        join(starter);
        models.close();
        synchronized (this) {
            lanes.forEach(Lane::drain);
        }
        lanes.forEach(Lane::close);
        if (teller != null) {
            teller.close();
        }
        if (outbox != null) {
            outbox.close();
        }
        boolean lost = lanes.stream().anyMatch(lane -> lane.lost().isPresent());
        if (!lost) { // a model that never answers cannot be closed either
            model.close();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
