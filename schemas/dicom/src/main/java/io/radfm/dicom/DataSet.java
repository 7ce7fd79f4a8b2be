// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import io.radfm.dicom.text.CharacterSet;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A data set (PS3.5 §7): elements in order of their tags, at most one for each.
///
/// Reading never fails: an element that is absent, empty or not of the asked kind is an empty
/// answer. Building checks each value against its VR and throws [IllegalArgumentException], which
/// names tag and rule. Not safe for use by several threads while it is built.
public final class DataSet implements Iterable<Element> {
    private Element[] elements = new Element[8];
    private int size;

    /// Of the data set around this item when it was read; ours when we have no (0008,0005).
    private CharacterSet inherited;

    private CharacterSet own;

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public boolean contains(int tag) {
        return index(tag) >= 0;
    }

    public Optional<Element> element(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /// The first value as text, without padding; numbers in decimal, tags as `(gggg,eeee)`. Empty
    /// when there is none or it is blank.
    public Optional<String> string(int tag) {
        var strings = strings(tag);
        return strings.isEmpty() || strings.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(strings.getFirst());
    }

    /// All values as text, each without padding; an empty value between others is `""`.
    public List<String> strings(int tag) {
        var element = find(tag);
        return element == null ? List.of() : Values.strings(element, this);
    }

    /// The first value as an integer; empty when it is not one or does not fit.
    public OptionalInt integer(int tag) {
        var values = longs(tag);
        return values.length == 0 || values[0] != (int) values[0]
                ? OptionalInt.empty()
                : OptionalInt.of((int) values[0]);
    }

    /// All values as integers; no values when any of them is none or does not fit.
    public int[] integers(int tag) {
        var values = longs(tag);
        for (long value : values) {
            if (value != (int) value) {
                return new int[0];
            }
        }
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    public long[] longs(int tag) {
        var element = find(tag);
        return element == null ? new long[0] : Values.longs(element, this);
    }

    /// The first value as a number; empty when it is none.
    public OptionalDouble number(int tag) {
        var values = numbers(tag);
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[0]);
    }

    /// All values as numbers; no values when any of them is none.
    public double[] numbers(int tag) {
        var element = find(tag);
        return element == null ? new double[0] : Values.numbers(element, this);
    }

    /// The items of a sequence.
    public List<DataSet> items(int tag) {
        return find(tag) instanceof Element(_, _, Value.Items(var items)) ? items : List.of();
    }

    /// The first item of a sequence.
    public Optional<DataSet> item(int tag) {
        var items = items(tag);
        return items.isEmpty() ? Optional.empty() : Optional.of(items.getFirst());
    }

    /// The value as it is encoded, numbers little endian; empty for sequences and values elsewhere.
    public Optional<byte[]> bytes(int tag) {
        var element = find(tag);
        return element == null ? Optional.empty() : Values.bytes(element, this);
    }

    /// Text values (PS3.5 §6.2); of IS and DS too, in the standard's notation.
    public DataSet putString(int tag, Vr vr, String... values) {
        ValueRules.check(tag, vr, values);
        return put(new Element(tag, vr, new Value.Text(String.join("\\", values))));
    }

    /// US, SS, UL, SL, UV, SV, AT or IS values.
    public DataSet putInts(int tag, Vr vr, int... values) {
        return putLongs(tag, vr, Arrays.stream(values).asLongStream().toArray());
    }

    /// See [#putInts]; for UL and UV beyond `int`.
    public DataSet putLongs(int tag, Vr vr, long... values) {
        return vr.isText()
                ? putString(
                        tag,
                        vr,
                        Arrays.stream(values).mapToObj(Long::toString).toArray(String[]::new))
                : put(new Element(tag, vr, new Value.Bytes(Values.encode(tag, vr, values))));
    }

    /// DS, FD or FL values; DS rounded to the 16 characters it may have.
    public DataSet putNumbers(int tag, Vr vr, double... values) {
        return vr.isText()
                ? putString(
                        tag,
                        vr,
                        Arrays.stream(values).mapToObj(Values::decimal).toArray(String[]::new))
                : put(new Element(tag, vr, new Value.Bytes(Values.encode(tag, vr, values))));
    }

    /// The value as it stands in a little-endian data set.
    public DataSet putBytes(int tag, Vr vr, byte[] bytes) {
        if (vr == Vr.SQ) {
            throw new IllegalArgumentException(Tag.format(tag) + " SQ holds items, not bytes");
        }
        return put(new Element(tag, vr, new Value.Bytes(bytes)));
    }

    /// A sequence; the items are kept, not copied.
    public DataSet putItems(int tag, DataSet... items) {
        return putItems(tag, List.of(items));
    }

    public DataSet putItems(int tag, List<DataSet> items) {
        return put(new Element(tag, Vr.SQ, new Value.Items(List.copyOf(items))));
    }

    /// Encapsulated frames, one fragment each, with an empty Basic Offset Table.
    public DataSet putFrames(int tag, List<byte[]> frames) {
        var fragments = new java.util.ArrayList<byte[]>(frames.size() + 1);
        fragments.add(new byte[0]);
        fragments.addAll(frames);
        return put(new Element(tag, Vr.OB, new Value.Fragments(List.copyOf(fragments))));
    }

    /// An element of zero length: known to exist, its value unknown (type 2, PS3.5 §7.4.3).
    public DataSet putEmpty(int tag, Vr vr) {
        return vr == Vr.SQ
                ? putItems(tag)
                : put(new Element(tag, vr, new Value.Bytes(new byte[0])));
    }

    /// Adds the element, or replaces the one of the same tag.
    public DataSet put(Element element) {
        Objects.requireNonNull(element);
        forgetCharacterSet(element.tag());
        int at = index(element.tag());
        if (at >= 0) {
            elements[at] = element;
        } else {
            insert(-at - 1, element);
        }
        return this;
    }

    public DataSet remove(int tag) {
        int at = index(tag);
        if (at >= 0) {
            System.arraycopy(elements, at + 1, elements, at, size - at - 1);
            elements[--size] = null;
            forgetCharacterSet(tag);
        }
        return this;
    }

    /// Keeps the first element of a tag that comes twice, as other readers do.
    void add(Element element) {
        if (size == 0 || Integer.compareUnsigned(elements[size - 1].tag(), element.tag()) < 0) {
            insert(size, element);
        } else {
            int at = index(element.tag());
            if (at < 0) {
                insert(-at - 1, element);
            }
        }
        forgetCharacterSet(element.tag());
    }

    void inherit(CharacterSet characterSet) {
        inherited = characterSet;
        own = null;
    }

    /// The characters of this data set's text: what (0008,0005) says here or, in an item, around
    /// it.
    public CharacterSet characterSet() {
        if (own == null) {
            var terms = find(Tag.SPECIFIC_CHARACTER_SET);
            own =
                    terms != null
                            ? CharacterSet.of(Values.strings(terms, this))
                            : inherited == null ? CharacterSet.DEFAULT : inherited;
        }
        return own;
    }

    /// Whether text here is to be read by the character set around, which is not known.
    boolean isDetached() {
        return inherited == null && !contains(Tag.SPECIFIC_CHARACTER_SET);
    }

    private void forgetCharacterSet(int tag) {
        if (tag == Tag.SPECIFIC_CHARACTER_SET) {
            own = null;
        }
    }

    private void insert(int at, Element element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        System.arraycopy(elements, at, elements, at + 1, size - at);
        elements[at] = element;
        size++;
    }

    private Element find(int tag) {
        int at = index(tag);
        return at < 0 ? null : elements[at];
    }

    /// Where the tag is, or, as in [Arrays#binarySearch], where it would go.
    private int index(int tag) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements[middle].tag(), tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    @Override
    public Iterator<Element> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Element next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return elements[next++];
            }
        };
    }

    /// Equal when they hold the same elements with the same VRs and values; padding and the
    /// character set text is written in make no difference.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof DataSet that) || that.size != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!Values.equal(elements[i], this, that.elements[i], that)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + elements[i].tag();
        }
        return hash;
    }

    /// How many elements; never their values.
    @Override
    public String toString() {
        return "DataSet[" + size + " elements]";
    }
}
