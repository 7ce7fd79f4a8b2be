// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.Configuration;
import io.radfm.model.ModelFailure;
import io.radfm.model.Priority;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.engine.Decoder;
import io.radfm.model.generation.Slots.Holder;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Continuous batching: sequences of different contexts and lengths decode together, join and leave
/// between any two tokens. One *turn* is a part of a scan encoded, so many positions of prompts
/// filled in, or one token for every answer under way. The kinds take turns, so that no answer
/// waits for more than one scan and one turn of filling in; urgent contexts leave routine ones
/// where they stand, a scan in its midst too.
///
/// Used by one thread. Failures of the engine end the sequences that were in the pass, no others.
public final class Scheduler {
    /// Positions of prompts filled in one turn, of one or of several.
    private static final int PIECE = 128;

    private final Configuration.Language language;
    private final Embeddings embeddings;
    private final Decoder decoder;
    private final Slots slots;
    private final List<Context> contexts = new ArrayList<>(); // that wait for a slot, oldest first
    private final Work work = new Work();
    private int kind;

    /// @param batch routine sequences at once; urgent ones find as many places more
    /// @param cacheBytes bound of the memory for keys and values
    public Scheduler(
            Configuration.Language language,
            Embeddings embeddings,
            Decoder decoder,
            int batch,
            long cacheBytes) {
        this.language = language;
        this.embeddings = embeddings;
        this.decoder = decoder;
        this.slots = new Slots(decoder, batch, cacheBytes, language.maxSequenceLength());
    }

    public void add(Context context) {
        contexts.add(context);
    }

    /// Counts what this does.
    public Work work() {
        return work;
    }

    /// Does the next piece of work; false when there is none.
    public boolean turn() {
        for (var priority : Priority.values()) {
            dropCancelled(priority);
            if (turn(priority)) {
                return true;
            }
        }
        work.idle();
        return false;
    }

    private interface Kind {
        boolean done(Priority priority);
    }

    private boolean turn(Priority priority) {
        admit(priority);
        var kinds = List.<Kind>of(this::encode, this::fill, this::step);
        for (int i = 0; i < kinds.size(); i++) {
            kind = Math.floorMod(kind + 1, kinds.size());
            if (kinds.get(kind).done(priority)) {
                return true;
            }
        }
        return false;
    }

    private void dropCancelled(Priority priority) {
        for (var context : contexts) {
            if (context.priority == priority) {
                for (Iterator<Sequence> it = context.waiting.iterator(); it.hasNext(); ) {
                    var sequence = it.next();
                    if (sequence.cancelled()) {
                        it.remove();
                        sequence.end(StopReason.CANCELLED, context.vision());
                    }
                }
            }
        }
        contexts.removeIf(context -> context.waiting.isEmpty());
        for (var holder : slots.of(priority)) {
            if (!slots.answering(holder) && holder.sequence.cancelled()) {
                end(holder, StopReason.CANCELLED);
            }
        }
    }

    /// Gives slots to waiting questions, of the oldest context first.
    private void admit(Priority priority) {
        for (var context : List.copyOf(contexts)) {
            if (context.priority == priority && context.seen() && !admit(context)) {
                break;
            }
        }
        contexts.removeIf(context -> context.waiting.isEmpty());
    }

    private boolean admit(Context context) {
        while (!context.waiting.isEmpty()) {
            boolean branch = context.trunk != Slots.NONE;
            if (branch && decoder.position(context.trunk) < context.shared) {
                return true; // the trunk is still being filled: later
            }
            OptionalInt slot;
            try {
                slot = slots.take(context, context.waiting.peek());
                work.cache(slots.bytes());
            } catch (ModelFailure e) {
                context.waiting.remove().done.completeExceptionally(e);
                continue;
            }
            if (slot.isEmpty()) {
                return false;
            }
            context.waiting.remove().begin();
            if (branch) {
                decoder.copy(context.trunk, slot.getAsInt(), context.shared);
            } else {
                context.trunk = slot.getAsInt();
            }
        }
        return true;
    }

