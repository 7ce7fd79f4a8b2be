// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.ModelFailure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// Functions of a shared library that give an int, 0 for success.
@SuppressWarnings("restricted") // calls of native code are what it is for
final class NativeFunctions {
    private final SymbolLookup library;

    private NativeFunctions(SymbolLookup library) {
        this.library = library;
    }

    /// The library of this name, or the first that is found; it stays loaded.
    static Optional<NativeFunctions> find(List<String> names) {
        for (var name : names) {
            try {
                return Optional.of(
                        new NativeFunctions(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException e) {
                // the next one
            }
        }
        return Optional.empty();
    }

    private static ModelFailure missing(String name) {
        return new ModelFailure(
                "a library of NVIDIA's has no function " + name + ": it is an empty stand-in");
    }

    MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(name).orElseThrow(() -> missing(name)),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
}
