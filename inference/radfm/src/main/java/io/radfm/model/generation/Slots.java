// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Priority;
import io.radfm.model.engine.Decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Who holds which slot of the decoder, and how large its cache is. Urgent work finds slots however
/// much routine work there is: that never takes more than its batch, nor the memory of the last
/// slot.
final class Slots {
    static final int NONE = -1;

    private final Decoder decoder;
    private final int batch;
    private final long cacheBytes;
    private final int context;
    private final List<Holder> holders = new ArrayList<>();

    /// @param batch routine sequences at once, and of both classes twice as many
    /// @param cacheBytes the cache is not made larger than this, unless for one sequence alone
    Slots(Decoder decoder, int batch, long cacheBytes, int context) {
        this.decoder = decoder;
        this.batch = batch;
        this.cacheBytes = cacheBytes;
        this.context = context;
    }

    /// A sequence in a slot. `filled` says how many positions of its prompt are in the cache.
    static final class Holder {
        final int slot;
        final Context context;
        final Sequence sequence;

        Holder(int slot, Context context, Sequence sequence) {
            this.slot = slot;
            this.context = context;
            this.sequence = sequence;
        }
    }

    /// Those of this priority, by slot.
    List<Holder> of(Priority priority) {
        return held().filter(holder -> holder.context.priority == priority).toList();
    }

    private java.util.stream.Stream<Holder> held() {
        return holders.stream().filter(Objects::nonNull);
    }

    boolean answering(Holder holder) {
        return decoder.position(holder.slot) >= holder.sequence.prompt.length;
    }

    /// Gives the sequence the lowest free slot, if there may be one more now.
    OptionalInt take(Context of, Sequence sequence) {
        boolean urgent = of.priority == Priority.STAT;
        if (of(of.priority).size() >= batch) {
            return OptionalInt.empty();
        }
        int free = holders.indexOf(null);
        int slot = free >= 0 ? free : holders.size();
        if (!room(slot, sequence, urgent)) {
            return OptionalInt.empty();
        }
        hold(slot, of, sequence);
        return OptionalInt.of(slot);
    }

    void hold(int slot, Context of, Sequence sequence) {
        while (holders.size() <= slot) {
            holders.add(null);
        }
        holders.set(slot, new Holder(slot, of, sequence));
    }

    /// Keeps the cache's size where it suffices, grows it within its bound, or else cuts it to what
    /// is in use and this sequence. Routine work leaves room for one slot more, or takes the only
    /// one there is room for.
    private boolean room(int slot, Sequence sequence, boolean urgent) {
        int wide = Math.max(slot + 1, holders.size());
        int deep = Math.max(sequence.most(context), largest());
        int within = urgent || wide == 1 ? wide : wide + 1;
        if (within > decoder.mostSlots()) {
            return false;
        }
        if (wide <= decoder.slots() && deep < decoder.capacity()) {
            return within <= decoder.slots() || bytes(within, deep) <= cacheBytes;
        }
        int generousWide = Math.max(wide, decoder.slots());
        int generousDeep = Math.max(deep, decoder.capacity() - 1);
        if (bytes(Math.max(within, generousWide), generousDeep) <= cacheBytes) {
            decoder.reserve(generousWide, generousDeep);
        } else if (bytes(within, deep) <= cacheBytes || wide == 1) {
            decoder.reserve(wide, deep);
        } else {
            return false;
        }
        return true;
    }

    private int largest() {
        return held().mapToInt(holder -> holder.sequence.most(context)).max().orElse(0);
    }

    /// What the cache takes now.
    long bytes() {
        return decoder.slots() * decoder.capacity() * decoder.bytesPerPosition();
    }

    private long bytes(int slots, int capacity) {
        return slots * (capacity + 1L) * decoder.bytesPerPosition();
    }

    void free(Holder holder) {
        holders.set(holder.slot, null);
        decoder.rewind(holder.slot, 0);
        while (!holders.isEmpty() && holders.getLast() == null) {
            holders.removeLast();
        }
    }

    /// Moves the last answer into the lowest hole, so that a step computes few slots in vain. A
    /// slot that its context still copies from stays where it is.
    void compact() {
        int hole = holders.indexOf(null);
        if (hole < 0) {
            return;
        }
        var last = holders.getLast();
        if (!answering(last)
                || last.context.trunk == last.slot && !last.context.waiting.isEmpty()) {
            return;
        }
        decoder.copy(last.slot, hole, decoder.position(last.slot));
        if (last.context.trunk == last.slot) {
            last.context.trunk = hole;
        }
        hold(hole, last.context, last.sequence);
        free(last);
    }

    int[] numbers(List<Holder> chosen) {
        return chosen.stream().flatMapToInt(holder -> IntStream.of(holder.slot)).toArray();
    }

    List<Holder> clear() {
        var all = held().toList();
        holders.clear();
        for (int slot = 0; slot < decoder.slots(); slot++) {
            decoder.rewind(slot, 0);
        }
        return all;
    }
}
