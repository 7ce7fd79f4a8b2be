// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import io.radfm.model.MalformedModel;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// A state dict as `torch.save` has written it since 1.6: a zip archive of stored entries,
/// `ROOT/data.pkl` (names, shapes, strides) and `ROOT/data/KEY` (the numbers). Tensors may share a
/// storage. Values that are no tensors are left out.
final class TorchArchive {
    private static final String PICKLE = "data.pkl";

    private TorchArchive() {}

    static Map<String, Tensor> read(String file, MemorySegment mapped) throws MalformedModel {
        var bytes = new Bytes(file, mapped);
        var entries = ZipDirectory.read(bytes);
        var pickle =
                entries.keySet().stream()
                        .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                        .findFirst()
                        .orElseThrow(() -> new MalformedModel(file + ": no data.pkl inside"));
        var root = pickle.substring(0, pickle.length() - PICKLE.length());
        var order = entries.get(root + "byteorder");
        if (order != null && !bytes.utf8(order.offset(), order.length()).equals("little")) {
            throw new MalformedModel(file + ": not little endian");
        }

        var entry = entries.get(pickle);
        var content =
                Pickle.read(file + "/" + pickle, mapped.asSlice(entry.offset(), entry.length()));
        if (!(content instanceof Map<?, ?> state)) {
            throw new MalformedModel(file + ": no state dict");
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var item : state.entrySet()) {
            if (item.getKey() instanceof String name && item.getValue() instanceof Pickle.View it) {
                var storage = entries.get(root + "data/" + it.storage().key());
                if (storage == null) {
                    throw new MalformedModel(file + ": " + name + " has no storage");
                }
                tensors.put(name, tensor(file, name, it, mapped, storage));
            }
        }
        return tensors;
    }

    /// The view, after a check that its last element lies in the storage, its storage in the entry,
    /// and that it has no more elements than the storage (strides of 0 could make gigabytes of
    /// one).
    private static Tensor tensor(
            String file, String name, Pickle.View view, MemorySegment mapped, ZipDirectory.Entry in)
            throws MalformedModel {
        var type = view.storage().type();
        try {
            long elements = view.storage().elements();
            boolean fits =
                    elements >= 0
                            && Math.multiplyExact(elements, type.bytes()) <= in.length()
                            && view.offset() >= 0
                            && view.offset() <= elements
                            && view.shape().length == view.strides().length;
            long last = view.offset();
            long count = 1;
            for (int axis = 0; fits && axis < view.shape().length; axis++) {
                long size = view.shape()[axis];
                long stride = view.strides()[axis];
                fits = size >= 0 && stride >= 0;
                count = Math.multiplyExact(count, size);
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, size - 1), stride));
            }
            if (fits && count <= elements && (count == 0 || last < elements)) {
                long start = view.offset() * type.bytes();
                var data = mapped.asSlice(in.offset() + start, in.length() - start);
                return new Tensor(name, type, view.shape(), view.strides(), data);
            }
        } catch (ArithmeticException overflow) {
            throw new MalformedModel(file + ": " + name + " is larger than any file", overflow);
        }
        throw new MalformedModel(file + ": " + name + " reaches outside its storage");
    }
}
