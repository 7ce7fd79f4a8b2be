// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.MalformedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// State dicts of torch, good and hostile.
class TorchArchiveTest {
    private static final Path MINI = Path.of("src/test/resources/radfm-mini/pytorch_model.bin");

    /// The numbers 0 … 5 in one storage, looked at in several ways.
    private static TorchFile sample() {
        var floats = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        var halves = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        var brains = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            floats.putFloat(i);
        }
        for (float value : new float[] {0.5f, -2, 65504}) {
            halves.putShort(Float.floatToFloat16(value));
            brains.putShort((short) (Float.floatToIntBits(value) >>> 16));
        }
        return new TorchFile()
                .storage("0", floats.array())
                .storage("1", halves.array())
                .storage("2", brains.array())
                .tensor("plain", "FloatStorage", "0", 6, 0, ints(2, 3), ints(3, 1))
                .tensor("transposed", "FloatStorage", "0", 6, 0, ints(3, 2), ints(1, 3))
                .tensor("tail", "FloatStorage", "0", 6, 4, ints(2), ints(1))
                .tensor("same", "FloatStorage", "0", 6, 2, ints(3), ints(0))
                .tensor("scalar", "FloatStorage", "0", 6, 5, ints(), ints())
                .tensor("half", "HalfStorage", "1", 3, 0, ints(3), ints(1))
                .tensor("brain", "BFloat16Storage", "2", 3, 0, ints(3), ints(1))
                .call("metadata", "collections", "OrderedDict");
    }

    @ParameterizedTest(name = "Zip64: {0}")
    @ValueSource(booleans = {false, true})
    void viewsOfASharedStorageGiveTheirNumbers(boolean zip64) throws Exception {
        var tensors = read(sample().zip(zip64));
        assertEquals(7, tensors.size(), "what is no tensor is left out");
        assertArrayEquals(floats(0, 1, 2, 3, 4, 5), values(tensors.get("plain")));
        assertArrayEquals(floats(0, 3, 1, 4, 2, 5), values(tensors.get("transposed")));
        assertArrayEquals(floats(4, 5), values(tensors.get("tail")));
        assertArrayEquals(floats(2, 2, 2), values(tensors.get("same")));
        assertArrayEquals(floats(5), values(tensors.get("scalar")));
        assertArrayEquals(floats(0.5f, -2, 65504), values(tensors.get("half")));
        assertArrayEquals(floats(0.5f, -2, 65280), values(tensors.get("brain")));
    }

    @Test
    void contiguousFloatsAreUsedWhereTheyLie() throws Exception {
        try (var checkpoint = Checkpoint.openFiles(List.of(MINI));
                var arena = Arena.ofConfined()) {
            var tensor = checkpoint.tensors().get("lang_model.lm_head.weight");
            assertEquals(tensor.data().address(), tensor.inPlace(arena).address());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "builtins, eval",
        "collections, Counter",
        "torch._utils, _rebuild_sparse_tensor",
        "torch, load",
        "java.lang.Runtime, exec",
    })
    void anyOtherGlobalIsRefusedByName(String module, String function) {
        var file = new TorchFile().call("x", module, function).zip(false);
        var refusal = assertThrows(MalformedModel.class, () -> read(file));
        assertTrue(refusal.getMessage().contains(module + "." + function), refusal.getMessage());
    }

    /// elements, offset, size, stride of a one-dimensional view of 6 floats.
    @ParameterizedTest
    @CsvSource({
        "7, 0, 6, 1",
        "6, 1, 6, 1",
        "6, 0, 7, 1",
        "6, 0, 2, 6",
        "6, -1, 2, 1",
        "6, 7, 0, 1",
        "6, 0, -1, 1",
        "6, 5, 2, -1",
        "-1, 0, 1, 1",
        "2147483647, 0, 2147483647, 1",
        "6, 0, 7, 0",
    })
    void aViewOutsideItsStorageIsRefused(int elements, int offset, int size, int stride) {
        var file =
                new TorchFile()
                        .storage("0", new byte[24])
                        .tensor(
                                "bad",
                                "FloatStorage",
                                "0",
                                elements,
                                offset,
                                ints(size),
                                ints(stride))
                        .zip(false);
        var refusal = assertThrows(MalformedModel.class, () -> read(file));
        assertTrue(refusal.getMessage().contains("bad"), refusal.getMessage());
    }

    @Test
    void compressedEntriesAndMissingStoragesAreRefused() {
        var deflated = TorchFile.zip(Map.of("model/data.pkl", sample().pickle()), false, 8);
        assertThrows(MalformedModel.class, () -> read(deflated));
        var lacking = TorchFile.zip(Map.of("model/data.pkl", sample().pickle()), false, 0);
        assertThrows(MalformedModel.class, () -> read(lacking));
        var other = TorchFile.zip(Map.of("readme.txt", new byte[3]), false, 0);
        assertThrows(MalformedModel.class, () -> read(other));
    }

    @Test
    void everyPrefixOfAnArchiveIsRefused() {
        for (var zip64 : new boolean[] {false, true}) {
            var whole = sample().zip(zip64);
            for (int length = 0; length < whole.length; length++) {
                var prefix = Arrays.copyOf(whole, length);
                assertThrows(MalformedModel.class, () -> read(prefix), () -> "" + prefix.length);
            }
        }
    }

    @Test
    void everyPrefixOfARealPickleIsRefused() throws Exception {
        var pickle = realPickle();
        for (int length = 0; length < pickle.length; length++) {
            var prefix = MemorySegment.ofArray(Arrays.copyOf(pickle, length));
            assertThrows(MalformedModel.class, () -> Pickle.read("prefix", prefix));
        }
    }

    /// A changed byte may go unnoticed (it may be a letter of a name); it must not do anything
    /// else.
    @Test
    void aDamagedArchiveIsReadOrRefusedAndNothingElse() throws Exception {
        var random = new Random(11);
        var whole = sample().zip(false);
        var pickle = realPickle();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            boolean archive = round % 2 == 0;
            var damaged = (archive ? whole : pickle).clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                if (archive) {
                    read(damaged).values().forEach(TorchArchiveTest::values);
                } else {
                    Pickle.read("damaged", MemorySegment.ofArray(damaged));
                }
            } catch (MalformedModel e) {
                refused++;
                assertFalse(e.getMessage().isBlank());
            }
        }
        assertTrue(refused > 5_000, refused + " of 20000 refused");
    }

    @Test
    void aPickleCannotRunForever() {
        var endless = new byte[5_000_000];
        Arrays.fill(endless, (byte) '}');
        var refusal =
                assertThrows(
                        MalformedModel.class,
                        () -> Pickle.read("endless", MemorySegment.ofArray(endless)));
        assertTrue(refusal.getMessage().contains("steps"), refusal.getMessage());
    }

    private static Map<String, Tensor> read(byte[] file) throws MalformedModel {
        return TorchArchive.read("sample.bin", MemorySegment.ofArray(file));
    }

    private static byte[] realPickle() throws IOException {
        var file = new Bytes("mini", MemorySegment.ofArray(Files.readAllBytes(MINI)));
        var entry = ZipDirectory.read(file).get("pytorch_model/data.pkl");
        return file.slice(entry.offset(), entry.length()).toArray(ValueLayout.JAVA_BYTE);
    }

    static float[] values(Tensor tensor) {
        var values = new float[tensor.type().isFloat() ? (int) tensor.elements() : 0];
        if (values.length > 0) {
            tensor.read(0, values.length, values);
            assertSameInPlace(tensor, values);
        }
        return values;
    }

    /// Gathered in their own type they are the same numbers.
    private static void assertSameInPlace(Tensor tensor, float[] values) {
        try (var arena = Arena.ofConfined()) {
            var gathered =
                    Tensor.contiguous("", tensor.type(), tensor.shape(), tensor.inPlace(arena));
            var again = new float[values.length];
            gathered.read(0, values.length, again);
            assertArrayEquals(values, again);
        }
    }

    private static int[] ints(int... values) {
        return values;
    }

    private static float[] floats(float... values) {
        return values;
    }
}
