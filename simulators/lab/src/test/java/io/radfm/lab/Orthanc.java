// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.platform.Ports;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.Peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/// Orthanc as a process: a PACS that others wrote, told by its REST API what to do.
final class Orthanc implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final int dicom;
    private final int http;

    private Orthanc(Process process, int dicom, int http) {
        this.process = process;
        this.dicom = dicom;
        this.http = http;
    }

    /// @param dicomOfRadfm the port that the modality `radfm` is called at
    static Orthanc start(Path folder, int dicomOfRadfm) throws Exception {
        var ports = Ports.keptIn(folder, 2);
        var settings =
                Files.writeString(
                        folder.resolve("orthanc.json"),
                        """
                        { "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "HttpPort": %2$d,
                          "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "Plugins": [],
                          "DicomPort": %3$d, "DicomAet": "ORTHANC", "KeepAlive": false,
                          "DicomAlwaysAllowStore": true,
                          "DicomModalities": { "radfm": [ "RADFM", "127.0.0.1", %4$d ] } }
                        """
                                .formatted(
                                        folder.resolve("data"),
                                        ports.getFirst(),
                                        ports.getLast(),
                                        dicomOfRadfm));
        var process =
                new ProcessBuilder(Peers.require("Orthanc").toString(), settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("orthanc.log").toFile())
                        .start();
        var orthanc = new Orthanc(process, ports.getLast(), ports.getFirst());
        Eventually.holds("Orthanc answers", Duration.ofMinutes(1), orthanc::answers);
        return orthanc;
    }

    int dicom() {
        return dicom;
    }

    void upload(Path series) throws IOException {
        try (var files = Files.list(series)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                post("/instances", BodyPublishers.ofFile(file));
            }
        }
    }

    /// Sends every study it holds to the modality `radfm`; fails unless all was taken.
    void sendAll() throws IOException {
        for (var study : get("/studies")) {
            var answer = post("/modalities/radfm/store", BodyPublishers.ofString(study.asText()));
            if (answer.get("FailedInstancesCount").asInt() != 0) {
                throw new AssertionError(answer.toString());
            }
        }
    }

    /// The modalities of the series it holds.
    Set<String> modalities() throws IOException {
        var modalities = new TreeSet<String>();
        for (var series : get("/series?expand")) {
            modalities.add(series.at("/MainDicomTags/Modality").asText());
        }
        return modalities;
    }

    private boolean answers() {
        try {
            return get("/system").has("Version");
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode get(String path) throws IOException {
        return ask(HttpRequest.newBuilder(uri(path)).build());
    }

    private JsonNode post(String path, BodyPublisher body) throws IOException {
        return ask(HttpRequest.newBuilder(uri(path)).POST(body).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http + path);
    }

    private static JsonNode ask(HttpRequest request) throws IOException {
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("Orthanc answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
