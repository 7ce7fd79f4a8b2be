// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.training.StatusLine;
import io.radfm.training.cluster.ClusterOptions;
import io.radfm.training.cluster.RateLimit;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// `./radfm archive`: topics and their objects, kept for as long as anybody likes, and put back.
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Copies topics and the objects they name to an archive, verifies one, or puts one back"
                    + " on a cluster.",
            "Each run copies what is new since the last. Run again after it was stopped or killed,"
                    + " it goes on where it was; the archive comes out the same, byte for byte."
        })
public final class ArchiveCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;
    private static final int MEBI = 1 << 20;
    private static final int LARGEST_SEGMENT = 1024;
    private static final long ROUND_OFFSETS = 10_000_000;

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what;

    /// One of the three.
    static final class What {
        @Option(
                names = "--to",
                paramLabel = "URI",
                description = "Copy to the archive at this location, such as file:/srv/archive.")
        private URI to;

        @Option(
                names = "--verify",
                paramLabel = "URI",
                description =
                        "Read the whole archive and check every digest, offset and count. Exit"
                                + " status 1 where something is wrong.")
        private URI verify;

        @Option(
                names = "--restore",
                paramLabel = "URI",
                description =
                        "Put the archive back on a cluster and in an object store. Offsets may come"
                                + " out different; a header of each record keeps those it had.")
        private URI restore;
    }

    @Option(names = "--follow", description = "Go on copying, a round every so often.")
    private boolean follow;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "Between rounds that follow each other, such as PT10M.")
    private Duration every = Duration.ofMinutes(10);

    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Topics, * stands for any letters. Default: all that a data set is made of; to"
                            + " restore, all that the archive has.")
    private List<String> topics;

    @Option(
            names = "--object-store",
            defaultValue = "${env:RADFM_OBJECT_STORE:-file:lab/objects}",
            paramLabel = "URI",
            description = "Where objects are kept, or put back.")
    private URI objects;

    @Option(
            names = "--segment-size",
            paramLabel = "MiB",
            description = "Of keys, headers and values, before they are compressed.")
    private int segmentMebibytes = 32;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Of topics that --restore makes.")
    private short replicas = 3;

    @Option(
            names = "--rate",
            paramLabel = "MB/s",
            description = "Read at most, so that live traffic is not held up; 0: no limit.")
    private double rate;

    @Option(names = "--json", description = "Tell what was done as JSON, a line each time.")
    private boolean json;

    @Mixin private ClusterOptions cluster;

    @Override
    public Integer call() throws Exception {
        check(segmentMebibytes >= 1 && segmentMebibytes <= LARGEST_SEGMENT, "--segment-size");
        check(every.compareTo(Duration.ofSeconds(1)) >= 0, "--every (a second or more)");
        check(rate >= 0, "--rate");
        check(replicas >= 1, "--replication-factor");
        check(!follow || what.to != null, "--follow (only with --to)");
        var err = spec.commandLine().getErr();
        var progress = new ArchiveProgress(verb());
        var tell = new Telling(spec.commandLine().getOut(), err, json);
        try (var _ = StatusLine.on(err, progress::line)) {
            if (what.verify != null) {
                return verify(progress, tell);
            }
            if (what.restore != null) {
                return restore(progress, tell);
            }
            return copy(progress, tell);
        }
    }

    private String verb() {
        return what.to != null ? "archive" : what.verify != null ? "verify" : "restore";
    }

    private void check(boolean holds, String option) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), "not possible: " + option);
        }
    }

    private RateLimit limit() {
        return new RateLimit(rate * MEGA);
    }

    private int verify(ArchiveProgress progress, Telling tell)
            throws IOException, InterruptedException {
        var report = new Verifying(() -> Archive.open(what.verify), limit(), progress).run();
        tell.verified(report);
        return report.whole() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private int copy(ArchiveProgress progress, Telling tell)
            throws IOException, InterruptedException {
        var names = matching(topics == null ? Archiving.TOPICS : topics, catalogue());
        var options =
                new Archiving.Options(
                        names, (long) segmentMebibytes * MEBI, ROUND_OFFSETS, limit());
        try (var log = new KafkaLog(cluster.settings())) {
            var rounds = new Rounds(what.to, objects, log, options, progress, tell);
            if (follow) {
                rounds.follow(every);
            } else {
                rounds.once();
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private int restore(ArchiveProgress progress, Telling tell)
            throws IOException, InterruptedException {
        try (var archive = Archive.open(what.restore);
                var store = io.radfm.storage.ObjectStore.of(objects);
                var to = new KafkaCluster(cluster.settings(), replicas)) {
            var all = archive.topics().keySet();
            var names = topics == null ? new TreeSet<>(all) : matching(topics, all);
            tell.old(archive, names, System.currentTimeMillis());
            new Restoring(archive, to, store, limit(), progress).run(names);
            tell.restored(archive, names, progress);
        }
        return CommandLine.ExitCode.OK;
    }

    private static SortedSet<String> catalogue() {
        var names = new TreeSet<String>();
        Topics.all().stream().map(Topic::name).forEach(names::add);
        return names;
    }

    private SortedSet<String> matching(List<String> patterns, Iterable<String> names) {
        var matching = new TreeSet<String>();
        for (var pattern : patterns) {
            var regex = "\\Q" + pattern.strip().replace("*", "\\E.*\\Q") + "\\E";
            for (var name : names) {
                if (name.matches(regex)) {
                    matching.add(name);
                }
            }
        }
        check(!matching.isEmpty(), "--topics (there are none such)");
        return matching;
    }
}
