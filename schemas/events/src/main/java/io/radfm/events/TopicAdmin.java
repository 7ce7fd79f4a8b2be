// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// Brings a cluster's topics in line with [Topics], and says where they differ.
public final class TopicAdmin {
    private final Admin admin;

    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /// A topic as the cluster has it, beside what it should be; `differences` is empty when all is
    /// well.
    public record Found(
            Topic<?> topic,
            boolean exists,
            int partitions,
            int replicas,
            List<String> differences) {
        Found differing(String how) {
            var all = new ArrayList<>(differences);
            all.add(how);
            return new Found(topic, exists, partitions, replicas, all);
        }
    }

    /// Creates the missing topics and corrects the settings of the others; answers the names
    /// created. Partition counts of existing topics are left alone: changing them would move keys.
    public List<String> create(short replicationFactor, int partitions)
            throws ExecutionException, InterruptedException {
        var created = new ArrayList<String>();
        for (var declared : Topics.all()) {
            var topic = declared.withPartitions(partitions);
            try {
                admin.createTopics(List.of(topic.toCreate(replicationFactor))).all().get();
                created.add(topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                alter(topic, replicationFactor);
            }
        }
        return created;
    }

    private void alter(Topic<?> topic, short replicationFactor)
            throws ExecutionException, InterruptedException {
        var operations =
                topic.configuration(replicationFactor).entrySet().stream()
                        .map(
                                e ->
                                        new AlterConfigOp(
                                                new ConfigEntry(e.getKey(), e.getValue()),
                                                AlterConfigOp.OpType.SET))
                        .toList();
        admin.incrementalAlterConfigs(Map.of(resource(topic), operations)).all().get();
    }

    public List<Found> describe() throws ExecutionException, InterruptedException {
        var found = new ArrayList<Found>();
        for (var topic : Topics.all()) {
            found.add(describe(topic));
        }
        return compared(found);
    }

    private Found describe(Topic<?> topic) throws ExecutionException, InterruptedException {
        TopicDescription description;
        try {
            description =
                    admin.describeTopics(List.of(topic.name()))
                            .topicNameValues()
                            .get(topic.name())
                            .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return new Found(
                        topic, false, 0, 0, List.of("does not exist: run `./radfm topics create`"));
            }
            throw e;
        }
        int partitions = description.partitions().size();
        int replicas = description.partitions().getFirst().replicas().size();
        var differences = new ArrayList<String>();
        var actual =
                admin.describeConfigs(List.of(resource(topic))).all().get().get(resource(topic));
        new TreeMap<>(topic.configuration((short) replicas))
                .forEach(
                        (key, expected) -> {
                            var value = actual.get(key).value();
                            if (!expected.equals(value)) {
                                differences.add(key + " is " + value + " instead of " + expected);
                            }
                        });
        return new Found(topic, true, partitions, replicas, differences);
    }

    /// Topics that meet in one stream task must have as many partitions as the first of them.
    private static List<Found> compared(List<Found> found) {
        int expected = found.getFirst().partitions();
        return found.stream()
                .map(
                        each ->
                                each.exists()
                                                && each.topic().partitions() > 1
                                                && each.partitions() != expected
                                        ? each.differing(
                                                each.partitions()
                                                        + " partitions where "
                                                        + expected
                                                        + " are needed")
                                        : each)
                .toList();
    }

    private static ConfigResource resource(Topic<?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
