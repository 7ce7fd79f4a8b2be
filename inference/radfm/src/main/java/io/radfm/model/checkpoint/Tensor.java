// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/// A strided view of numbers in a mapped file. Element `(i, j, …)` lies at `i·strides[0] +
/// j·strides[1] + …` elements from the start of `data`; the reader has checked that all lie inside.
public record Tensor(
        String name, ElementType type, long[] shape, long[] strides, MemorySegment data) {
    private static final ValueLayout.OfFloat LITTLE_FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort LITTLE_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// A tensor whose elements follow one another, the last axis fastest.
    static Tensor contiguous(String name, ElementType type, long[] shape, MemorySegment data) {
        return new Tensor(name, type, shape, rowMajor(shape), data);
    }

    public long elements() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    public boolean isContiguous() {
        var plain = rowMajor(shape);
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] > 1 && strides[axis] != plain[axis]) {
                return false;
            }
        }
        return true;
    }

    public long bytes() {
        return Math.multiplyExact(elements(), type.bytes());
    }

    /// The numbers one after the other, aligned, in their own type: the mapping itself where it
    /// holds them so, else a copy that lives in `arena`.
    public MemorySegment inPlace(Arena arena) {
        if (isInPlace()) {
            return data.asSlice(0, bytes());
        }
        var copy = arena.allocate(bytes(), 64);
        gather(0, 0, copy, new long[1]);
        return copy;
    }

    /// Whether the mapping holds the numbers one after the other, aligned.
    public boolean isInPlace() {
        return isContiguous() && data.address() % type.bytes() == 0;
    }

    private void gather(int axis, long at, MemorySegment target, long[] next) {
        if (axis == shape.length) {
            MemorySegment.copy(
                    data, at * type.bytes(), target, next[0]++ * type.bytes(), type.bytes());
        } else {
            for (long i = 0; i < shape[axis]; i++) {
                gather(axis + 1, at + i * strides[axis], target, next);
            }
        }
    }

    /// Numbers `first` to `first + count − 1`, the last axis fastest, as 32-bit floats.
    public void read(long first, int count, float[] target) {
        Objects.checkFromIndexSize(first, count, elements());
        if (!isContiguous()) {
            for (int i = 0; i < count; i++) {
                target[i] = element(offset(first + i));
            }
            return;
        }
        switch (type) {
            case F32 -> MemorySegment.copy(data, LITTLE_FLOAT, first * 4, target, 0, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = Float.float16ToFloat(data.get(LITTLE_SHORT, (first + i) * 2));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = Float.intBitsToFloat(data.get(LITTLE_SHORT, (first + i) * 2) << 16);
                }
            }
            default -> throw new IllegalStateException(this + " is no weight");
        }
    }

    /// Where the element lies that is number `index` when the last axis runs fastest.
    private long offset(long index) {
        long at = 0;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            at += index % shape[axis] * strides[axis];
            index /= shape[axis];
        }
        return at;
    }

    /// Appends row `index` of a matrix to `target`.
    public void row(long index, FloatBuffer target) {
        if (shape.length != 2 || index < 0 || index >= shape[0]) {
            throw new IndexOutOfBoundsException("row " + index + " of " + this);
        }
        copy(1, index * strides[0], target);
    }

    private void copy(int axis, long at, FloatBuffer target) {
        if (axis == shape.length) {
            target.put(element(at));
        } else {
            for (long i = 0; i < shape[axis]; i++) {
                copy(axis + 1, at + i * strides[axis], target);
            }
        }
    }

    private float element(long at) {
        return switch (type) {
            case F32 -> data.get(LITTLE_FLOAT, at * 4);
            case F16 -> Float.float16ToFloat(data.get(LITTLE_SHORT, at * 2));
            case BF16 -> Float.intBitsToFloat(data.get(LITTLE_SHORT, at * 2) << 16);
            default -> throw new IllegalStateException(this + " is no weight");
        };
    }

    private static long[] rowMajor(long[] shape) {
        var strides = new long[shape.length];
        long step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= Math.max(1, shape[axis]);
        }
        return strides;
    }

    @Override
    public String toString() {
        return name + " " + type + Arrays.toString(shape);
    }
}
