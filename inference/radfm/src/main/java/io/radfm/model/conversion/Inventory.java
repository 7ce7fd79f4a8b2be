// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.checkpoint.Parameters.Role;
import io.radfm.model.quantization.PackedMatrix;
import io.radfm.model.quantization.Precision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// What the weights of a model directory are made of.
///
/// @param precision of the decoder's matrices
/// @param ignored tensors in the files that no RadFM has
public record Inventory(List<Part> parts, String precision, int ignored) {
    /// @param storedAs types or formats, as many as occur
    public record Part(String name, long parameters, long bytes, String storedAs) {}

    /// @throws MalformedModel naming the first tensor that is missing or misshapen
    public static Inventory of(Path directory, Configuration configuration) throws IOException {
        try (var weights = Checkpoint.open(directory)) {
            return of(weights, configuration);
        }
    }

    private static Inventory of(Checkpoint weights, Configuration configuration)
            throws MalformedModel {
        Map<Role, Count> counts = new EnumMap<>(Role.class);
        int used = 0;
        for (var it : Parameters.of(configuration)) {
            used += counts.computeIfAbsent(it.role(), _ -> new Count()).add(weights, it);
        }
        var parts = new ArrayList<Part>();
        counts.forEach(
                (role, it) ->
                        parts.add(
                                new Part(
                                        role.toString(),
                                        it.parameters,
                                        it.bytes,
                                        String.join(", ", it.formats))));
        return new Inventory(
                parts,
                Precision.of(weights, configuration.language()),
                weights.tensors().size() - used);
    }

    private static final class Count {
        private final TreeSet<String> formats = new TreeSet<>();
        private long parameters;
        private long bytes;

        /// How many tensors the parameter is made of.
        int add(Checkpoint weights, Parameter it) throws MalformedModel {
            parameters += it.elements();
            boolean matrix = it.role() == Role.MATRIX || it.role() == Role.HEAD;
            if (matrix) {
                var packed =
                        PackedMatrix.find(
                                weights, it.name(), (int) it.shape()[0], (int) it.shape()[1]);
                if (packed.isPresent()) {
                    bytes += packed.get().values().bytes() + packed.get().scales().bytes();
                    formats.add(packed.get().format().toString());
                    return 2;
                }
            }
            var tensor =
                    it.role() == Role.EMBEDDINGS
                            ? weights.requireEmbeddings((int) it.shape()[0], (int) it.shape()[1])
                            : weights.require(it.name(), it.shape());
            bytes += tensor.bytes();
            formats.add(tensor.type().name().toLowerCase(Locale.ROOT));
            return 1;
        }
    }

    public long parameters() {
        return parts.stream().mapToLong(Part::parameters).sum();
    }

    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }
}
