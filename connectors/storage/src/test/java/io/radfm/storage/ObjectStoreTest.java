// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.storage.StorageException.CorruptObject;
import io.radfm.storage.StorageException.MalformedDigest;
import io.radfm.storage.StorageException.NoSuchObject;
import io.radfm.storage.StorageException.ObjectTooLarge;
import io.radfm.storage.StorageException.StoreFull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What a store keeps, what it refuses, and what it leaves behind.
class ObjectStoreTest {
    private static final StoreLimits ROOMY = new StoreLimits(1 << 20, 0, 0);

    @TempDir Path folder;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = ObjectStore.of(folder.toUri(), ROOMY);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 4096, 65_535, 65_536, 65_537, 300_000})
    void whatGoesInComesOutUnderItsDigestHoweverItIsCut(int writeBytes) throws Exception {
        var object = bytes(writeBytes == 1 ? 70_000 : 500_000);
        ObjectRef ref;
        try (var upload = store.begin()) {
            for (int at = 0; at < object.length; at += writeBytes) {
                upload.write(object, at, Math.min(writeBytes, object.length - at));
            }
            ref = done(upload);
        }
        assertEquals(new ObjectRef(digest(object), object.length), ref);
        assertArrayEquals(object, store.range(ref.digest(), 0, Integer.MAX_VALUE));
        store.verify(ref.digest());
    }

    @Test
    void arraysAndBuffersOfAllKindsMayBeMixed() throws Exception {
        var object = bytes(900_000);
        var direct = ByteBuffer.allocateDirect(object.length).put(object);
        try (var upload = store.begin()) {
            upload.write(object, 0, 500);
            upload.write(direct.slice(500, 10));
            upload.write(direct.slice(510, 200_000));
            upload.write(object, 200_510, 65_000);
            upload.write(object, 265_510, 134_490);
            upload.write(direct.slice(400_000, 500_000));
            assertEquals(object.length, upload.bytes());
            store.verify(done(upload).digest());
            assertArrayEquals(object, store.range(digest(object), 0, object.length));
        }
    }

    @Test
    void theNameIsKnownBeforeTheCommitAndTheObjectIsNotThereUntilThen() throws Exception {
        try (var upload = store.begin()) {
            upload.write(bytes(10));
            var ref = upload.seal();
            assertEquals(digest(bytes(10)), ref.digest());
            assertFalse(store.exists(ref.digest()));
            assertEquals(ref, done(upload));
            assertTrue(store.exists(ref.digest()));
        }
    }

    @Test
    void anEmptyObjectIsAnObject() throws Exception {
        var ref = put(new byte[0]);
        assertEquals(0, ref.bytes());
        assertTrue(store.exists(ref.digest()));
    }

    @Test
    void theSameBytesTwiceAreOneObject() throws Exception {
        var first = put(bytes(1000));
        var modified = Files.getLastModifiedTime(store.path(first.digest()).orElseThrow());
        assertEquals(first, put(bytes(1000)));
        assertEquals(modified, Files.getLastModifiedTime(store.path(first.digest()).orElseThrow()));
        assertEquals(1, filesUnder("sha256"));
        assertEquals(1, filesUnder("incoming")); // the lock that says we live
    }

    @Test
    void manyCommitsOfTheSameAndOfOtherBytesAtOnceAllSucceed() throws Exception {
        var refs = new ArrayList<CompletableFuture<ObjectRef>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int seed = i % 20;
                refs.add(CompletableFuture.supplyAsync(() -> putOf(seed), threads));
            }
        }
        for (int i = 0; i < refs.size(); i++) {
            assertEquals(digest(bytes(10_000 + i % 20)), refs.get(i).get().digest());
        }
        assertEquals(20, filesUnder("sha256"));
        assertEquals(1, filesUnder("incoming"));
    }

    @Test
    void anAbandonedUploadLeavesNothing() throws Exception {
        try (var upload = store.begin()) {
            upload.write(bytes(200_000));
        }
        try (var upload = store.begin()) {
            upload.write(bytes(200_000));
            upload.seal();
        }
        assertEquals(0, filesUnder("sha256"));
        assertEquals(1, filesUnder("incoming"));
    }

    @Test
    void whatADeadProcessLeftIsSweptAtTheNextStartAndALivingOneIsSpared() throws Exception {
        var dead = Files.createDirectories(folder.resolve("incoming/dead"));
        Files.write(dead.resolve("7"), bytes(1000));
        Files.createFile(dead.resolve("live.lock"));
        try (var living = store.begin()) {
            living.write(bytes(100_000));
            ObjectStore.of(folder.toUri(), ROOMY).close();
            assertFalse(Files.exists(dead));
            assertTrue(store.exists(done(living).digest()));
        }
    }

    @Test
    void whatADeadProcessHadSealedIsFinishedIfItIsWhole() throws Exception {
        var dead = Files.createDirectories(folder.resolve("incoming/dead"));
        var whole = digest(bytes(1000));
        var torn = digest(bytes(2000));
        Files.write(dead.resolve(whole + "-0"), bytes(1000));
        Files.write(dead.resolve(torn + "-1"), bytes(1999));
        ObjectStore.of(folder.toUri(), ROOMY).close();
        store.verify(whole);
        assertFalse(store.exists(torn));
        assertFalse(Files.exists(dead));
    }

    @Test
    void belowTheWatermarkNothingNewIsTakenAndTheOldCanBeRead() throws Exception {
        var ref = put(bytes(10));
        try (var full = ObjectStore.of(folder.toUri(), new StoreLimits(1000, 0, 100))) {
            var refusal = assertThrows(StoreFull.class, full::begin);
            assertTrue(refusal.isTransient());
            assertTrue(full.trouble().isPresent());
            assertArrayEquals(bytes(10), full.range(ref.digest(), 0, 100));
        }
        assertTrue(store.trouble().isEmpty());
    }

    @Test
    void anObjectOverItsBoundIsRefusedAndForgotten() throws Exception {
        try (var upload = store.begin()) {
            upload.write(new byte[1 << 20]);
            assertFalse(assertThrows(ObjectTooLarge.class, () -> upload.write(0)).isTransient());
        }
        assertEquals(0, filesUnder("sha256"));
        assertEquals(1, filesUnder("incoming"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../../../../../../../../../../../../../../../../../etc/passwd",
                "..",
                "ab/../../../../../../../../../../../../../../../../../../../etc/pass",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8\u0000\u0001"
            })
    void whatIsNoDigestIsRefusedAndNotRepeated(String hostile) {
        for (var refusal :
                List.of(
                        assertThrows(MalformedDigest.class, () -> store.open(hostile)),
                        assertThrows(MalformedDigest.class, () -> store.path(hostile)),
                        assertThrows(MalformedDigest.class, () -> store.exists(hostile)),
                        assertThrows(MalformedDigest.class, () -> store.verify(hostile)))) {
            assertEquals("not a SHA-256 digest", refusal.getMessage());
        }
    }

    @Test
    void anObjectThatIsNotThereMayComeLater() {
        var refusal = assertThrows(NoSuchObject.class, () -> store.open("0".repeat(64)));
        assertTrue(refusal.isTransient());
    }

    @Test
    void aFlippedBitIsFoundAndATruncatedObjectIsReplacedByTheNextUpload() throws Exception {
        var ref = put(bytes(5000));
        var file = store.path(ref.digest()).orElseThrow();
        var damaged = bytes(5000);
        damaged[4321] ^= 4;
        Files.write(file, damaged);
        assertThrows(CorruptObject.class, () -> store.verify(ref.digest()));

        Files.write(file, new byte[10]);
        put(bytes(5000));
        store.verify(ref.digest());
    }

    @Test
    void aRangeEndsWhereTheObjectEnds() throws Exception {
        var digest = put(new byte[] {0, 1, 2, 3, 4}).digest();
        assertArrayEquals(new byte[] {1, 2}, store.range(digest, 1, 2));
        assertArrayEquals(new byte[] {4}, store.range(digest, 4, 100));
        assertArrayEquals(new byte[0], store.range(digest, 5, 100));
        assertArrayEquals(new byte[0], store.range(digest, 1L << 40, 100));
    }

    private ObjectRef putOf(int seed) {
        try {
            return put(bytes(10_000 + seed));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private ObjectRef put(byte[] object) throws Exception {
        try (var upload = store.begin()) {
            upload.write(object);
            return done(upload);
        }
    }

    private static ObjectRef done(Upload upload)
            throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
        return upload.commit().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private long filesUnder(String name) throws IOException {
        try (var files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("start.lock"))
                    .count();
        }
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String digest(byte[] object) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(object));
    }
}
