// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.AeTitle;
import io.radfm.wire.upper.AssociationSettings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// Who may send us what, and how much of it. [#onLoopback] has the defaults; the `with` methods
/// change one of them.
///
/// @param anyCalledAe whether calls for other titles than ours are taken too
/// @param callingAes who may call; empty lets everyone
/// @param privateSopClasses whether SOP classes outside the standard's root are taken for storage
///   classes
/// @param preferredTransferSyntaxes the first of these a context proposes is chosen; of a context
///   that proposes none of them, the first it names, so that objects come as their sender has them
/// @param window how many operations one association may have outstanding, when its requestor asks
/// @param maxObjectBytes a longer data set is refused with a status
/// @param receiveBufferBytes for SO_RCVBUF; 0 leaves it to the system
public record ServerSettings(
        InetSocketAddress bind,
        AeTitle aeTitle,
        boolean anyCalledAe,
        Set<AeTitle> callingAes,
        boolean privateSopClasses,
        List<String> preferredTransferSyntaxes,
        int window,
        int maxAssociations,
        long maxObjectBytes,
        int receiveBufferBytes,
        AssociationSettings association) {
    public ServerSettings {
        callingAes = Set.copyOf(callingAes);
        preferredTransferSyntaxes = List.copyOf(preferredTransferSyntaxes);
        if (window < 1 || window > 0xFFFF) {
            throw new IllegalArgumentException("a window of " + window + " operations");
        }
        if (maxAssociations < 1) {
            throw new IllegalArgumentException("at most " + maxAssociations + " associations");
        }
    }

    /// Our title on loopback; port 0 takes a free one.
    public static ServerSettings onLoopback(AeTitle aeTitle, int port) {
        return new ServerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                aeTitle,
                false,
                Set.of(),
                false,
                List.of(),
                32,
                100,
                4L << 30,
                1 << 20,
                AssociationSettings.DEFAULT);
    }

    public ServerSettings withBind(InetSocketAddress bind) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withAnyCalledAe(boolean anyCalledAe) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withCallingAes(Set<AeTitle> callingAes) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withPrivateSopClasses(boolean privateSopClasses) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withPreferredTransferSyntaxes(List<String> preferredTransferSyntaxes) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withWindow(int window) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withMaxAssociations(int maxAssociations) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withMaxObjectBytes(long maxObjectBytes) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withReceiveBufferBytes(int receiveBufferBytes) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }

    public ServerSettings withAssociation(AssociationSettings association) {
        return new ServerSettings(
                bind,
                aeTitle,
                anyCalledAe,
                callingAes,
                privateSopClasses,
                preferredTransferSyntaxes,
                window,
                maxAssociations,
                maxObjectBytes,
                receiveBufferBytes,
                association);
    }
}
