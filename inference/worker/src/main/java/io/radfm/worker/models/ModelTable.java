// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.events.ModelFile;
import io.radfm.events.ModelRole;
import io.radfm.events.RegisteredModel;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The registered models, for people and for programs; newest first.
final class ModelTable {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ModelTable() {}

    static void print(PrintWriter out, Registered registered, boolean json) throws IOException {
        var all = registered.all().reversed();
        if (json) {
            out.println(
                    JSON.writeValueAsString(all.stream().map(it -> tree(it, registered)).toList()));
        } else if (all.isEmpty()) {
            out.println("No model is registered: each worker drafts with its model.dir.");
        } else {
            out.printf(
                    "%-9s %-13s %-32s %10s  %-20s %-12s %s%n",
                    "ROLE", "ID", "MODEL", "MiB", "SINCE", "BY", "REASON");
            for (var model : all) {
                out.printf(
                        "%-9s %-13s %-32s %,10d  %-20s %-12s %s%n",
                        role(model, registered),
                        "%.12s".formatted(model.getModelId()),
                        plain(model.getName() + " " + model.getVersion()),
                        model.getFiles().stream().mapToLong(ModelFile::getBytes).sum() >> 20,
                        model.getChangedAt(),
                        plain(model.getChangedBy()),
                        model.getReason() == null ? "" : plain(model.getReason()));
            }
        }
        out.flush();
    }

    /// Former ones are current by their record and have been replaced since.
    private static String role(RegisteredModel model, Registered registered) {
        var role = model.getRole();
        boolean has =
                registered.now(role).stream()
                        .anyMatch(now -> now.getModelId().equals(model.getModelId()));
        return role == ModelRole.RETIRED || has ? role.name().toLowerCase(Locale.ROOT) : "former";
    }

    private static Map<String, Object> tree(RegisteredModel model, Registered registered) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("role", role(model, registered));
        tree.put("id", model.getModelId());
        tree.put("name", model.getName());
        tree.put("version", model.getVersion());
        tree.put("weightsDigest", model.getWeightsDigest());
        tree.put("trained", model.getTrained());
        tree.put("notice", model.getNotice());
        tree.put("since", model.getChangedAt().toString());
        tree.put("by", model.getChangedBy());
        tree.put("reason", model.getReason());
        var files = new LinkedHashMap<String, Object>();
        model.getFiles()
                .forEach(
                        it ->
                                files.put(
                                        it.getName(),
                                        Map.of("sha256", it.getDigest(), "bytes", it.getBytes())));
        tree.put("files", files);
        return tree;
    }

    static String title(RegisteredModel model) {
        return "%s (%.12s)"
                .formatted(plain(model.getName() + " " + model.getVersion()), model.getModelId());
    }

    /// A record must not move the cursor or the colours of a terminal.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
