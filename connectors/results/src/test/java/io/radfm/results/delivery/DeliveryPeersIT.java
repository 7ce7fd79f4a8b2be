// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.Draft;
import io.radfm.results.Given;
import io.radfm.results.sr.SrDocument;
import io.radfm.results.sr.SrForm;
import io.radfm.results.sr.SrSource;
import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;
import io.radfm.testkit.Peers;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.ScuSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// SRs to archives that others wrote: DCMTK's storescp and Orthanc.
@Timeout(120)
class DeliveryPeersIT {
    private static final String STUDY = "1.2.826.0.1.3680043.10.9";
    private static final Duration HANG = Duration.ofSeconds(60);

    @TempDir Path home;
    private ObjectStore store;
    private SrFolder folder;
    private Draft draft;

    @BeforeEach
    void open() throws IOException {
        store = ObjectStore.of(home.resolve("objects").toUri());
        var image = Given.stored(store, Given.image(STUDY, STUDY + ".1.1", "Doe^Jane"));
        folder =
                new SrFolder(
                        home.resolve("reports"),
                        new SrSource(store, ZoneOffset.UTC, SrForm.ENHANCED));
        draft = Given.diagnosed(Given.draft(STUDY, 1, List.of(image)));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @ParameterizedTest(name = "storescp that prefers {0}")
    @ValueSource(strings = {"+x=", "+xi"}) // any explicit VR; implicit VR only
    void storescpGetsAReportThatItsOwnViewerReads(String syntax) throws Exception {
        var received = Files.createDirectory(home.resolve("received"));
        int port = FreePort.next();
        try (var _ = listening(port, "storescp", syntax, "-od", received.toString(), "" + port)) {
            delivery("STORESCP@127.0.0.1:" + port).take(draft, 1);
        }
        assertAccepted();
        try (var files = Files.list(received)) {
            var shown = Peers.run("dsrdump", files.findFirst().orElseThrow().toString());
            assertEquals(0, shown.exitCode(), shown.output());
            assertTrue(shown.output().contains("NOT REVIEWED"), shown.output());
        }
    }

    @Test
    void orthancFilesTheReportWithItsStudy() throws Exception {
        Peers.require("Orthanc");
        int dicom = FreePort.next();
        int http = FreePort.next();
        try (var _ = listening(http, "Orthanc", configuration(http, dicom))) {
            delivery("ORTHANC@127.0.0.1:" + dicom).take(draft, 1);
            assertAccepted();
            var found = ask(http, "/tools/lookup", SrDocument.sopInstanceUid(draft));
            assertTrue(found.contains("\"Instance\""), found);
        }
    }

    private String configuration(int http, int dicom) throws IOException {
        var file = home.resolve("orthanc.json");
        Files.writeString(
                file,
                """
                {"Name": "PEER", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                 "HttpPort": %2$d, "DicomPort": %3$d, "DicomAet": "ORTHANC",
                 "DicomAlwaysAllowStore": true, "RemoteAccessAllowed": false,
                 "AuthenticationEnabled": false, "Plugins": []}\
                """
                        .formatted(home.resolve("orthanc"), http, dicom));
        return file.toString();
    }

    private static String ask(int port, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void assertAccepted() throws IOException {
        assertEquals(Receipt.Status.ACCEPTED, folder.receipt(draft).orElseThrow().status());
    }

    private PacsDelivery delivery(String to) {
        var metrics = new SimpleMeterRegistry();
        var delivered = new Delivered(folder, _ -> {});
        return new PacsDelivery(
                new SrWriting(folder, delivered, metrics),
                delivered,
                Destination.parse(to),
                ScuSettings.of(AeTitle.of("RADFM")),
                metrics);
    }

    private record Running(Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            if (process.onExit().copy().completeOnTimeout(null, 10, TimeUnit.SECONDS).join()
                    == null) {
                process.destroyForcibly();
            }
        }
    }

    private Running listening(int port, String program, String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of(Peers.require(program).toString()));
        command.addAll(List.of(arguments));
        var log = home.resolve(program + ".log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var running = new Running(process);
        try {
            Eventually.holds(program + " listens", HANG, () -> accepts(process, port, log));
            return running;
        } catch (Exception | AssertionError e) {
            running.close();
            throw e;
        }
    }

    private static boolean accepts(Process process, int port, Path log) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("it ended: " + Files.readString(log));
        }
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
