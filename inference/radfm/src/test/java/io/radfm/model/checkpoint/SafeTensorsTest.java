// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.SafeTensorsWriter.Source;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The safetensors format, written, read and refused.
class SafeTensorsTest {
    @TempDir Path folder;

    @Property(tries = 100)
    void whatIsWrittenIsRead(@ForAll @Size(max = 5) List<float[]> tensors) throws IOException {
        var sources = new ArrayList<Source>();
        for (int i = 0; i < tensors.size(); i++) {
            sources.add(Source.of("t" + i, new long[] {tensors.get(i).length}, tensors.get(i)));
        }
        var file = Files.createTempFile("round", ".safetensors");
        try {
            SafeTensorsWriter.write(file, sources);
            try (var checkpoint = Checkpoint.openFiles(List.of(file))) {
                assertEquals(tensors.size(), checkpoint.tensors().size());
                for (int i = 0; i < tensors.size(); i++) {
                    assertArrayEquals(
                            tensors.get(i),
                            TorchArchiveTest.values(checkpoint.tensors().get("t" + i)));
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void shardsAreOneCheckpointAndMustHoldWhatTheIndexSays() throws Exception {
        write("a.safetensors", Source.of("one", new long[] {1}, new float[] {1}));
        write("b.safetensors", Source.of("two", new long[] {2}, new float[] {2, 3}));
        index("{\"weight_map\": {\"one\": \"a.safetensors\", \"two\": \"b.safetensors\"}}");
        try (var checkpoint = Checkpoint.open(folder)) {
            assertEquals(2, checkpoint.files().size());
            assertArrayEquals(
                    new float[] {2, 3}, TorchArchiveTest.values(checkpoint.require("two", 2)));
        }
        index("{\"weight_map\": {\"three\": \"a.safetensors\"}}");
        var lacking = assertThrows(MalformedModel.class, () -> Checkpoint.open(folder));
        assertEquals("a.safetensors lacks three", lacking.getMessage());
        index("{\"weight_map\": {\"one\": \"../a.safetensors\"}}");
        assertThrows(MalformedModel.class, () -> Checkpoint.open(folder));
    }

    @Test
    void aMissingOrMisshapenTensorIsNamed() throws Exception {
        write(Checkpoint.SAFE_TENSORS, Source.of("x", new long[] {2, 3}, new float[6]));
        try (var checkpoint = Checkpoint.open(folder)) {
            assertEquals(
                    "model.safetensors: tensor y is missing",
                    assertThrows(MalformedModel.class, () -> checkpoint.require("y", 1))
                            .getMessage());
            assertEquals(
                    "model.safetensors: tensor x has shape [2, 3], must have [3, 2]",
                    assertThrows(MalformedModel.class, () -> checkpoint.require("x", 3, 2))
                            .getMessage());
        }
    }

    @Test
    void everyPrefixIsRefused() throws Exception {
        write("a.safetensors", Source.of("x", new long[] {2, 3}, new float[6]));
        var whole = Files.readAllBytes(folder.resolve("a.safetensors"));
        for (int length = 0; length < whole.length; length++) {
            var prefix = Arrays.copyOf(whole, length);
            assertThrows(MalformedModel.class, () -> read(prefix), () -> "" + prefix.length);
        }
        assertEquals(1, read(whole).size());
    }

    /// Headers over 8 bytes of data.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"a\": 1}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2]}}",
                "{\"a\": {\"dtype\": \"F7\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 8]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [8, 0]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2.5], \"data_offsets\": [0, 8]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [9223372036854775807, 4],"
                        + " \"data_offsets\": [0, 8]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]},"
                        + " \"b\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]},"
                        + " \"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
            })
    void aHeaderThatDoesNotFitItsDataIsRefused(String header) {
        assertThrows(MalformedModel.class, () -> read(file(header)));
    }

    @Test
    void metadataIsNoTensor() throws Exception {
        var tensors =
                read(
                        file(
                                "{\"__metadata__\": {\"format\": \"pt\"}, \"a\": {\"dtype\":"
                                        + " \"I64\", \"shape\": [1], \"data_offsets\": [0, 8]}}"));
        assertEquals(1, tensors.size());
    }

    @Test
    void aHeaderOfManyGigabytesIsRefusedUnread() {
        var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(Long.MAX_VALUE);
        var refusal = assertThrows(MalformedModel.class, () -> read(bytes.array()));
        assertTrue(refusal.getMessage().contains("header of"), refusal.getMessage());
    }

    private static byte[] file(String header) {
        var json = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(json.length).put(json).array();
    }

    private static Map<String, Tensor> read(byte[] file) throws MalformedModel {
        return SafeTensors.read("sample.safetensors", MemorySegment.ofArray(file));
    }

    private void write(String name, Source tensor) throws IOException {
        SafeTensorsWriter.write(folder.resolve(name), List.of(tensor));
    }

    private void index(String json) throws IOException {
        Files.writeString(folder.resolve(Checkpoint.SHARD_INDEX), json);
    }
}
