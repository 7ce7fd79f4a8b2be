// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Topics;
import io.radfm.platform.EmbeddedBroker;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Eventually;
import io.radfm.training.archive.ArchiveCommand;
import io.radfm.training.sample.DataSet;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// `./radfm replay` and `./radfm archive` with a real broker and registry; killed in the middle.
class ReplayIT {
    private static final int STUDIES = 24;

    @TempDir static Path folder;
    private static Platform platform;
    private static RecordedHospital hospital;

    /// The command as a process that can be killed.
    static final class Process {
        private Process() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new Replay()).execute(arguments));
        }
    }

    /// Archiving and restoring as a process that can be killed.
    static final class ArchiveProcess {
        private ArchiveProcess() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new ArchiveCommand()).execute(arguments));
        }
    }

    @BeforeAll
    static void aRecordedHospital() throws Exception {
        platform = Platform.start(folder.resolve("platform"));
        try (var store = ObjectStore.of(folder.resolve("objects").toUri());
                var producer = producer()) {
            hospital = new RecordedHospital(store);
            for (int i = 0; i < STUDIES; i++) {
                hospital.study(i, "patient-" + i / 2);
            }
            PublishedHospital.publish(hospital, platform.settings());
            var poison =
                    new ProducerRecord<>(Topics.RIS_REPORTS.name(), "key-of-x", new byte[] {1});
            producer.send(poison).get();
        }
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                new HashMap<>(platform.settings()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void killedInTheMiddleItGoesOnAndComesToTheSameBytes() throws Exception {
        replay("whole", "--threads", "1");
        var slowly = arguments(here(), "killed", "--threads", "2", "--rate", "0.02");
        var process =
                JavaProcess.main(
                        "replay", folder.resolve("process"), "256m", Process.class, slowly);
        Eventually.holds("some studies are done", Duration.ofSeconds(60), () -> done("killed") > 3);
        process.kill();
        assertFalse(Files.exists(folder.resolve("killed/manifest.json")));
        replay("killed", "--threads", "3");
        assertEquals(contents("whole"), contents("killed"));
        var counts = DataSet.open(folder.resolve("whole")).manifest().counts();
        assertEquals(STUDIES, counts.get("studies"));
        assertEquals(1, counts.get("unreadable-records"));
    }

    @Test
    void aWindowIsReadByTimeOrOffset() throws Exception {
        var noon = RecordedHospital.NOON;
        assertEquals(10, studies("early", "--until", noon.plusSeconds(10).toString()));
        assertEquals(STUDIES - 10, studies("late", "--from", noon.plusSeconds(10).toString()));
        assertEquals(0, studies("none", "--from", "offset:1000"));
    }

    @Test
    void anArchiveIsTheSameBytesAfterAKillAndReplaysAsTheBroker() throws Exception {
        archive(toArchive("archive", "--json"));
        var slowly = toArchive("archive-killed", "--rate", "0.02");
        kill(slowly, () -> files("archive-killed/running") > 4);
        assertFalse(Files.exists(folder.resolve("archive-killed/manifests/00000001.json")));
        archive(toArchive("archive-killed"));
        assertEquals(contents("archive"), contents("archive-killed"));
        archive("--verify", uri("archive-killed"));
        replay("from-broker");
        replay("from-archive", "--archive", uri("archive-killed"));
        assertEquals(contents("from-broker"), contents("from-archive"));
        var until = RecordedHospital.NOON.plusSeconds(10).toString();
        replay("early-archived", "--until", until, "--archive", uri("archive"));
        replay("early-recorded", "--until", until);
        assertEquals(contents("early-recorded"), contents("early-archived"));
    }

    @Test
    void whatIsAssembledAgainOfAnArchiveIsWhatIsAssembledOfTheBroker() throws Exception {
        archive(toArchive("images"));
        replay("assembled-broker", "--assemble", "again");
        replay("assembled-archive", "--assemble", "again", "--archive", uri("images"));
        assertEquals(contents("assembled-broker"), contents("assembled-archive"));
        var manifest = DataSet.open(folder.resolve("assembled-archive")).manifest();
        assertEquals(STUDIES, manifest.counts().get("studies"));
        assertTrue(manifest.rules().containsKey("assembly"));
    }

    /// Another broker, another registry that gives other ids, an empty object store.
    @Test
    void anArchiveIsPutBackOnAnotherClusterAfterAKillToo() throws Exception {
        archive(toArchive("kept"));
        try (var broker = EmbeddedBroker.start(folder.resolve("other"));
                var registry = new RegistrySimulator()) {
            var other = new Site(broker.bootstrapServers(), registry.url(), "other-objects");
            var restore = new ArrayList<>(List.of("--restore", uri("kept")));
            restore.addAll(List.of("--replication-factor", "1"));
            restore.addAll(other.arguments());
            var slowly = new ArrayList<>(restore);
            slowly.addAll(List.of("--rate", "0.02"));
            kill(slowly.toArray(String[]::new), () -> files("other-objects/sha256") > 20);
            archive(restore.toArray(String[]::new));
            assertTrue(archive(restore.toArray(String[]::new)).startsWith("restored 0 records"));

            replay("from-here");
            replay(other, "from-there");
            assertEquals(contents("from-here"), contents("from-there"));

            var again = new ArrayList<>(List.of("--to", uri("kept-again")));
            again.addAll(other.arguments());
            archive(again.toArray(String[]::new));
            replay("from-again", "--archive", uri("kept-again"));
            assertEquals(contents("from-here"), contents("from-again"));
        }
    }

    private static String[] toArchive(String name, String... more) throws IOException {
        var all = new ArrayList<>(List.of("--to", uri(name)));
        all.addAll(here().arguments());
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void kill(String[] command, BooleanSupplier when) throws Exception {
        var process =
                JavaProcess.main(
                        "archive",
                        folder.resolve("process"),
                        "256m",
                        ArchiveProcess.class,
                        command);
        process.awaitReady(Duration.ofSeconds(60), when);
        process.kill();
    }

    /// @return what it said
    private static String archive(String... arguments) {
        var said = new StringWriter();
        var errors = new StringWriter();
        var command =
                new CommandLine(new ArchiveCommand())
                        .setOut(new PrintWriter(said))
                        .setErr(new PrintWriter(errors));
        assertEquals(0, command.execute(arguments), () -> errors + said.toString());
        return said.toString();
    }

    private static String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private static long files(String name) {
        try (var files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException notYet) {
            return 0;
        }
    }

    private static long studies(String name, String... more) throws Exception {
        replay(name, more);
        var counts = DataSet.open(folder.resolve(name)).manifest().counts();
        assertEquals(0L, counts.getOrDefault("studies.dropped.no-signed-report", 0L));
        return counts.getOrDefault("studies", 0L);
    }

    /// Where a command reads or writes.
    private record Site(String bootstrapServers, String registry, String objects) {
        List<String> arguments() {
            return List.of(
                    "--bootstrap-servers",
                    bootstrapServers,
                    "--schema-registry-url",
                    registry,
                    "--object-store",
                    uri(objects));
        }
    }

    private static Site here() {
        return new Site(platform.broker().bootstrapServers(), platform.registry().url(), "objects");
    }

    private static void replay(String name, String... more) {
        replay(here(), name, more);
    }

    private static void replay(Site site, String name, String... more) {
        var errors = new StringWriter();
        var command = new CommandLine(new Replay()).setErr(new PrintWriter(errors));
        assertEquals(0, command.execute(arguments(site, name, more)), errors::toString);
    }

    private static String[] arguments(Site site, String name, String... more) {
        var all =
                new ArrayList<>(
                        List.of(
                                "--to", folder.resolve(name).toString(),
                                "--key", folder.resolve("replay.key").toString(),
                                "--image-size", "32"));
        all.addAll(site.arguments());
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static long done(String name) {
        var studies = folder.resolve(name).resolve(".staging/studies");
        try (var done = Files.walk(studies, 2)) {
            return done.filter(path -> studies.relativize(path).getNameCount() == 2).count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static Map<String, String> contents(String name) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(folder.resolve(name))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = folder.resolve(name).relativize(file).toString();
                if (!path.startsWith("objects/incoming")) { // what a killed process left there
                    contents.put(
                            path,
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }
}
