// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.radfm.events.TopicAdmin;
import io.radfm.events.Topics;

import org.apache.kafka.clients.admin.Admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `./radfm topics create|describe`.
@Command(
        name = "topics",
        description = "Create or describe the Kafka topics of the system.",
        mixinStandardHelpOptions = true,
        subcommands = {TopicsCommand.Create.class, TopicsCommand.Describe.class})
public final class TopicsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    @Command(
            name = "create",
            description =
                    "Create what is missing, correct the settings of the rest. Safe to repeat.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private BrokerOptions broker;

        @Option(
                names = "--replication-factor",
                defaultValue = "3",
                paramLabel = "N",
                description =
                        "Copies of each partition; 1 for a single broker. Default:"
                                + " ${DEFAULT-VALUE}.")
        private short replicationFactor;

        @Option(
                names = "--partitions",
                defaultValue = "" + Topics.PARTITIONS,
                paramLabel = "N",
                description =
                        "Partitions of the topics keyed by patient. Default: ${DEFAULT-VALUE}.")
        private int partitions;

        @Override
        public Integer call() throws Exception {
            try (var admin = Admin.create(broker.clientProperties())) {
                var created = new TopicAdmin(admin).create(replicationFactor, partitions);
                var out = spec.commandLine().getOut();
                out.println(
                        created.isEmpty()
                                ? "All topics were there."
                                : "Created " + String.join(", ", created));
                out.flush();
                return 0;
            }
        }
    }

    @Command(
            name = "describe",
            description =
                    "Show each topic beside what it should be; exit status 1 where they differ.",
            mixinStandardHelpOptions = true)
    static final class Describe implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private BrokerOptions broker;

        @Override
        public Integer call() throws Exception {
            try (var admin = Admin.create(broker.clientProperties())) {
                var found = new TopicAdmin(admin).describe();
                var out = spec.commandLine().getOut();
                out.printf(
                        "%-24s %-11s %10s %8s  %s%n",
                        "TOPIC", "KEY", "PARTITIONS", "REPLICAS", "RECORDS");
                for (var topic : found) {
                    out.printf(
                            "%-24s %-11s %10d %8d  %s%n",
                            topic.topic().name(),
                            topic.topic().key(),
                            topic.partitions(),
                            topic.replicas(),
                            topic.topic().purpose());
                    topic.differences().forEach(difference -> out.println("    ! " + difference));
                }
                out.flush();
                return found.stream().allMatch(topic -> topic.differences().isEmpty()) ? 0 : 1;
            }
        }
    }
}
