// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/// A part of a partition as it lies in an archive: a container file for each schema its values were
/// written by, and the list of the objects they name.
///
/// @param from,to offsets, `to` is the one after; there may be fewer records: transactions leave
///   markers, compaction leaves holes
/// @param bytes of keys, headers and values
/// @param latest timestamp of a record, milliseconds since 1970; -1 without records
/// @param schemas ids of the schemas that its values name
/// @param objects null where its records name none
record Segment(
        @JsonProperty("topic") String topic,
        @JsonProperty("partition") int partition,
        @JsonProperty("from") long from,
        @JsonProperty("to") long to,
        @JsonProperty("records") long records,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("latest") long latest,
        @JsonProperty("schemas") List<Integer> schemas,
        @JsonProperty("files") List<Container> files,
        @JsonProperty("objects") ObjectList objects) {
    /// How many schemas a segment may have: each has a file open while it is written or read.
    static final int MOST_FILES = 16;

    static final long MOST_FILE_BYTES = 1L << 31;

    /// @param schema the registry's id; null for values as they came
    /// @param bytes of the file
    record Container(
            @JsonProperty("name") String name,
            @JsonProperty("schema") Integer schema,
            @JsonProperty("records") long records,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") String sha256) {
        Container {
            require(name != null && Sha256.is(sha256), "a file without name or digest");
            require(records >= 0 && bytes >= 0 && bytes <= MOST_FILE_BYTES, "a file's size");
            require(schema == null || schema >= 0, "a schema's id");
        }
    }

    /// A file of lines: a digest, or a digest and why the object is not here.
    record ObjectList(
            @JsonProperty("name") String name,
            @JsonProperty("count") long count,
            @JsonProperty("missing") long missing,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") String sha256) {
        ObjectList {
            require(name != null && Sha256.is(sha256), "a list without name or digest");
            require(count > 0 && missing >= 0 && missing <= count, "a list's counts");
            require(bytes > 0 && bytes <= MOST_FILE_BYTES, "a list's size");
        }
    }

    Segment {
        var place = new Place(topic, partition);
        require(from >= 0 && to > from, "offsets of a segment");
        require(records >= 0 && records <= to - from && bytes >= 0, "counts of a segment");
        schemas = List.copyOf(schemas);
        files = List.copyOf(files);
        require(files.size() <= MOST_FILES, "files of a segment");
        for (var file : files) {
            require(file.name().equals(name(place, from, file.schema())), "a file's name");
        }
        require(objects == null || objects.name().equals(list(place, from)), "a list's name");
        require(
                records == files.stream().mapToLong(Container::records).sum(),
                "counts of a segment");
    }

    static String name(Place place, long from, Integer schema) {
        var what = schema == null ? "raw" : schema.toString();
        return place.folder() + "%020d-%s.avro".formatted(from, what);
    }

    static String list(Place place, long from) {
        return place.folder() + "%020d.objects".formatted(from);
    }

    Place place() {
        return new Place(topic, partition);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("impossible: " + what);
        }
    }
}
