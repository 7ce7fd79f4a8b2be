// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.model.MalformedModel;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The safetensors format: `length:8 header:length data`, the header a JSON object of `name →
/// {dtype, shape, data_offsets}`.
///
/// As the format demands, the tensors cover the data without holes and without overlaps, and no
/// name occurs twice. Refuses headers of more than 16 MiB.
final class SafeTensors {
    static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    static final String METADATA = "__metadata__";
    private static final long MAX_HEADER = 16 << 20;

    private SafeTensors() {}

    static Map<String, Tensor> read(String file, MemorySegment mapped) throws MalformedModel {
        var bytes = new Bytes(file, mapped);
        long headerLength = bytes.u63(0);
        bytes.require(headerLength <= MAX_HEADER, 0, "header of " + headerLength + " bytes");
        var header = json(file, bytes.utf8(8, headerLength));
        bytes.require(header.isObject(), 8, "the header is no JSON object");

        var data = mapped.asSlice(8 + headerLength);
        var tensors = new LinkedHashMap<String, Tensor>();
        var extents = new TreeMap<Long, Long>();
        for (var field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                var tensor = tensor(file, field.getKey(), field.getValue(), data, extents);
                tensors.put(field.getKey(), tensor);
            }
        }
        long covered = 0;
        for (var extent : extents.entrySet()) {
            bytes.require(
                    extent.getKey() == covered, 8 + headerLength + covered, "a hole or overlap");
            covered = extent.getValue();
        }
        bytes.require(covered == data.byteSize(), 8 + headerLength + covered, "data of no tensor");
        return tensors;
    }

    private static Tensor tensor(
            String file, String name, JsonNode it, MemorySegment data, Map<Long, Long> extents)
            throws MalformedModel {
        var type = ElementType.ofSafeTensors(it.path("dtype").asText());
        var shape = numbers(it.path("shape"));
        var offsets = numbers(it.path("data_offsets"));
        if (type.isEmpty() || shape == null || offsets == null || offsets.length != 2) {
            throw new MalformedModel(file + ": " + name + " is not described as a tensor");
        }
        try {
            long bytes = type.get().bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            if (offsets[1] - offsets[0] != bytes || offsets[1] > data.byteSize()) {
                throw new MalformedModel(file + ": " + name + " does not fill its place");
            }
            if (bytes > 0 && extents.put(offsets[0], offsets[1]) != null) {
                throw new MalformedModel(file + ": " + name + " shares its place");
            }
            return Tensor.contiguous(name, type.get(), shape, data.asSlice(offsets[0], bytes));
        } catch (ArithmeticException overflow) {
            throw new MalformedModel(file + ": " + name + " is larger than any file", overflow);
        }
    }

    /// At most 8 numbers, none negative; null when it is anything else.
    private static long[] numbers(JsonNode list) {
        if (!list.isArray() || list.size() > 8) {
            return null;
        }
        var numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!list.get(i).canConvertToExactIntegral()
                    || !list.get(i).canConvertToLong()
                    || list.get(i).asLong() < 0) {
                return null;
            }
            numbers[i] = list.get(i).asLong();
        }
        return numbers;
    }

    static JsonNode json(String file, String text) throws MalformedModel {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedModel(file + ": " + e.getOriginalMessage(), e);
        }
    }
}
