// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Tag;
import io.radfm.events.InstanceReceived;
import io.radfm.platform.Platform;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;
import io.radfm.testkit.Peers;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Senders that we did not write.
@ExtendWith(OnePlatform.class)
class PeersIT {
    private static Platform platform;

    @TempDir Path folder;

    @BeforeAll
    static void find(Platform running) {
        platform = running;
    }

    @Test
    void dcmsendAndStorescuSendTwoSeriesAtOnceAndEverySliceIsThere() throws Exception {
        Peers.require("dcmsend");
        Peers.require("storescu");
        var ct = Shared.path("dicom/series/CT_Philips_head_54");
        var mr = Shared.path("dicom/series/MR_Siemens_sagT1_35");
        try (var ingest = Setting.ingest(platform.settings(), folder, Map.of())) {
            var port = Integer.toString(ingest.address().getPort());
            var other = Thread.ofPlatform().start(() -> send("storescu", port, mr));
            send("dcmsend", port, ct);
            other.join();
        }
        assertAllThere(ct);
        assertAllThere(mr);
    }

    @Test
    void orthancSendsWhatItHolds() throws Exception {
        var orthanc = Peers.require("Orthanc");
        var mr = Shared.path("dicom/series/MR_Philips_abd_11");
        int http = FreePort.next();
        try (var ingest = Setting.ingest(platform.settings(), folder, Map.of())) {
            var settings =
                    Files.writeString(
                            folder.resolve("orthanc.json"),
                            """
                            { "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "HttpPort": %2$d,
                              "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                              "DicomServerEnabled": false, "Plugins": [], "KeepAlive": false,
                              "DicomModalities": { "radfm": [ "RADFM", "127.0.0.1", %3$d ] } }
                            """
                                    .formatted(
                                            folder.resolve("orthanc"),
                                            http,
                                            ingest.address().getPort()));
            var process =
                    new ProcessBuilder(orthanc.toString(), settings.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("orthanc.log").toFile())
                            .start();
            try (var client = HttpClient.newHttpClient()) {
                Eventually.holds(
                        "Orthanc answers", Duration.ofMinutes(1), () -> answers(client, http));
                for (var file : files(mr)) {
                    post(client, http, "/instances", BodyPublishers.ofFile(file));
                }
                var study = get(client, http, "/studies").replaceAll("[^0-9a-f-]", "");
                var answer =
                        post(
                                client,
                                http,
                                "/modalities/radfm/store",
                                BodyPublishers.ofString(study));
                assertTrue(answer.contains("\"FailedInstancesCount\" : 0"), answer);
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
        assertAllThere(mr);
    }

    private static void send(String program, String port, Path series) {
        try {
            var outcome =
                    Peers.run(
                            program, "-aec", "RADFM", "+sd", "127.0.0.1", port, series.toString());
            assertEquals(0, outcome.exitCode(), outcome.output());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Each file of the series has an event whose object is that file's data set.
    private void assertAllThere(Path series) throws Exception {
        Set<String> expected = new HashSet<>();
        for (var file : files(series)) {
            expected.add(
                    DicomReader.read(file).dataSet().string(Tag.SOP_INSTANCE_UID).orElseThrow());
        }
        Set<String> found = new HashSet<>();
        try (var store = Setting.store(folder)) {
            for (var event : Events.all(platform.settings())) {
                var uid = event.getInstance().getSopInstanceUid();
                if (expected.contains(uid)) {
                    store.verify(event.getInstance().getDigest());
                    assertHolds(store.path(event.getInstance().getDigest()).orElseThrow(), event);
                    found.add(uid);
                }
            }
        }
        assertEquals(expected, found);
    }

    private static void assertHolds(Path object, InstanceReceived event) throws IOException {
        var dataSet = DicomReader.read(object).dataSet();
        assertEquals(
                event.getSeriesInstanceUid(),
                dataSet.string(Tag.SERIES_INSTANCE_UID).orElseThrow());
        assertTrue(event.getPixels());
    }

    private static List<Path> files(Path series) throws IOException {
        try (var files = Files.list(series)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean answers(HttpClient client, int port) throws InterruptedException {
        try {
            get(client, port, "/system");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String get(HttpClient client, int port, String path)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(port, path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static String post(
            HttpClient client, int port, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var answer =
                client.send(
                        HttpRequest.newBuilder(uri(port, path)).POST(body).build(),
                        BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
