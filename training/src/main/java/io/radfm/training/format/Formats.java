// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import io.radfm.training.sample.DataFile;
import io.radfm.training.sample.DataSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Writes a whole data set in more formats, from its shards. Nothing but the shards and the
/// phrasings changes a byte of them, so it does not matter when they are written, or how often that
/// was begun.
public final class Formats {
    private final Set<Format> wanted;
    private final Phrases phrases;

    public Formats(Set<Format> wanted, Phrases phrases) {
        this.wanted = Set.copyOf(wanted);
        this.phrases = phrases;
    }

    /// Those wanted that a data set does not have; an empty one has all.
    public List<Format> missing(DataSet set) {
        return wanted.stream()
                .filter(format -> !format.isIn(set.manifest()) && !set.splits().isEmpty())
                .sorted()
                .toList();
    }

    /// Writes what is missing, then a manifest that names it.
    ///
    /// @param unfinished folder on the same disk; what is in it is deleted
    public void add(DataSet set, Path unfinished) throws IOException {
        var files = new ArrayList<DataFile>();
        var missing = missing(set);
        for (var format : missing) {
            delete(unfinished);
            files.addAll(
                    switch (format) {
                        case WEBDATASET -> List.of();
                        case AUTHORS -> List.of(AuthorsLayout.write(set, unfinished, phrases));
                        case PARQUET -> SampleTable.write(set, unfinished);
                    });
            var to = set.directory().resolve(format.text());
            delete(to); // what was finished, but not named
            Files.move(unfinished.resolve(format.text()), to, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!missing.isEmpty()) {
            set.manifest().with(files).write(set.directory());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
