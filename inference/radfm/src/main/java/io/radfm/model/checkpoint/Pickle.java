// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import io.radfm.model.MalformedModel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pickle machine, as far as torch needs it to write a state dict (protocols 2 to 4).
///
/// A pickle is a program. This machine knows no Java class, constructs only the shapes below, and
/// may be asked for these globals and no other: `collections.OrderedDict`, `torch.*Storage`,
/// `torch._utils._rebuild_tensor_v2` and `_rebuild_parameter`. Steps, sizes and memory are bounded.
final class Pickle {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_STEPS = 4_000_000;
    private static final Object MARK = new Object();
    private static final Object NONE = new Object();

    /// `module.name`, one of the allowed ones.
    private record Global(String name) {}

    /// Numbers in the archive's entry `data/KEY`.
    record Storage(ElementType type, String key, long elements) {}

    /// A view of a storage; `offset` and `strides` count elements.
    record View(Storage storage, long offset, long[] shape, long[] strides) {}

    private final Bytes in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private long at;

    private Pickle(Bytes in) {
        this.in = in;
    }

    /// What was pickled: maps, lists, strings, numbers and [View]s.
    static Object read(String name, MemorySegment pickle) throws MalformedModel {
        var machine = new Pickle(new Bytes(name, pickle));
        machine.in.require(pickle.byteSize() <= MAX_BYTES, 0, "pickle of more than 64 MiB");
        return machine.run();
    }

