// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.FreePort;
import io.radfm.testkit.Peers;
import io.radfm.testkit.Shared;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.MemoryStore;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.Echo;
import io.radfm.wire.scu.ScuSettings;
import io.radfm.wire.scu.Send;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Our requestor against DCMTK's storescp and Orthanc, and Orthanc as a sender, with real series.
class ToPeersIT {
    private static final String SERIES = "MR_Siemens_sagT1_35";

    @TempDir Path folder;

    @Test
    void storescpGetsASeriesByteForByte() throws Exception {
        var received = Files.createDirectory(folder.resolve("received"));
        int port = FreePort.next();
        try (var _ =
                Background.listening(
                        port,
                        folder.resolve("log"),
                        "storescp",
                        "--bit-preserving",
                        "--fork",
                        "-od",
                        received.toString(),
                        "" + port)) {
            var to = "STORESCP@localhost:" + port;
            assertEquals(
                    DimseStatus.SUCCESS,
                    Echo.verify(Destination.parse(to), ScuSettings.of(AeTitle.of("RADFM"))));
            send(to, "--associations", "3");
        }
        SeriesFiles.assertSame(
                SeriesFiles.dataSets(SeriesFiles.folder(SERIES)), SeriesFiles.dataSets(received));
    }

    @Test
    void everySingleFileReachesAPeerThatTakesAnything() throws Exception {
        var received = Files.createDirectory(folder.resolve("received"));
        var single = Shared.path("dicom/single");
        int port = FreePort.next();
        try (var _ =
                Background.listening(
                        port,
                        folder.resolve("log"),
                        "storescp",
                        "--bit-preserving",
                        "--promiscuous",
                        "+xa",
                        "--fork",
                        "-od",
                        received.toString(),
                        "" + port)) {
            var said = new StringWriter();
            run(said, single.toString(), "--to", "STORESCP@localhost:" + port, "--json");
            // DCMTK's "anything" leaves out what it does not know: retired JPEG, deflated frames.
            Pattern.compile("\"reason\": \"([^\"]*)")
                    .matcher(said.toString())
                    .results()
                    .map(reason -> reason.group(1))
                    .forEach(
                            reason ->
                                    assertTrue(
                                            reason.startsWith("transfer syntax not accepted")
                                                    || reason.startsWith("no valid UID in"),
                                            reason));
        }
        var arrived = SeriesFiles.dataSets(received);
        assertTrue(arrived.size() > 80, () -> arrived.size() + " arrived");
        var files = new ArrayList<byte[]>();
        try (var paths = Files.list(single)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        arrived.forEach(
                (uid, dataSet) ->
                        assertTrue(files.stream().anyMatch(file -> endsWith(file, dataSet)), uid));
    }

    private static boolean endsWith(byte[] file, byte[] end) {
        int from = file.length - end.length;
        return from >= 0 && Arrays.equals(file, from, file.length, end, 0, end.length);
    }

    @Test
    void orthancTakesASeriesAndSendsItBack() throws Exception {
        Peers.require("Orthanc");
        var store = new MemoryStore();
        int http = FreePort.next();
        int dicom = FreePort.next();
        var client = HttpClient.newHttpClient();
        try (var server =
                        DicomServer.start(
                                ServerSettings.onLoopback(AeTitle.of("RADFM"), 0),
                                store,
                                ServerListener.NONE);
                var _ =
                        Background.listening(
                                http,
                                folder.resolve("log"),
                                "Orthanc",
                                configuration(http, dicom, server.address().getPort()))) {
            var to = "ORTHANC@localhost:" + dicom;
            send(to, "--associations", "2");
            var instances = get(client, http, "/instances");
            assertEquals(35, instances.split(",").length);

            var study = get(client, http, "/studies").replaceAll("[^0-9a-f-]", "");
            post(client, http, "/modalities/radfm/store", study);
        }
        SeriesFiles.assertSame(
                SeriesFiles.dataSets(SeriesFiles.folder(SERIES)), SeriesFiles.received(store));
    }

    private String configuration(int http, int dicom, int ours) throws Exception {
        var file = folder.resolve("orthanc.json");
        var data = folder.resolve("orthanc");
        Files.writeString(
                file,
                """
                {"StorageDirectory": "%s", "IndexDirectory": "%s", "Plugins": [],
                 "HttpPort": %d, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                 "DicomPort": %d, "DicomAet": "ORTHANC", "DicomAlwaysAllowStore": true,
                 "DicomModalities": {"radfm": ["RADFM", "localhost", %d]}}
                """
                        .formatted(data, data, http, dicom, ours));
        return file.toString();
    }

    private void send(String to, String... options) {
        var said = new StringWriter();
        var args = new ArrayList<String>();
        args.add(SeriesFiles.folder(SERIES).toString());
        args.addAll(List.of("--to", to));
        args.addAll(List.of(options));
        assertEquals(0, run(said, args.toArray(String[]::new)), said::toString);
    }

    private int run(StringWriter said, String... options) {
        var args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--journal", folder.resolve("journal").toString()));
        return new CommandLine(new Send())
                .setOut(new PrintWriter(said))
                .execute(args.toArray(String[]::new));
    }

    private static String get(HttpClient client, int port, String path) throws Exception {
        return ok(client, HttpRequest.newBuilder(uri(port, path)).build());
    }

    private static void post(HttpClient client, int port, String path, String body)
            throws Exception {
        ok(
                client,
                HttpRequest.newBuilder(uri(port, path))
                        .timeout(Duration.ofMinutes(1))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String ok(HttpClient client, HttpRequest request) throws Exception {
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return response.body();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
