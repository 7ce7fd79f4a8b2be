// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Tells the operating system what becomes of a file's mapped pages (`madvise`). Advice only: where
/// the call does not exist, or refuses, nothing happens and nothing is lost.
public final class Pages {
    private static final long PAGE = 4096;
    private static final int WILL_NEED = 3;
    private static final int DO_NOT_NEED = 4;
    private static final Optional<MethodHandle> MADVISE = madvise();

    private Pages() {}

    /// These will be read soon.
    public static void fetch(MemorySegment mapped) {
        advise(mapped, WILL_NEED);
    }

    /// These will not be read again soon: they no longer count as this process's memory. For
    /// mappings of files only, where the bytes come back when they are touched.
    public static void release(MemorySegment mapped) {
        if (mapped.isMapped()) {
            advise(mapped, DO_NOT_NEED);
        }
    }

    private static void advise(MemorySegment memory, int advice) {
        long from = Math.ceilDiv(memory.address(), PAGE) * PAGE;
        long to = (memory.address() + memory.byteSize()) / PAGE * PAGE;
        if (MADVISE.isEmpty() || to <= from) {
            return;
        }
        try {
            int _ =
                    (int)
                            MADVISE.get()
                                    .invokeExact(MemorySegment.ofAddress(from), to - from, advice);
        } catch (Throwable e) {
            throw new IllegalStateException("a call that throws nothing threw", e);
        }
    }

    /// Constants and signature are Linux's; elsewhere nothing is advised.
    @SuppressWarnings("restricted") // the process has --enable-native-access
    private static Optional<MethodHandle> madvise() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        var signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT);
        return linker.defaultLookup()
                .find("madvise")
                .map(address -> linker.downcallHandle(address, signature));
    }
}
