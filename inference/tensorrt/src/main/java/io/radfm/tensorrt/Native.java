// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.radfm.model.ModelFailure;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.INoCopy;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// Between Java's segments and JavaCPP's pointers.
final class Native {
    private Native() {}

    /// A pointer to an address that somebody else owns.
    static Pointer pointer(long address) {
        return new Address(address);
    }

    private static final class Address extends Pointer {
        Address(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }

    static Dims64 dims(long... shape) {
        var dims = new Dims64();
        dims.nbDims(shape.length);
        for (int i = 0; i < shape.length; i++) {
            dims.d(i, shape[i]);
        }
        return dims;
    }

    static long[] shape(Dims64 dims) {
        var shape = new long[dims.nbDims()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dims.d(i);
        }
        return shape;
    }

    /// C++'s `delete`, which JavaCPP offers no way to say. A class derived from INoCopy begins its
    /// table of virtual functions with its two destructors (Itanium C++ ABI §2.5.2); the second
    /// also gives back the memory.
    @SuppressWarnings("restricted")
    static void delete(INoCopy object) {
        if (object == null || object.isNull()) {
            return;
        }
        var self = MemorySegment.ofAddress(object.address());
        var table = self.reinterpret(8).get(ADDRESS, 0).reinterpret(16);
        try {
            Linker.nativeLinker()
                    .downcallHandle(table.get(ADDRESS, 8), FunctionDescriptor.ofVoid(ADDRESS))
                    .invoke(self);
        } catch (Throwable e) {
            throw new ModelFailure("TensorRT's object cannot be deleted", e);
        }
        object.setNull();
    }
}
