// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.platform.Platform;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// One broker and registry for all classes of a run, handed to those that ask for a [Platform]: to
/// start them costs more than most tests. Nobody may stop it, and each test finds events by UIDs of
/// its own.
final class OnePlatform implements ParameterResolver {
    private record Running(Platform platform, Path folder) implements AutoCloseable {
        static Running start() {
            try {
                var folder = Files.createTempDirectory("platform");
                return new Running(Platform.start(folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            platform.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Platform resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OnePlatform.class))
                .getOrComputeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                .platform();
    }
}
