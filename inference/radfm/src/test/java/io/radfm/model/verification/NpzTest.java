// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.verification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.MalformedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Arrays as NumPy saves them, and bytes that only claim to be.
class NpzTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "version {0}, stored: {1}")
    @CsvSource({"1, false", "1, true", "2, false", "3, true"})
    void everyTypeIsRead(int version, boolean stored) throws Exception {
        var four =
                bytes(24).putFloat(1).putFloat(2).putFloat(3).putFloat(4).putFloat(5).putFloat(6);
        var eight = bytes(16).putDouble(0.5).putDouble(-1);
        var whole = bytes(16).putLong(7).putLong(-9);
        try (var npz =
                open(
                        stored,
                        entry("four", npy(version, "<f4", false, "(2, 3)", four)),
                        entry("columns", npy(version, "<f4", true, "(2, 3)", four)),
                        entry("eight", npy(version, "<f8", false, "(2,)", eight)),
                        entry("whole", npy(version, "<i8", false, "(1, 2)", whole)),
                        entry("scalar", npy(version, "<i4", false, "()", bytes(4).putInt(3))))) {
            assertArrayEquals(new long[] {2, 3}, npz.floats("four").shape());
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, npz.floats("four").values());
            assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, npz.floats("columns").values());
            assertArrayEquals(new float[] {0.5f, -1}, npz.floats("eight").values());
            assertArrayEquals(new int[] {7, -9}, npz.integers("whole"));
            assertArrayEquals(new int[] {3}, npz.integers("scalar"));
            assertEquals(5, npz.names().size());
            assertThrows(MalformedModel.class, () -> npz.integers("four"));
            assertThrows(MalformedModel.class, () -> npz.floats("whole"));
            assertThrows(MalformedModel.class, () -> npz.floats("five"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'descr': '>f4', 'fortran_order': False, 'shape': (2,)",
                "'descr': '|O', 'fortran_order': False, 'shape': (2,)",
                "'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)",
                "'descr': '<f4', 'fortran_order': False, 'shape': (3,)",
                "'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,)",
                "'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)",
                "'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)",
                "'descr': '<f4', 'fortran_order': False",
                "'descr': '<f4', 'fortran_order': False, 'shape':"
                        + " (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2)",
            })
    void whatAHeaderMayNotClaimIsRefused(String header) throws Exception {
        var array = npy(1, "{" + header + "}", bytes(8).putLong(0));
        try (var npz = open(false, entry("x", array))) {
            var refusal = assertThrows(MalformedModel.class, () -> npz.floats("x"));
            assertTrue(refusal.getMessage().contains("x"), refusal.getMessage());
        }
    }

    @Test
    void everyPrefixOfAnArrayIsRefused() throws Exception {
        var whole = npy(1, "<f4", false, "(2,)", bytes(8).putLong(0));
        for (int length = 0; length < whole.length; length++) {
            try (var npz = open(false, entry("x", Arrays.copyOf(whole, length)))) {
                assertThrows(MalformedModel.class, () -> npz.floats("x"), "prefix of " + length);
            }
        }
    }

    @Test
    void aDamagedFileIsReadOrRefusedAndNothingElse() throws Exception {
        open(false, entry("x", npy(1, "<f4", false, "(2,)", bytes(8).putLong(0)))).close();
        var whole = Files.readAllBytes(folder.resolve("arrays.npz"));
        var random = new Random(3);
        for (int round = 0; round < 400; round++) {
            var damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            var file = Files.write(folder.resolve("damaged.npz"), damaged);
            try (var npz = new Npz(file)) {
                npz.floats("x");
            } catch (MalformedModel e) {
                assertTrue(e.getMessage().contains("damaged.npz"), e.getMessage());
            }
        }
    }

    private record Entry(String name, byte[] bytes) {}

    private static Entry entry(String name, byte[] bytes) {
        return new Entry(name + ".npy", bytes);
    }

    private Npz open(boolean stored, Entry... entries) throws IOException {
        var file = folder.resolve("arrays.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries) {
                var header = new ZipEntry(entry.name());
                if (stored) {
                    var crc = new CRC32();
                    crc.update(entry.bytes());
                    header.setMethod(ZipEntry.STORED);
                    header.setSize(entry.bytes().length);
                    header.setCrc(crc.getValue());
                }
                zip.putNextEntry(header);
                zip.write(entry.bytes());
            }
        }
        return new Npz(file);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] npy(
            int version, String type, boolean fortran, String shape, ByteBuffer data) {
        var header =
                "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
                        .formatted(type, fortran ? "True" : "False", shape);
        return npy(version, header, data);
    }

    private static byte[] npy(int version, String header, ByteBuffer data) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        var text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
        var length = bytes(version == 1 ? 2 : 4).put((byte) text.length);
        out.writeBytes(length.array());
        out.writeBytes(text);
        out.writeBytes(data.array());
        return out.toByteArray();
    }
}
