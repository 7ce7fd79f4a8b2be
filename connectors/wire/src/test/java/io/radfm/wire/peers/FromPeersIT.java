// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Peers;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.MemoryStore;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// DCMTK's requestors against our server, with real series.
class FromPeersIT {
    private static final String CT = "CT_Philips_head_54";
    private static final String MR = "MR_Siemens_sagT1_35";

    private final MemoryStore store = new MemoryStore();
    private DicomServer server;
    private String port;

    @BeforeEach
    void start() throws IOException {
        server =
                DicomServer.start(
                        ServerSettings.onLoopback(AeTitle.of("RADFM"), 0),
                        store,
                        ServerListener.NONE);
        port = "" + server.address().getPort();
    }

    @AfterEach
    void stop() {
        server.close(Duration.ZERO);
    }

    @Test
    void echoscuIsAnswered() throws Exception {
        succeeds("echoscu", "-aec", "RADFM", "localhost", port);
    }

    @Test
    void echoscuForAnotherTitleIsRejected() throws Exception {
        var outcome = Peers.run("echoscu", "-aec", "PACS", "localhost", port);
        assertTrue(outcome.output().contains("Called AE Title Not Recognized"), outcome::output);
    }

    /// dcmsend and storescu read the file and write it anew; these series come out as they were.
    @ParameterizedTest
    @ValueSource(strings = {CT, MR})
    void dcmsendDeliversASeriesByteForByte(String series) throws Exception {
        var folder = SeriesFiles.folder(series);
        succeeds(
                "dcmsend",
                "--max-send-pdu",
                "131072",
                "-aec",
                "RADFM",
                "+sd",
                "-r",
                "localhost",
                port,
                folder.toString());
        SeriesFiles.assertSame(SeriesFiles.dataSets(folder), SeriesFiles.received(store));
    }

    /// Of a smaller length than it asks for: many PDUs, and the smallest DCMTK can do.
    @ParameterizedTest
    @ValueSource(strings = {"4096", "16384", "131072"})
    void storescuDeliversWhateverTheLengthOfItsPdus(String maxSendPdu) throws Exception {
        var folder = SeriesFiles.folder(MR);
        succeeds(
                "storescu",
                "--max-send-pdu",
                maxSendPdu,
                "-aec",
                "RADFM",
                "-aet",
                "MR7",
                "+sd",
                "+r",
                "localhost",
                port,
                folder.toString());
        SeriesFiles.assertSame(SeriesFiles.dataSets(folder), SeriesFiles.received(store));
        assertEquals(
                Set.of("MR7"),
                Set.copyOf(
                        store.objects.values().stream()
                                .map(stored -> stored.request().callingAe())
                                .toList()));
    }

    @Test
    void twoSendersAtOnceDoNotMix() throws Exception {
        Peers.require("dcmsend"); // here: what a thread of ours asks for skips nothing
        var outcomes = new ArrayList<Peers.Outcome>();
        var senders =
                Stream.of(CT, MR)
                        .map(
                                series ->
                                        Thread.startVirtualThread(
                                                () -> send(SeriesFiles.folder(series), outcomes)))
                        .toList();
        for (var sender : senders) {
            sender.join();
        }
        assertEquals(List.of(0, 0), outcomes.stream().map(Peers.Outcome::exitCode).toList());
        var expected = SeriesFiles.dataSets(SeriesFiles.folder(CT));
        expected.putAll(SeriesFiles.dataSets(SeriesFiles.folder(MR)));
        SeriesFiles.assertSame(expected, SeriesFiles.received(store));
    }

    private void send(java.nio.file.Path folder, List<Peers.Outcome> outcomes) {
        try {
            var outcome =
                    Peers.run(
                            "dcmsend",
                            "-aec",
                            "RADFM",
                            "+sd",
                            "-r",
                            "localhost",
                            port,
                            folder.toString());
            synchronized (outcomes) {
                outcomes.add(outcome);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void succeeds(String program, String... arguments) throws Exception {
        var outcome = Peers.run(program, arguments);
        assertEquals(0, outcome.exitCode(), outcome::output);
    }
}
