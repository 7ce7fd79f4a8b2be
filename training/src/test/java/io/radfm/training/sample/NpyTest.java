// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Scans as NumPy writes and reads them.
class NpyTest {
    private static final String SMALL =
            "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2, 3), }";

    @Test
    void theFileIsNumPysByteForByte() {
        var array = Npy.Array.ofBytes(new int[] {1, 1, 2, 3}, values(0, 1, 0.2f, 0.4f, 0.5f, 0.6f));
        var expected = file(SMALL, 0, 255, 51, 102, 128, 153);
        assertEquals(expected, Samples.file(array));
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll long seed) throws IOException {
        var array = Samples.array(new Random(seed));
        var read = Npy.read("a", Samples.file(array));
        assertEquals(array, read);
        var values = FloatBuffer.allocate(array.values());
        read.copyTo(values);
        for (int i = 0; i < array.values(); i++) {
            assertEquals(array.value(i), values.get(i));
        }
        assertArrayEquals(array.sha256(), read.sha256());
    }

    @Test
    void everyPrefixIsRefused() {
        var file = Samples.file(Samples.array(new Random(7)));
        for (int length = 0; length < file.remaining(); length++) {
            var prefix = file.slice(0, length);
            assertThrows(MalformedDataSet.class, () -> Npy.read("a", prefix));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1, 2, 3), }",
                "{'descr': '>f4', 'fortran_order': False, 'shape': (1, 1, 2, 3), }",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1, 1, 2, 3), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 3), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 1, 3), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 0, 2, 3), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2, 4), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 1, 3), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 99999, 99999, 99999), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 999999999999, 2, 3), }",
                "__import__('os').system('true')",
                ""
            })
    void otherArraysAreRefused(String header) {
        var file = file(header, 0, 1, 2, 3, 4, 5);
        assertThrows(MalformedDataSet.class, () -> Npy.read("a", file));
    }

    @Test
    void valuesOutsideOfZeroToOneAreRefused() {
        for (float value : new float[] {Float.NaN, -0.1f, 1.1f, Float.POSITIVE_INFINITY}) {
            var array = Npy.Array.ofFloats(new int[] {1, 1, 1, 2}, values(0.5f, value));
            var refused =
                    assertThrows(MalformedDataSet.class, () -> Npy.read("a", Samples.file(array)));
            assertTrue(refused.getMessage().contains("0 … 1"));
        }
    }

    private static FloatBuffer values(float... values) {
        return FloatBuffer.wrap(values);
    }

    private static ByteBuffer file(String header, int... values) {
        var file = ByteBuffer.allocate(128 + values.length);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        file.put(header.getBytes(StandardCharsets.US_ASCII));
        while (file.position() < 127) {
            file.put((byte) ' ');
        }
        file.put((byte) '\n');
        for (int value : values) {
            file.put((byte) value);
        }
        return file.flip();
    }
}
