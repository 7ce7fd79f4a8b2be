// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A round that is whole: `manifests/00000001.json` and so on, each naming the digest of the one
/// before. Says nothing of when and by whom it was written, so that the same round is the same
/// bytes.
///
/// @param schemas digests of the files `schemas/ID.avsc` that are new in this round
/// @param segments partition after partition, in the order of their offsets
/// @param lost offsets that were deleted on the cluster before they were archived
record Manifest(
        @JsonProperty("round") Round round,
        @JsonProperty("schemas") SortedMap<Integer, String> schemas,
        @JsonProperty("segments") List<Segment> segments,
        @JsonProperty("lost") List<Extent> lost) {
    static final String FOLDER = "manifests";

    Manifest {
        if (round == null || !schemas.values().stream().allMatch(Sha256::is)) {
            throw new IllegalArgumentException("impossible: a manifest's round or schemas");
        }
        segments = List.copyOf(segments);
        lost = List.copyOf(lost);
    }

    static String name(int round) {
        return FOLDER + "/%08d.json".formatted(round);
    }

    static String schema(int id) {
        return "schemas/" + id + ".avsc";
    }

    /// @param done segments of the round, in any order
    /// @param digests of schemas
    static Manifest of(Round round, Collection<Segment> done, SortedMap<Integer, String> digests) {
        var segments = new ArrayList<Segment>();
        var lost = new ArrayList<Extent>();
        for (var extent : round.extents()) {
            long at = extent.from();
            for (var segment : of(extent, done)) {
                if (segment.from() > at) {
                    lost.add(part(extent, at, segment.from()));
                }
                segments.add(segment);
                at = segment.to();
            }
            if (at < extent.to()) {
                lost.add(part(extent, at, extent.to()));
            }
        }
        return new Manifest(round, digests, segments, lost);
    }

    private static Extent part(Extent extent, long from, long to) {
        return new Extent(extent.topic(), extent.partition(), from, to);
    }

    private static List<Segment> of(Extent extent, Collection<Segment> done) {
        return done.stream()
                .filter(segment -> segment.place().equals(extent.place()))
                .sorted((a, b) -> Long.compare(a.from(), b.from()))
                .toList();
    }

    /// Files of this round, without the manifest itself.
    SortedSet<String> files() {
        var files = new TreeSet<String>();
        for (var segment : segments) {
            segment.files().forEach(file -> files.add(file.name()));
            if (segment.objects() != null) {
                files.add(segment.objects().name());
            }
        }
        schemas.keySet().forEach(id -> files.add(schema(id)));
        return files;
    }
}
