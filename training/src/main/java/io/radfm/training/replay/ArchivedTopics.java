// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.Topic;
import io.radfm.events.wire.AvroDeserializer;
import io.radfm.training.archive.Archive;
import io.radfm.training.archive.Archived;
import io.radfm.training.archive.Coordinates;
import io.radfm.training.archive.Place;
import io.radfm.training.sample.Sample.Source;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Topics of an archive, read as from the broker they were on: the same places, the same values.
final class ArchivedTopics implements Recorded {
    private final Archive archive;

    /// @param archive is closed by who opened it
    ArchivedTopics(Archive archive) {
        this.archive = archive;
    }

    @Override
    public List<Extent> extents(Topic<?> topic, Window window) throws IOException {
        var extents = new ArrayList<Extent>();
        for (var range : archive.ranges(topic.name())) {
            long from = range.from();
            long to = range.to();
            if (window.from().isPresent()) {
                from = archive.at(range, window.from().getAsLong());
            }
            if (window.until().isPresent()) {
                to = archive.at(range, window.until().getAsLong());
            }
            long begin = Math.max(from, window.fromOffset().orElse(0));
            long stop = Math.max(begin, to);
            extents.add(new Extent(topic.name(), range.place().partition(), begin, stop));
        }
        return extents;
    }

    @Override
    public <T extends SpecificRecord> long read(Topic<T> topic, Extent extent, Sink<T> sink)
            throws IOException {
        var place = new Place(extent.topic(), extent.partition());
        var values = new AvroDeserializer<T>(this::schema, topic.schema());
        var unreadable = new long[1];
        try {
            archive.read(
                    new Archive.Range(place, extent.from(), extent.to()),
                    record -> unreadable[0] += take(place, record, values, sink));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return unreadable[0];
    }

    private Schema schema(int id) {
        try {
            return archive.schema(id)
                    .orElseThrow(() -> new SerializationException("no schema " + id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T extends SpecificRecord> int take(
            Place place, Archived record, AvroDeserializer<T> values, Sink<T> sink)
            throws IOException {
        T value;
        try {
            value = values.deserialize(place.topic(), record.value());
        } catch (SerializationException e) {
            return 1;
        }
        if (value != null) {
            sink.take(source(place, record), value);
        }
        return 0;
    }

    private static Source.Record source(Place place, Archived record) {
        return Coordinates.first(record.headers())
                .map(first -> new Source.Record(first.topic(), first.partition(), first.offset()))
                .orElseGet(
                        () -> new Source.Record(place.topic(), place.partition(), record.offset()));
    }

    @Override
    public void close() {}
}