    private boolean encode(Priority priority) {
        for (var context : contexts) {
            if (context.priority == priority && !context.seen()) {
                try {
                    if (!context.encodeNext()) {
                        kind--; // what is left of this scan comes before the other kinds
                    }
                } catch (Exception e) {
                    context.fail(e);
                    contexts.remove(context);
                }
                return true;
            }
        }
        return false;
    }

    /// Fills in the next positions of the first prompts that are not all in: several short ones in
    /// one turn, so that they soon decode together. The trunk stops where the others branch off, so
    /// that they need not wait for its own question.
    private boolean fill(Priority priority) {
        int room = PIECE;
        for (var holder : slots.of(priority)) {
            if (room > 0 && !slots.answering(holder)) {
                int from = decoder.position(holder.slot);
                int to = Math.min(holder.sequence.prompt.length, from + room);
                if (from < holder.context.shared) {
                    to = Math.min(to, holder.context.shared);
                }
                room -= to - from;
                fill(holder, from, to);
            }
        }
        return room < PIECE;
    }

    private void fill(Holder holder, int from, int to) {
        var ids = Arrays.copyOfRange(holder.sequence.prompt, from, to);
        guarded(
                List.of(holder),
                () -> {
                    var rows = embeddings.rows(ids, holder.context.rows);
                    long begin = System.nanoTime();
                    var logits = decoder.extend(holder.slot, rows, ids.length - 1L);
                    work.filled(ids.length, System.nanoTime() - begin);
                    if (to == holder.sequence.prompt.length) {
                        choose(holder, logits);
                    }
                });
    }

    /// One token for every answer under way.
    private boolean step(Priority priority) {
        slots.compact();
        var answering = slots.of(priority).stream().filter(slots::answering).toList();
        if (answering.isEmpty()) {
            return false;
        }
        int[] last = answering.stream().mapToInt(holder -> holder.sequence.last()).toArray();
        guarded(
                answering,
                () -> {
                    var rows = embeddings.rows(last, List.of());
                    long begin = System.nanoTime();
                    var logits = decoder.step(slots.numbers(answering), rows);
                    work.stepped(answering.size(), System.nanoTime() - begin);
                    int width = language.vocabSize();
                    for (int i = 0; i < answering.size(); i++) {
                        choose(answering.get(i), logits.slice(i * width, width));
                    }
                });
        return true;
    }

    private interface Pass {
        void run() throws UnusablePrompt;
    }

    private void guarded(List<Holder> holders, Pass pass) {
        try {
            pass.run();
        } catch (UnusablePrompt | RuntimeException e) {
            holders.forEach(holder -> fail(holder, e));
        }
    }

    private void choose(Holder holder, FloatBuffer logits) {
        try {
            int position = decoder.position(holder.slot);
            holder.sequence
                    .choose(logits, position, language.eosTokenId(), language.maxSequenceLength())
                    .ifPresent(why -> end(holder, why));
        } catch (RuntimeException e) {
            fail(holder, e);
        }
    }

    private void fail(Holder holder, Exception why) {
        leave(holder);
        holder.sequence.done.completeExceptionally(why);
    }

    private void end(Holder holder, StopReason why) {
        leave(holder);
        holder.sequence.end(why, holder.context.vision());
    }

    /// The slot goes to the next question of its context if that can start from what it holds.
    private void leave(Holder holder) {
        var context = holder.context;
        boolean trunk = context.trunk == holder.slot;
        var next = Optional.ofNullable(context.waiting.peek());
        int filled = Math.min(decoder.position(holder.slot), context.shared);
        if (trunk
                && next.isPresent()
                && next.get().most(language.maxSequenceLength()) < decoder.capacity()) {
            context.waiting.remove().begin();
            decoder.rewind(holder.slot, filled);
            slots.hold(holder.slot, context, next.get());
            return;
        }
        if (trunk) {
            context.trunk = Slots.NONE;
        }
        slots.free(holder);
    }

    /// Ends everything.
    public void fail(Throwable why) {
        contexts.forEach(context -> context.fail(why));
        contexts.clear();
        for (var holder : slots.clear()) {
            holder.context.fail(why);
            holder.sequence.done.completeExceptionally(why);
        }
    }
}
