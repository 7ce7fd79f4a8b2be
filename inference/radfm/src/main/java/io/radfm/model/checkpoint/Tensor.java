// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// A strided view of numbers in a mapped file. Element `(i, j, …)` lies at `i·strides[0] +
/// j·strides[1] + …` elements from the start of `data`; the reader has checked that all lie inside.
public record Tensor(
        String name, ElementType type, long[] shape, long[] strides, MemorySegment data) {

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

    /// The numbers as contiguous, aligned 32-bit floats: the mapping itself where it holds them so,
    /// else a converted copy that lives in `arena`.
    public MemorySegment floats(Arena arena) {
        long bytes = Math.multiplyExact(elements(), Float.BYTES);
        if (type == ElementType.F32 && isContiguous() && data.address() % Float.BYTES == 0) {
            return data.asSlice(0, bytes);
        }
        var copy = arena.allocate(bytes, 64);
        var target = copy.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        copy(0, 0, target);
        return copy;
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
            case F32 -> data.get(JAVA_FLOAT_UNALIGNED, at * 4);
            case F16 -> Float.float16ToFloat(data.get(JAVA_SHORT_UNALIGNED, at * 2));
            case BF16 -> Float.intBitsToFloat(data.get(JAVA_SHORT_UNALIGNED, at * 2) << 16);
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
