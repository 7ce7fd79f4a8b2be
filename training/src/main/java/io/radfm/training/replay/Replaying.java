// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.wire.TrustedClasses;
import io.radfm.model.Digests;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.PreparationOptions;
import io.radfm.preparation.Preparer;
import io.radfm.storage.ObjectStore;
import io.radfm.training.cluster.RateLimit;
import io.radfm.training.format.Formats;
import io.radfm.training.format.Phrases;
import io.radfm.training.labels.Labeller;
import io.radfm.training.labels.Vocabulary;
import io.radfm.training.sample.DataManifest;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Split;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// A replay, from beginning to end. What is done lies in `.staging` below the data set; another
/// process goes on with it after this one is killed, and comes to the same bytes.
public final class Replaying {
    /// Depth of volumes and the step in which it grows, by RadFM's rules.
    private static final ModelInput RADFM = ModelInput.RADFM;

    private final Recorded recorded;
    private final ObjectStore store;
    private final ReplayOptions options;
    private final Progress progress;
    private final Labeller labeller;
    private final Pseudonyms pseudonyms;
    private final SortedMap<String, String> rules;
    private final StudySamples samples;
    private final Formats formats;
    private final RateLimit limit;

    Replaying(Recorded recorded, ObjectStore store, ReplayOptions options, Progress progress)
            throws IOException {
        TrustedClasses.install();
        this.recorded = recorded;
        this.store = store;
        this.options = options;
        this.progress = progress;
        var terms =
                options.terms().isPresent()
                        ? Vocabulary.of(options.terms().get())
                        : Vocabulary.standard();
        labeller = new Labeller(terms);
        pseudonyms = Pseudonyms.of(options.key());
        rules = rules(options);
        var prompts = new Prompts();
        samples = new StudySamples(labeller, prompts, rules);
        formats =
                new Formats(
                        options.formats(),
                        new Phrases(
                                prompts.all("report"),
                                prompts.all("rationale"),
                                prompts.all("diagnosis"),
                                List.copyOf(terms.labels().keySet())));
        limit = new RateLimit(options.bytesPerSecond());
    }

    private SortedMap<String, String> rules(ReplayOptions options) throws IOException {
        var list = labeller.vocabulary().name();
        if (options.terms().isPresent()) {
            list += " " + Digests.sha256(options.terms().get()).substring(0, 16);
        }
        var rules =
                new TreeMap<>(
                        Map.of(
                                "deidentify",
                                        "%s burned-in/%s%s"
                                                .formatted(
                                                        Scrubber.RULES,
                                                        BurnedIn.RULES,
                                                        options.retained().rules()),
                                "labels", Labeller.RULES + " " + list,
                                "prompts", Prompts.RULES,
                                "split", Split.RULES,
                                "sections", Sections.RULES,
                                "radmd", RadiologyRules.RULES,
                                "preparation",
                                        "1 %d %s"
                                                .formatted(
                                                        options.imageSize(),
                                                        options.exact() ? "exact" : "small")));
        options.again().ifPresent(policy -> rules.put("assembly", policy.name()));
        return rules;
    }

