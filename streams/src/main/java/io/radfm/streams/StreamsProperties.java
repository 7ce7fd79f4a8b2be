// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Topics;
import io.radfm.process.topology.TopologyProperties;

import java.util.Map;
import java.util.Properties;

/// How Kafka Streams is run for this role.
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties of(StreamsSettings settings, Map<String, Object> clients) {
        return TopologyProperties.of(
                new TopologyProperties.Member(
                        settings.applicationId(),
                        settings.instanceId(),
                        settings.stateDir(),
                        settings.replicas(),
                        settings.threads(),
                        settings.commitInterval(),
                        settings.sessionTimeout()),
                Topics.STUDY_CONTEXTS.maxRecordBytes(), // it names every slice of its volumes
                clients);
    }
}
