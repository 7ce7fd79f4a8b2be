// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.events.Draft;
import io.radfm.events.DraftOutcome;
import io.radfm.events.DraftProgress;
import io.radfm.events.StudyState;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.platform.Platform;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Broker and registry, what streams would publish there, and a reader of the API.
final class Setting implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final Platform platform;
    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerde<Draft> drafts;
    private final AvroSerde<StudyState> states;
    private final AvroSerde<DraftProgress> progress;
    private final AvroSerde<DraftOutcome> outcomes;
    private final HttpClient client = HttpClient.newHttpClient();

    Setting(Path folder) throws IOException {
        platform = Platform.start(folder);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", platform.broker().bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
        var serdes = new AvroSerde.Factory(platform.settings());
        drafts = serdes.of(Topics.DRAFTS);
        states = serdes.of(Topics.STUDY_STATES);
        progress = serdes.of(Topics.DRAFT_PROGRESS);
        outcomes = serdes.of(Topics.DRAFT_OUTCOMES);
    }

    Map<String, String> settings(Path folder, Map<String, String> more) {
        var settings = new HashMap<>(platform.settings());
        settings.put("http.port", "0");
        settings.put("data.dir", folder.toString());
        settings.put("pacs.retry.first.ms", "50");
        settings.put("pacs.retry.most.ms", "200");
        settings.putAll(more);
        return settings;
    }

    void publish(Draft draft) throws Exception {
        publish(
                Topics.DRAFTS.name(),
                draft.getPatientKey(),
                drafts.serializer().serialize(Topics.DRAFTS.name(), draft));
    }

    void publish(StudyState state) throws Exception {
        publish(
                Topics.STUDY_STATES.name(),
                state.getPatientKey(),
                states.serializer().serialize(Topics.STUDY_STATES.name(), state));
    }

    void publish(DraftProgress under) throws Exception {
        publish(
                Topics.DRAFT_PROGRESS.name(),
                under.getPatientKey(),
                progress.serializer().serialize(Topics.DRAFT_PROGRESS.name(), under));
    }

    void publish(DraftOutcome outcome) throws Exception {
        publish(
                Topics.DRAFT_OUTCOMES.name(),
                outcome.getPatientKey(),
                outcomes.serializer().serialize(Topics.DRAFT_OUTCOMES.name(), outcome));
    }

    void publish(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode outcomes(int port) throws IOException, InterruptedException {
        return JSON.readTree(get(port, "/api/outcomes").body());
    }

    JsonNode study(int port, String uid) throws IOException, InterruptedException {
        return JSON.readTree(get(port, "/api/studies/" + uid).body());
    }

    @Override
    public void close() {
        client.shutdownNow();
        producer.close();
        platform.close();
    }
}
