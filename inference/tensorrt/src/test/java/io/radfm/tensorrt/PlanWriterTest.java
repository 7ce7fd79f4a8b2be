// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;

/// An object of C++, called as C++ calls one: by its table of virtual functions.
@SuppressWarnings("restricted")
class PlanWriterTest {
    private static final int LANGUAGE = 0;
    private static final int WRITE = 4;

    @Test
    void whatNativeCodeWritesArrives() throws Throwable {
        var written = new ByteArrayOutputStream();
        var channel = Channels.newChannel(written);
        try (var arena = Arena.ofConfined();
                var writer = new PlanWriter(channel::write)) {
            var data = arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 5, (byte) 6, (byte) 7);
            assertEquals(0, (int) language(writer));
            assertEquals(3, write(writer, data, 3));
            assertEquals(1, write(writer, data, 1));
            writer.check();
        }
        assertArrayEquals(new byte[] {5, 6, 7, 5}, written.toByteArray());
    }

    @Test
    void aFailureIsToldByNothingWrittenAndKept() throws Throwable {
        var full = new IOException("No space left on device");
        try (var arena = Arena.ofConfined();
                var writer =
                        new PlanWriter(
                                _ -> {
                                    throw full;
                                })) {
            assertEquals(0, write(writer, arena.allocate(4), 4));
            assertEquals(full, assertThrows(IOException.class, writer::check));
        }
    }

    private static long write(PlanWriter writer, MemorySegment data, long bytes) throws Throwable {
        return (long)
                Linker.nativeLinker()
                        .downcallHandle(
                                function(writer, WRITE),
                                FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG))
                        .invoke(writer.self(), data, bytes);
    }

    private static Object language(PlanWriter writer) throws Throwable {
        return Linker.nativeLinker()
                .downcallHandle(
                        function(writer, LANGUAGE), FunctionDescriptor.of(JAVA_INT, ADDRESS))
                .invoke(writer.self());
    }

    private static MemorySegment function(PlanWriter writer, int index) {
        return writer.self().get(ADDRESS, 0).reinterpret(40).getAtIndex(ADDRESS, index);
    }
}
