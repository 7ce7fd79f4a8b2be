// SPDX-License-Identifier: Apache-2.0
package io.radfm.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Hands one thing to all classes of a run that ask for it by its type: it is started for the first
/// of them, in a folder of its own, and closed after the last. For what costs more to start than
/// most tests take; they tell what is theirs by their own UIDs, and leave it running.
public abstract class OnePerRun<T extends AutoCloseable> implements ParameterResolver {
    private final Class<T> type;

    protected OnePerRun(Class<T> type) {
        this.type = type;
    }

    protected abstract T start(Path folder) throws Exception;

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public final T resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running =
                context.getRoot()
                        .getStore(Namespace.create(getClass()))
                        .getOrComputeIfAbsent(Running.class, _ -> running(), Running.class);
        return type.cast(running.it);
    }

    private Running running() {
        try {
            var folder = Files.createTempDirectory(type.getSimpleName());
            return new Running(start(folder), folder);
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the run's " + type.getSimpleName(), e);
        }
    }

    private record Running(AutoCloseable it, Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                it.close();
            } catch (Exception e) {
                throw new IOException("cannot close what ran in " + folder, e);
            }
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
