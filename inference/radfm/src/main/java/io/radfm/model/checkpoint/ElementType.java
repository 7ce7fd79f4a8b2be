// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import java.util.Optional;

/// How a checkpoint stores one number, little endian. Constants carry the safetensors names.
public enum ElementType {
    F64("DoubleStorage", 8),
    F32("FloatStorage", 4),
    F16("HalfStorage", 2),
    BF16("BFloat16Storage", 2),
    I64("LongStorage", 8),
    I32("IntStorage", 4),
    I16("ShortStorage", 2),
    I8("CharStorage", 1),
    U8("ByteStorage", 1),
    BOOL("BoolStorage", 1);

    private final String torchStorage;
    private final int bytes;

    ElementType(String torchStorage, int bytes) {
        this.torchStorage = torchStorage;
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }

    /// Can hold a weight.
    public boolean isFloat() {
        return this == F32 || this == F16 || this == BF16;
    }

    static Optional<ElementType> ofTorchStorage(String name) {
        for (var type : values()) {
            if (type.torchStorage.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static Optional<ElementType> ofSafeTensors(String name) {
        for (var type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
