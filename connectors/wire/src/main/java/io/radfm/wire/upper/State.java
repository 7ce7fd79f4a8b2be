// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

/// PS3.8 Tables 9-1 to 9-5, in their order.
public enum State {
    STA1("idle"),
    STA2("transport connection open, awaiting A-ASSOCIATE-RQ"),
    STA3("awaiting local A-ASSOCIATE response"),
    STA4("awaiting transport connection"),
    STA5("awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ"),
    STA6("established, ready for data transfer"),
    STA7("awaiting A-RELEASE-RP"),
    STA8("awaiting local A-RELEASE response"),
    STA9("release collision, requestor: awaiting local A-RELEASE response"),
    STA10("release collision, acceptor: awaiting A-RELEASE-RP"),
    STA11("release collision, requestor: awaiting A-RELEASE-RP"),
    STA12("release collision, acceptor: awaiting local A-RELEASE response"),
    STA13("association over, awaiting close of the transport connection");

    private final String meaning;

    State(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