    private Object run() throws MalformedModel {
        for (int step = 0; step < MAX_STEPS; step++) {
            int opcode = in.u8(at++);
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
        throw malformed("more than " + MAX_STEPS + " steps");
    }

    private void step(int opcode) throws MalformedModel {
        switch (opcode) {
            case 0x80 -> require(unsigned(1) <= 4, "pickle protocol above 4");
            case 0x95 -> unsigned(8); // FRAME
            case '(' -> push(MARK);
            case '0' -> pop();
            // constants
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push(unsigned(1));
            case 'M' -> push(unsigned(2));
            case 'J' -> push((long) (int) unsigned(4));
            case 0x8a -> push(longInteger((int) unsigned(1)));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(unsigned(8))));
            case 'X' -> push(text(unsigned(4)));
            case 0x8c -> push(text(unsigned(1)));
            // containers
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(List.of());
            case 't' -> push(Collections.unmodifiableList(popToMark()));
            case 0x85 -> push(popTuple(1));
            case 0x86 -> push(popTuple(2));
            case 0x87 -> push(popTuple(3));
            case 's' -> setItems(popTuple(2));
            case 'u' -> setItems(popToMark());
            case 'a' -> append(popTuple(1));
            case 'e' -> append(popToMark());
            // memo
            case 'q' -> memo.put(unsigned(1), top());
            case 'r' -> memo.put(unsigned(4), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(remembered(unsigned(1)));
            case 'j' -> push(remembered(unsigned(4)));
            // objects
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                var names = popTuple(2);
                push(global(as(String.class, names.get(0)), as(String.class, names.get(1))));
            }
            case 'Q' -> push(storage(tuple(pop(), 5)));
            case 'R' -> {
                var arguments = tuple(pop(), 0);
                push(call(as(Global.class, pop()), arguments));
            }
            case 'b' -> {
                pop(); // state of an OrderedDict (torch's _metadata): not needed
                as(Map.class, top());
            }
            default -> throw malformed("opcode 0x" + Integer.toHexString(opcode) + " refused");
        }
    }

    private Global global(String module, String name) throws MalformedModel {
        boolean allowed =
                switch (module) {
                    case "collections" -> name.equals("OrderedDict");
                    case "torch" -> ElementType.ofTorchStorage(name).isPresent();
                    case "torch._utils" ->
                            name.equals("_rebuild_tensor_v2") || name.equals("_rebuild_parameter");
                    default -> false;
                };
        require(allowed, "global refused: " + printable(module) + "." + printable(name));
        return new Global(name);
    }

    private Object call(Global function, List<?> arguments) throws MalformedModel {
        return switch (function.name()) {
            case "OrderedDict" -> {
                require(arguments.isEmpty(), "OrderedDict with arguments");
                yield new LinkedHashMap<>();
            }
            case "_rebuild_parameter" -> as(View.class, tuple(arguments, 1).get(0));
            case "_rebuild_tensor_v2" -> {
                var given = tuple(arguments, 4);
                yield new View(
                        as(Storage.class, given.get(0)),
                        as(Long.class, given.get(1)),
                        numbers(given.get(2)),
                        numbers(given.get(3)));
            }
            default -> throw malformed("call of " + function.name());
        };
    }

    /// Persistent id: `('storage', torch.FloatStorage, key, location, elements)`.
    private Storage storage(List<?> id) throws MalformedModel {
        require("storage".equals(id.get(0)), "persistent id of another kind");
        var type = ElementType.ofTorchStorage(as(Global.class, id.get(1)).name());
        require(type.isPresent(), "storage of no storage type");
        return new Storage(type.get(), as(String.class, id.get(2)), as(Long.class, id.get(4)));
    }

    private void setItems(List<Object> pairs) throws MalformedModel {
        @SuppressWarnings("unchecked")
        var map = (Map<Object, Object>) as(Map.class, top());
        require(pairs.size() % 2 == 0, "key without a value");
        for (int i = 0; i < pairs.size(); i += 2) {
            var key = pairs.get(i);
            require(key instanceof String || key instanceof Long, "key that is no name");
            map.put(key, pairs.get(i + 1));
        }
    }

    private void append(List<Object> items) throws MalformedModel {
        require(top() instanceof ArrayList<?>, "append to what is no list");
        @SuppressWarnings("unchecked")
        var list = (ArrayList<Object>) top();
        list.addAll(items);
    }

    // The stack.

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws MalformedModel {
        require(!stack.isEmpty() && stack.getLast() != MARK, "empty stack");
        return stack.getLast();
    }

    private Object pop() throws MalformedModel {
        top();
        return stack.removeLast();
    }

    private List<Object> popTuple(int count) throws MalformedModel {
        var values = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            values[i] = pop();
        }
        return List.of(values);
    }

    private List<Object> popToMark() throws MalformedModel {
        int mark = stack.lastIndexOf(MARK);
        require(mark >= 0, "no mark");
        var tail = stack.subList(mark + 1, stack.size());
        var values = new ArrayList<>(tail);
        tail.clear();
        stack.removeLast();
        return values;
    }

    private Object remembered(long key) throws MalformedModel {
        var value = memo.get(key);
        require(value != null, "nothing remembered under " + key);
        return value;
    }

    // Arguments in the pickle.

    private long unsigned(int bytes) throws MalformedModel {
        long value =
                switch (bytes) {
                    case 1 -> in.u8(at);
                    case 2 -> in.u16(at);
                    case 4 -> in.u32(at);
                    default -> in.i64(at);
                };
        at += bytes;
        return value;
    }

    private long longInteger(int bytes) throws MalformedModel {
        require(bytes <= 8, "integer of " + bytes + " bytes");
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.u8(at + i) << (8 * i);
        }
        at += bytes;
        return bytes == 0 || bytes == 8 ? value : value << (64 - 8 * bytes) >> (64 - 8 * bytes);
    }

    private String text(long length) throws MalformedModel {
        var text = in.utf8(at, length);
        at += length;
        return text;
    }

    private String line() throws MalformedModel {
        long end = at;
        while (in.u8(end) != '\n') {
            require(end - at < 256, "name of more than 256 bytes");
            end++;
        }
        var line = in.utf8(at, end - at);
        at = end + 1;
        return line;
    }

    // What is expected.

    private <T> T as(Class<T> type, Object value) throws MalformedModel {
        require(type.isInstance(value), "not a " + type.getSimpleName());
        return type.cast(value);
    }

    private List<?> tuple(Object value, int least) throws MalformedModel {
        var list = as(List.class, value);
        require(list.size() >= least, "tuple of fewer than " + least);
        return list;
    }

    private long[] numbers(Object value) throws MalformedModel {
        var list = tuple(value, 0);
        require(list.size() <= 8, "tensor of more than 8 axes");
        var numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = as(Long.class, list.get(i));
        }
        return numbers;
    }

    private void require(boolean condition, String what) throws MalformedModel {
        if (!condition) {
            throw malformed(what);
        }
    }

    private MalformedModel malformed(String what) {
        return new MalformedModel(in.file(), at, what);
    }

    private static String printable(String name) {
        return name.substring(0, Math.min(name.length(), 64)).replaceAll("[^\\w.]", "?");
    }
}