    /// Makes the data set, or finds it made.
    ///
    /// @throws IOException when topics or objects cannot be read now; run again, it goes on
    public DataSet run() throws IOException, InterruptedException {
        var to = Files.createDirectories(options.to());
        if (isWhole(to) && formats.missing(DataSet.open(to)).isEmpty()) {
            Staging.delete(to.resolve(".staging"));
            return DataSet.open(to);
        }
        var folder = Files.createDirectories(to.resolve(".staging"));
        try (var channel = lockFile(folder);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException("another replay is at work in " + to);
            }
            if (!isWhole(to)) {
                make(to, folder);
            }
            progress.stage("writing other formats");
            formats.add(DataSet.open(to), folder.resolve("formats"));
        }
        Staging.delete(folder);
        return DataSet.open(to);
    }

    private static boolean isWhole(Path to) {
        return Files.exists(to.resolve(DataManifest.FILE));
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void make(Path to, Path folder) throws IOException, InterruptedException {
        if (options.again().isPresent()) {
            var policy = options.again().get();
            try (var again = new AssembledAgain(recorded, policy, folder.resolve("images"))) {
                make(to, folder, again);
            }
        } else {
            make(to, folder, recorded);
        }
    }

    private void make(Path to, Path folder, Recorded source)
            throws IOException, InterruptedException {
        var window = Window.of(options.from(), options.until(), Instant.now());
        var plan = Plan.of(folder, settings(), source, window);
        var staging = new Staging(folder);
        var counts = new Counts();
        List<String> studies;
        try (var gathering = Gathering.of(source, plan, folder.resolve("spool"))) {
            counts.add("unreadable-records", gathering.unreadable());
            studies = gathering.uids().stream().map(pseudonyms::study).toList();
            readAll(gathering, staging);
        }
        progress.stage("packing");
        new Pack(staging, to, rules).write(studies, counts);
    }

    /// All that changes what is written.
    private String settings() {
        return "from %s until %s burned-in %s key %s rules %s"
                .formatted(
                        options.from(),
                        options.until(),
                        options.burnedIn(),
                        pseudonyms.fingerprint(),
                        rules);
    }

    private void readAll(Gathering gathering, Staging staging)
            throws IOException, InterruptedException {
        var open =
                gathering.uids().stream()
                        .filter(uid -> !staging.has(pseudonyms.study(uid)))
                        .toList();
        long all = gathering.uids().size();
        progress.studies(all, all - open.size());
        try (var preparer = new Preparer(store, preparation())) {
            var reader =
                    new StudyReader(
                            store,
                            preparer,
                            labeller,
                            pseudonyms,
                            new StudyReader.Rules(
                                    options.burnedIn(), options.exact(), options.retained()));
            inParallel(
                    open,
                    uid -> {
                        var study = gathering.study(uid);
                        long bytes = StudyReader.bytes(study);
                        limit.take(bytes);
                        stage(study, reader, gathering, staging);
                        progress.done(bytes);
                    });
        }
    }

    private PreparationOptions preparation() {
        var model =
                new ModelInput(
                        options.imageSize(),
                        options.imageSize(),
                        RADFM.depthStep(),
                        RADFM.mostDepth(),
                        RADFM.crowd(),
                        RADFM.crowdedDepth());
        var all = PreparationOptions.of(model);
        return new PreparationOptions(
                model,
                all.intensity(),
                options.threads(),
                all.mostScans(),
                all.mostInstances(),
                all.mostBytes());
    }

    private void stage(Study study, StudyReader reader, Gathering gathering, Staging staging)
            throws IOException, InterruptedException {
        var counts = new Counts();
        var name = pseudonyms.study(study.uid());
        try {
            var facts = reader.read(study, gathering::reports, counts);
            facts.brokenRules().forEach(rule -> counts.add("radmd.rule." + rule));
            List<Sample> made = samples.of(facts);
            staging.put(name, made, facts.scans(), counts);
        } catch (Dropped e) {
            counts.add("studies.dropped." + e.reason());
            staging.put(name, List.of(), List.of(), counts);
        }
    }

    private interface Work {
        void on(String uid) throws IOException, InterruptedException;
    }

    /// Each thread takes the next; the first failure ends all.
    private void inParallel(List<String> uids, Work work) throws IOException, InterruptedException {
        var next = new java.util.concurrent.atomic.AtomicInteger();
        var threads = Thread.ofPlatform().name("replay-", 0).daemon().factory();
        try (var pool = pool(threads)) {
            var done = new java.util.concurrent.ExecutorCompletionService<Void>(pool);
            for (int i = 0; i < options.threads(); i++) {
                done.submit(
                        () -> {
                            for (int at = next.getAndIncrement();
                                    at < uids.size();
                                    at = next.getAndIncrement()) {
                                work.on(uids.get(at));
                            }
                            return null;
                        });
            }
            try {
                for (int i = 0; i < options.threads(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                next.set(uids.size());
                throw rethrown(e.getCause());
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private ExecutorService pool(ThreadFactory threads) {
        return Executors.newFixedThreadPool(options.threads(), threads);
    }

    private static IOException rethrown(Throwable cause) {
        return switch (cause) {
            case IOException away -> away;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> new IOException("interrupted", cause);
        };
    }
}
