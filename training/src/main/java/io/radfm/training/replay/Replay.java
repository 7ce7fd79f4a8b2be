// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.storage.ObjectStore;
import io.radfm.streams.assembly.StudyPolicy;
import io.radfm.training.StatusLine;
import io.radfm.training.archive.Archive;
import io.radfm.training.cluster.ClusterOptions;
import io.radfm.training.format.Format;
import io.radfm.training.sample.DataSet;

import org.apache.kafka.common.config.ConfigException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `./radfm replay`: a data set from topics.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Makes a data set of the studies that a cluster recorded: contexts as they were served,"
                    + " with the reports that were signed about them, de-identified.",
            "What is read is fixed when it begins. Run again after it was stopped or killed, it"
                    + " goes on where it was; the data set comes out the same, byte for byte."
        })
public final class Replay implements Callable<Integer> {
    private static final double MEGA = 1e6;
    private static final int MEBI = 1 << 20;

    @Spec private CommandSpec spec;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the data set; made where it is not there.")
    private Path to;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description =
                    "First contexts: earliest, offset:N (in every partition), a timestamp such as"
                            + " 2026-01-31T12:00:00Z, or a duration back from now such as P7D.")
    private String from = "earliest";

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description =
                    "Contexts before this timestamp or duration only. Default: all that are there"
                            + " when the replay begins. Reports are read to the end either way.")
    private String until = "";

    @Option(
            names = "--archive",
            paramLabel = "URI",
            description =
                    "Read this archive (./radfm archive) instead of a cluster and its object"
                            + " store; the data set is the same.")
    private URI archive;

    @Option(
            names = "--assemble",
            paramLabel = "recorded|again",
            description =
                    "Contexts as they were served, or made again of the images received, by the"
                            + " code and policy of today. Then --from and --until are of images.")
    private String assemble = "recorded";

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "With --assemble again: settings of the streams role as properties"
                            + " (study.quiet.times.ms, context.max.volumes, …). Default: its"
                            + " defaults.")
    private Path policy;

    @Mixin private ClusterOptions cluster;

    @Option(
            names = "--object-store",
            defaultValue = "${env:RADFM_OBJECT_STORE:-file:lab/objects}",
            paramLabel = "URI",
            description = "Where objects are kept.")
    private URI objects;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Key of the pseudonyms, hexadecimal; made where it is not there. Keep it, and"
                            + " keep it away from the data set.")
    private Path key = Path.of(".radfm", "replay.key");

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description = "Height and width of all scans.")
    private int imageSize = 512;

    @Option(
            names = "--values",
            paramLabel = "exact|small",
            description =
                    "exact: volumes keep 32 bits, pictures the 8 they have. small: 8 bits for"
                            + " volumes, too.")
    private String values = "exact";

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "NAME",
            description =
                    "webdataset: the shards, always there. Beside them, of the same samples,"
                        + " authors: the files that the loader classes of RadFM's authors read;"
                        + " parquet: a table of all samples. Given later, it is added to a whole"
                        + " data set.")
    private List<String> formats = List.of("webdataset");

    @Option(
            names = "--keep-burned-in",
            description = "Keep images on which the patient's name may be written.")
    private boolean burnedIn;

    @Option(
            names = "--dates",
            paramLabel = "remove|shift|keep",
            description =
                    "The study's date: none; shift: earlier by a number of days that is the same"
                            + " for all studies of a patient, and that none but who has the key can"
                            + " undo; keep: as it is.")
    private String dates = "remove";

    @Option(
            names = "--retain-device",
            description = "Samples name manufacturer and model of the scanner.")
    private boolean device;

    @Option(
            names = "--remove-descriptors",
            description =
                    "Leave the descriptions of study and series out of the context; else they are"
                            + " cleaned, as all text is.")
    private boolean withoutDescriptors;

    @Option(
            names = "--terms",
            paramLabel = "FILE",
            description = "A term list for labels, instead of the open one.")
    private Path terms;

    @Option(names = "--threads", paramLabel = "N", description = "Studies at a time.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--rate",
            paramLabel = "MB/s",
            description = "Objects read at most, so that live traffic is not held up; 0: no limit.")
    private double rate;

    @Override
    public Integer call() throws Exception {
        var options = options();
        if (archive != null) {
            try (var opened = Archive.open(archive)) {
                return replay(options, new ArchivedTopics(opened), opened.objects());
            }
        }
        try (var store = ObjectStore.of(objects);
                var topics = new BrokerTopics(cluster.settings())) {
            return replay(options, topics, store);
        }
    }

    private int replay(ReplayOptions options, Recorded topics, ObjectStore store)
            throws IOException, InterruptedException {
        var err = spec.commandLine().getErr();
        var progress = new Progress();
        try (var _ = StatusLine.on(err, progress::line)) {
            tell(new Replaying(topics, store, options, progress).run());
        }
        return CommandLine.ExitCode.OK;
    }

    private ReplayOptions options() {
        if (!values.equals("exact") && !values.equals("small")) {
            throw new ParameterException(spec.commandLine(), "--values is exact or small");
        }
        try {
            Window.of(from, until, java.time.Instant.EPOCH);
            return new ReplayOptions(
                    to,
                    key,
                    from,
                    until,
                    imageSize,
                    values.equals("exact"),
                    burnedIn,
                    Optional.ofNullable(terms),
                    threads,
                    rate * MEGA,
                    formats.stream().map(Format::named).collect(Collectors.toSet()),
                    new Retained(Retained.Dates.named(dates), device, !withoutDescriptors),
                    again());
        } catch (IllegalArgumentException | ConfigException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<StudyPolicy> again() {
        switch (assemble) {
            case "recorded" -> {
                if (policy != null) {
                    throw new IllegalArgumentException("--policy goes with --assemble again");
                }
                return Optional.empty();
            }
            case "again" -> {
                var settings = new Properties();
                if (policy != null) {
                    try (var in = Files.newBufferedReader(policy)) {
                        settings.load(in);
                    } catch (IOException e) {
                        throw new IllegalArgumentException("--policy cannot be read: " + e, e);
                    }
                }
                var values = new TreeMap<String, String>();
                settings.stringPropertyNames()
                        .forEach(name -> values.put(name, settings.getProperty(name)));
                return Optional.of(StudyPolicy.of(values));
            }
            default -> throw new IllegalArgumentException("--assemble is recorded or again");
        }
    }

    private void tell(DataSet set) {
        var counts = set.manifest().counts();
        var out = spec.commandLine().getOut();
        long bytes = set.manifest().shards().stream().mapToLong(shard -> shard.bytes()).sum();
        out.printf(
                "%s: %d samples of %d studies, %d MiB in %d shards, hash %s%n",
                set.directory(),
                counts.getOrDefault("samples", 0L),
                counts.getOrDefault("studies", 0L),
                bytes / MEBI,
                set.manifest().shards().size(),
                set.hash());
        counts.forEach(
                (what, count) -> {
                    if (what.contains("dropped") || what.contains("burned-in")) {
                        out.printf("  %s: %d%n", what, count);
                    }
                });
        out.flush();
    }
}
