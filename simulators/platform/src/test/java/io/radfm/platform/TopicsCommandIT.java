// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Topics;
import io.radfm.process.TopicsCommand;
import io.radfm.testkit.Eventually;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./radfm topics` against a real broker.
class TopicsCommandIT {
    @TempDir Path folder;

    private record Ran(int exitCode, String out) {}

    @Test
    void createMakesWhatIsMissingAndDescribeTellsWhatDiffers() throws Exception {
        try (var broker = EmbeddedBroker.start(folder)) {
            var before = run(broker, "describe");
            assertEquals(1, before.exitCode());
            assertTrue(before.out().contains("does not exist: run `./radfm topics create`"));

            var created = run(broker, "create", "--replication-factor=1", "--partitions=2");
            assertEquals(0, created.exitCode());
            Topics.all().forEach(topic -> assertTrue(created.out().contains(topic.name())));
            awaitDescribed(broker, 0);

            shorten(broker);
            var differs = awaitDescribed(broker, 1);
            assertTrue(differs.out().contains("! retention.ms is 1 instead of"), differs.out());

            var repaired = run(broker, "create", "--replication-factor=1", "--partitions=2");
            assertEquals("All topics were there.", repaired.out().strip());
            awaitDescribed(broker, 0);
        }
    }

    /// The broker makes known what was changed a moment after it answered.
    private static Ran awaitDescribed(EmbeddedBroker broker, int exitCode) throws Exception {
        return Eventually.get(
                "describe ends with " + exitCode,
                Duration.ofSeconds(30),
                () -> run(broker, "describe"),
                ran -> ran.exitCode() == exitCode);
    }

    private static void shorten(EmbeddedBroker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DRAFTS.name());
            var change =
                    new AlterConfigOp(
                            new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        }
    }

    private static Ran run(EmbeddedBroker broker, String... arguments) {
        var out = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        int exitCode =
                new CommandLine(new TopicsCommand())
                        .setOut(new PrintWriter(out))
                        .execute(all.toArray(String[]::new));
        return new Ran(exitCode, out.toString());
    }
}
