// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/// What a single-node broker of a lab needs to be told; every value here differs from a cluster's
/// for a reason.
final class BrokerSettings {
    private BrokerSettings() {}

    /// @param ports the client listener's, the controller's
    static Properties of(Path log, List<Integer> ports) {
        var client = "127.0.0.1:" + ports.get(0);
        var controller = "127.0.0.1:" + ports.get(1);
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://" + client + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + client);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        // one node: one copy of everything, few partitions
        for (var topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // one node: nobody to wait for when it comes back after a kill
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "200");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // a small heap: the default buffer alone is 128 MB
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        // drafts may take minutes; workers renew their locks meanwhile
        settings.put("group.share.max.record.lock.duration.ms", "600000");
        settings.put("group.share.min.record.lock.duration.ms", "1000");
        settings.put("group.share.heartbeat.interval.ms", "500");
        settings.put("group.share.min.heartbeat.interval.ms", "500");
        settings.put("message.max.bytes", "8388608");
        settings.put("replica.fetch.max.bytes", "8388608");
        return settings;
    }
}
