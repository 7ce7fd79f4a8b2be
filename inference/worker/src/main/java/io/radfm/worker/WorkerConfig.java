// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.model.Compute;
import io.radfm.model.EngineOptions;
import io.radfm.process.Cluster;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// The settings of a worker, as the code sees them.
///
/// @param model the directory of a model that was not promoted
/// @param promoted whether the model that is current in topic `models` drafts, where there is one
/// @param slots jobs of each class under way at once
/// @param patience how long one delivery of a job waits for what is away
/// @param progressEvery how often a text under way is told; zero for never
record WorkerConfig(
        String name,
        Path model,
        boolean promoted,
        Path modelCache,
        URI objectStore,
        EngineOptions engine,
        int prepareThreads,
        long prepareMaxBytes,
        int slots,
        ShareGroup group,
        Lane.Times times,
        Duration patience,
        Duration progressEvery,
        Drafter.AnswerLimits answers) {

    private static final String NAME = "worker.name";
    private static final String DATA = "data.dir";
    private static final String MODEL = "model.dir";
    private static final String SOURCE = "model.source";
    private static final String CACHE = "model.cache";
    private static final String PROMOTED = "promoted";
    private static final String STORE = "object.store";
    private static final String SLOTS = "worker.slots";
    private static final String ENGINE = "inference.engine";
    private static final String DEVICE = "inference.device";
    private static final String NUMBERS = "inference.numbers";
    private static final String ENGINE_THREADS = "engine.threads";
    private static final String BATCH = "engine.batch";
    private static final String CACHE_BYTES = "engine.cache.bytes";
    private static final String PREPARE_THREADS = "prepare.threads";
    private static final String PREPARE_BYTES = "prepare.max.bytes";
    private static final String GROUP = "group.id";
    private static final String LOCK = "lock.duration.ms";
    private static final String RENEW = "lock.renew.ms";
    private static final String LIMIT = "delivery.limit";
    private static final String PATIENCE = "job.patience.ms";
    private static final String JOB_TIMEOUT = "job.timeout.ms";
    private static final String DRAIN = "drain.timeout.ms";
    private static final String PROGRESS = "progress.interval.ms";
    private static final String TOKENS = "answer.max.tokens";
    private static final String REPEAT = "answer.repeat.limit";

    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;

    static final ConfigDef KEYS =
            Cluster.define(
                    new ConfigDef()
                            .define(
                                    NAME,
                                    Type.STRING,
                                    "worker-1",
                                    new NonEmptyString(),
                                    MEDIUM,
                                    "Names this process in the results it publishes.")
                            .define(
                                    DATA,
                                    Type.STRING,
                                    "lab",
                                    MEDIUM,
                                    "Folder of what is not configured to lie elsewhere.")
                            .define(
                                    MODEL,
                                    Type.STRING,
                                    "",
                                    HIGH,
                                    "The model directory; the folder model in data.dir when empty.")
                            .define(
                                    SOURCE,
                                    Type.STRING,
                                    PROMOTED,
                                    ValidString.in(PROMOTED, "directory"),
                                    HIGH,
                                    "promoted: the model that ./radfm promote made current, changed"
                                            + " for the next one between two jobs; model.dir while"
                                            + " there is none. directory: model.dir, whatever is"
                                            + " promoted.")
                            .define(
                                    CACHE,
                                    Type.STRING,
                                    "",
                                    LOW,
                                    "Where promoted models are kept on this machine; the folder"
                                            + " models in data.dir when empty.")
                            .define(
                                    STORE,
                                    Type.STRING,
                                    "",
                                    HIGH,
                                    "Where objects are kept, a file: URI; the folder objects in"
                                            + " data.dir when empty.")
                            .define(
                                    SLOTS,
                                    Type.INT,
                                    2,
                                    between(1, 16),
                                    HIGH,
                                    "Jobs of each class, STAT and routine, that this worker holds"
                                            + " at once. They are prepared side by side and"
                                            + " answered together, STAT first.")
                            .define(
                                    ENGINE,
                                    Type.STRING,
                                    "auto",
                                    ValidString.in("auto", "cpu", "tensorrt", "cuda"),
                                    HIGH,
                                    "What computes: auto is TensorRT where its module, a GPU and"
                                            + " CUDA are, else the CPU. Any other ends in a"
                                            + " sentence where it cannot compute.")
                            .define(
                                    DEVICE,
                                    Type.INT,
                                    0,
                                    between(0, 1023),
                                    LOW,
                                    "The GPU's number, from 0. For several GPUs run one worker"
                                            + " each.")
                            .define(
                                    NUMBERS,
                                    Type.STRING,
                                    "auto",
                                    ValidString.in("auto", "fp32", "fp16", "bf16"),
                                    LOW,
                                    "What a GPU computes the language model with: auto is bf16 for"
                                            + " a checkpoint of bf16, else fp16.")
                            .define(
                                    ENGINE_THREADS,
                                    Type.INT,
                                    0,
                                    between(0, 1024),
                                    MEDIUM,
                                    "Threads of the inference engine; 0 for all cores.")
                            .define(
                                    BATCH,
                                    Type.INT,
                                    9,
                                    between(1, 256),
                                    MEDIUM,
                                    "Routine questions answered at once, and as many urgent ones.")
                            .define(
                                    CACHE_BYTES,
                                    Type.LONG,
                                    2L << 30,
                                    between(0, 1L << 40),
                                    MEDIUM,
                                    "Memory for the keys and values of all answers under way, in"
                                            + " bytes; one alone may need more.")
                            .define(
                                    PREPARE_THREADS,
                                    Type.INT,
                                    0,
                                    between(0, 1024),
                                    MEDIUM,
                                    "Images fetched and decoded at once; 0 for as many as cores.")
                            .define(
                                    PREPARE_BYTES,
                                    Type.LONG,
                                    1L << 30,
                                    between(1 << 20, 1L << 40),
                                    MEDIUM,
                                    "A context whose prepared scans are larger fails. Every slot"
                                            + " may hold so much outside the heap.")
                            .define(
                                    GROUP,
                                    Type.STRING,
                                    "radfm-workers",
                                    new NonEmptyString(),
                                    LOW,
                                    "The share group that hands out jobs; the same for all"
                                            + " workers.")
                            .define(
                                    LOCK,
                                    Type.LONG,
                                    60 * SECOND,
                                    between(SECOND, HOUR),
                                    LOW,
                                    "A job of a worker that falls silent goes to another after"
                                            + " this time. One that dies loses it at once.")
                            .define(
                                    RENEW,
                                    Type.LONG,
                                    20 * SECOND,
                                    between(100, HOUR),
                                    LOW,
                                    "A worker says so often that it is still at a job. At most"
                                            + " half of lock.duration.ms.")
                            .define(
                                    LIMIT,
                                    Type.INT,
                                    5,
                                    between(2, 25 - ShareGroup.SPARE),
                                    MEDIUM,
                                    "A job is handed out so often. The last time it is not tried"
                                            + " but said to have failed. The share group is given"
                                            + " three more, for when that is lost: more than 7"
                                            + " needs group.share.max.delivery.count.limit of the"
                                            + " brokers.")
                            .define(
                                    PATIENCE,
                                    Type.LONG,
                                    120 * SECOND,
                                    between(0, HOUR),
                                    MEDIUM,
                                    "How long a worker waits for objects, registry or broker that"
                                            + " are away before it lets a job go.")
                            .define(
                                    JOB_TIMEOUT,
                                    Type.LONG,
                                    900 * SECOND,
                                    between(SECOND, 24 * HOUR),
                                    MEDIUM,
                                    "A job that takes longer is stopped and counts as failed.")
                            .define(
                                    DRAIN,
                                    Type.LONG,
                                    20 * SECOND,
                                    between(0, HOUR),
                                    MEDIUM,
                                    "How long the jobs under way may still run when the worker is"
                                            + " told to stop; then they are given back.")
                            .define(
                                    PROGRESS,
                                    Type.LONG,
                                    250L,
                                    between(0, 60 * SECOND),
                                    LOW,
                                    "How often open pages are told what a report says so far; 0"
                                            + " for never.")
                            .define(
                                    TOKENS,
                                    Type.INT,
                                    2_000,
                                    between(1, 1 << 20),
                                    LOW,
                                    "No answer has more tokens, whatever its question allows.")
                            .define(
                                    REPEAT,
                                    Type.INT,
                                    40,
                                    between(0, 10_000),
                                    LOW,
                                    "An answer ends when its last so many tokens are one phrase"
                                            + " said over and over; 0 for never."));

    static WorkerConfig of(AbstractConfig settings) {
        var data = Path.of(settings.getString(DATA));
        var model = settings.getString(MODEL);
        var cache = settings.getString(CACHE);
        var store = settings.getString(STORE);
        var lock = millis(settings, LOCK);
        var renew = millis(settings, RENEW);
        if (renew.multipliedBy(2).compareTo(lock) > 0) {
            throw new ConfigException(RENEW, renew.toMillis(), "more than half of " + LOCK);
        }
        return new WorkerConfig(
                settings.getString(NAME),
                model.isEmpty() ? data.resolve("model") : Path.of(model),
                settings.getString(SOURCE).equals(PROMOTED),
                cache.isEmpty() ? data.resolve("models") : Path.of(cache),
                store.isEmpty() ? data.resolve("objects").toUri() : URI.create(store),
                EngineOptions.defaults()
                        .withThreads(cores(settings.getInt(ENGINE_THREADS)))
                        .withBatch(settings.getInt(BATCH))
                        .withCacheBytes(settings.getLong(CACHE_BYTES))
                        .withCompute(
                                new Compute(
                                        Compute.Engine.of(settings.getString(ENGINE)),
                                        settings.getInt(DEVICE),
                                        Compute.Numbers.of(settings.getString(NUMBERS)))),
                cores(settings.getInt(PREPARE_THREADS)),
                settings.getLong(PREPARE_BYTES),
                settings.getInt(SLOTS),
                new ShareGroup(settings.getString(GROUP), lock, settings.getInt(LIMIT)),
                new Lane.Times(renew, millis(settings, JOB_TIMEOUT), millis(settings, DRAIN)),
                millis(settings, PATIENCE),
                millis(settings, PROGRESS),
                new Drafter.AnswerLimits(settings.getInt(TOKENS), settings.getInt(REPEAT)));
    }

    ModelMemory memory() {
        return new ModelMemory(engine, 2 * slots);
    }

    private static int cores(int threads) {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private static Duration millis(AbstractConfig settings, String key) {
        return Duration.ofMillis(settings.getLong(key));
    }
}
