// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.pdu.Bytes;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.MemoryStore;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.scp.StoreService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// `./radfm send` and `./radfm echo`, as a person calls them.
@Timeout(60)
class SendTest {
    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";

    @TempDir Path folder;

    private final MemoryStore store = new MemoryStore();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DicomServer server;

    private void start(StoreService service) throws IOException {
        server =
                DicomServer.start(
                        ServerSettings.onLoopback(AeTitle.of("RADFM"), 0),
                        service,
                        ServerListener.NONE);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close(Duration.ZERO);
        }
    }

    @Test
    void foldersAreSentAndWhatIsNotDicomIsCounted() throws Exception {
        start(store);
        file("a/1.dcm", CT, "1.1", EXPLICIT);
        file("a/b/2", CT, "1.2", "1.2.840.10008.1.2.4.70");
        file("DICOMDIR", "1.2.840.10008.1.3.10", "1.3", EXPLICIT);
        Files.writeString(folder.resolve("readme.txt"), "not DICOM");
        assertEquals(0, send("--associations", "2"));
        assertEquals(Set.of("1.1", "1.2"), store.objects.keySet());
        assertEquals("1.2.840.10008.1.2.4.70", store.objects.get("1.2").request().transferSyntax());
        assertTrue(said("2 accepted"), out::toString);
        assertTrue(said("1 not DICOM"), out::toString);
        assertTrue(said("1 DICOMDIR"), out::toString);
    }

    @Test
    void whatWasAcceptedIsSentAgainOnlyWhenChangedOrAskedFor() throws Exception {
        List<String> arrived = new ArrayList<>();
        start(
                (request, in) -> {
                    arrived.add(request.sopInstanceUid());
                    return store.store(request, in);
                });
        file("1", CT, "1.1", EXPLICIT);
        var second = file("2", CT, "1.2", EXPLICIT);
        assertEquals(0, send());
        assertEquals(0, send());
        assertTrue(said("2 accepted before"), out::toString);
        Files.setLastModifiedTime(second, FileTime.fromMillis(1_000_000));
        assertEquals(0, send());
        assertEquals(List.of("1.1", "1.2", "1.2"), arrived);
        assertEquals(0, send("--restart"));
        assertEquals(5, arrived.size());
    }

    @Test
    void refusalsForNowAreTriedAgain() throws Exception {
        var seen = ConcurrentHashMap.<String>newKeySet();
        start(
                (request, in) -> {
                    in.transferTo(OutputStream.nullOutputStream());
                    return CompletableFuture.completedFuture(
                            seen.add(request.sopInstanceUid())
                                    ? DimseStatus.outOfResources("later")
                                    : DimseStatus.SUCCESS);
                });
        file("1", CT, "1.1", EXPLICIT);
        assertEquals(0, send());
        assertTrue(said("1 accepted"), out::toString);
    }

    @Test
    void refusalsForGoodAreReportedByReason() throws Exception {
        start(
                (request, in) -> {
                    in.transferTo(OutputStream.nullOutputStream());
                    return CompletableFuture.completedFuture(
                            switch (request.sopInstanceUid()) {
                                case "1.1" -> DimseStatus.cannotUnderstand("no pixels");
                                case "1.2" -> new DimseStatus(0xB000);
                                default -> DimseStatus.SUCCESS;
                            });
                });
        file("1", CT, "1.1", EXPLICIT);
        file("2", CT, "1.2", EXPLICIT);
        file("3", "1.2.840.10008.5.1.4.31", "1.3", EXPLICIT);
        assertEquals(1, send("--json"));
        assertTrue(said("\"complete\": false, \"accepted\": 1"), out::toString);
        assertTrue(said("{\"reason\": \"status 0xB000\", \"count\": 1"), out::toString);
        assertTrue(said("{\"reason\": \"status 0xC000 (no pixels)\", \"count\": 1"), out::toString);
        assertTrue(said("SOP class not accepted: 1.2.840.10008.5.1.4.31"), out::toString);
    }

    @Test
    void nobodyThereIsSaidAfterAFewAttempts() throws Exception {
        start(store);
        var port = server.address().getPort();
        server.close(Duration.ZERO);
        file("1", CT, "1.1", EXPLICIT);
        assertEquals(1, run(new Send(), args("RADFM@localhost:" + port, "--attempts", "2")));
        assertTrue(said("1 × Connection refused"), out::toString);
    }

    @Test
    void anotherTitleIsRefusedAtOnce() throws Exception {
        start(store);
        file("1", CT, "1.1", EXPLICIT);
        var wrong = "PACS@localhost:" + server.address().getPort();
        assertEquals(1, run(new Send(), args(wrong)));
        assertTrue(said("called AE title not recognized"), out::toString);
        assertEquals(1, run(new EchoCommand(), wrong));
        assertTrue(err.toString().contains("called AE title not recognized"), err::toString);
    }

    @Test
    void moreKindsThanContextsAreSentInTurns() throws Exception {
        start(store);
        for (int i = 0; i < 300; i++) {
            file("" + i, "1.2.840.10008.5.1.4.1.1.77777." + i, "1." + i, EXPLICIT);
        }
        assertEquals(0, send());
        assertEquals(300, store.objects.size());
    }

    @Test
    void nonsenseIsRefusedBeforeAnythingIsSent() {
        assertEquals(2, run(new Send(), folder.toString(), "--to", "nobody"));
        assertEquals(2, run(new Send(), folder.resolve("missing") + "", "--to", "A@localhost:1"));
        assertEquals(2, run(new Send(), "--to", "A@localhost:1"));
    }

    @Test
    void echoSaysHowLongItTook() throws Exception {
        start(store);
        assertEquals(0, run(new EchoCommand(), "RADFM@localhost:" + server.address().getPort()));
        assertTrue(said("answered 0x0000 in"), out::toString);
    }

    private int send(String... options) {
        return run(new Send(), args("RADFM@localhost:" + server.address().getPort(), options));
    }

    private String[] args(String to, String... options) {
        var args = new ArrayList<>(List.of(folder.toString(), "--to", to, "--journal"));
        args.add(folder.resolveSibling(folder.getFileName() + ".journal").toString());
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }

    private int run(Object command, String... args) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private boolean said(String words) {
        return out.toString().contains(words);
    }

    /// A Part 10 file with a data set of a few bytes.
    private Path file(String name, String sopClass, String instance, String syntax)
            throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.write(new byte[128]);
        bytes.write(Bytes.of("'DICM'"));
        bytes.write(Bytes.of("0200 0100 'OB' 0000 02000000 0001"));
        bytes.write(uid(0x02, sopClass));
        bytes.write(uid(0x03, instance));
        bytes.write(uid(0x10, syntax));
        bytes.write(Bytes.of("0800 6000 'CS' 0200 'CT'"));
        Files.write(path, bytes.toByteArray());
        return path;
    }

    private static byte[] uid(int element, String uid) {
        var even = uid.length() % 2 == 0 ? "'" + uid + "'" : "'" + uid + "' 00";
        return Bytes.of(
                "0200 %02x00 'UI' %02x00 %s".formatted(element, (uid.length() + 1) / 2 * 2, even));
    }
}
