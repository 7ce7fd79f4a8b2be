// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.radfm.model.ModelFailure;

import org.bytedeco.tensorrt.global.nvinfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;

/// TensorRT's own code, where it and the libraries that JavaCPP asks for can be loaded; a GPU is
/// not needed.
class NativeLibraryTest {
    @BeforeEach
    void load() {
        try {
            TensorRtLibrary.version();
        } catch (ModelFailure e) {
            abort("not run: " + e.getMessage());
        }
    }

    @Test
    void theVersionIsTheOneOfTheClassPath() {
        assertEquals("11.2.1", TensorRtLibrary.version());
    }

    /// JavaCPP's compiled C++ calls our object's functions where its header says they are.
    @Test
    void tensorRtsOwnHeaderFindsThePlanWritersFunctions() throws Exception {
        var written = new ByteArrayOutputStream();
        try (var arena = Arena.ofConfined();
                var writer = new PlanWriter(Channels.newChannel(written)::write)) {
            var data = arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 9, (byte) 8);
            var object = writer.object();
            assertEquals(2, object.write(Native.pointer(data.address()), 2));
            assertEquals("IStreamWriter", object.getInterfaceInfo().kind());
            assertEquals(1, object.getInterfaceInfo().major());
            assertEquals(nvinfer.APILanguage.kCPP, object.getAPILanguage().intern());
        }
        assertArrayEquals(new byte[] {9, 8}, written.toByteArray());
    }

    @Test
    void shapesGoThereAndBack() {
        assertArrayEquals(
                new long[] {1, 40, 2112, 128}, Native.shape(Native.dims(1, 40, 2112, 128)));
        assertArrayEquals(new long[0], Native.shape(Native.dims()));
    }

    /// What TensorRT says when it finds no GPU arrives in the failure.
    @Test
    void withoutAGpuThereIsNoBuilderAndTensorRtSaysWhy() {
        assumeTrue(TensorRtLibrary.unavailable(0).isPresent(), "this machine has a GPU");
        var messages = new Messages();
        var failure =
                assertThrows(
                        ModelFailure.class,
                        () ->
                                messages.require(
                                        nvinfer.createInferBuilder(messages.listener()),
                                        "no builder"));
        assertTrue(failure.getMessage().contains("CUDA"), failure.getMessage());
    }
}
