package io.epochgateway.rule.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.HeadLimits;
import io.epochgateway.http.MessageHead;
import io.epochgateway.net.ProxyHeader;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Client;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.rule.sample.Entrance;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import io.epochgateway.rule.sample.VariableName;
import io.epochgateway.rule.sample.Variables;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request of 127.0.0.1 that came in at a frontend {@code front}, or bytes in its place. */
final class TestEvidence implements Evidence, Client {

    private final @Nullable MessageHead request;
    private final @Nullable ByteBuf bytes;
    private final boolean awaitsMore;
    private final Variables variables = new Variables();

    private TestEvidence(@Nullable MessageHead request, @Nullable ByteBuf bytes, boolean awaitsMore) {
        this.request = request;
        this.bytes = bytes;
        this.awaitsMore = awaitsMore;
    }

    static TestEvidence of(String request) throws Mistake {
        MessageHead head = new MessageHead(MessageHead.Kind.REQUEST, HeadLimits.DEFAULT);
        assertThat(head.read(Unpooled.copiedBuffer(request, StandardCharsets.ISO_8859_1)))
                .as(request)
                .isEqualTo(MessageHead.Progress.COMPLETE);
        TestEvidence evidence = new TestEvidence(head, null, false);
        Scope scope = new Scope(Place.LOG, "front", Directory.EMPTY);
        Expression.parse("str(Mallory),set-var(txn.name)", scope).evaluate(evidence, new Sample());
        Expression.parse("int(7),set-var(txn.seven)", scope).evaluate(evidence, new Sample());
        return evidence;
    }

    static TestEvidence ofBytes(byte[] bytes, boolean awaitsMore) {
        return new TestEvidence(null, Unpooled.wrappedBuffer(bytes), awaitsMore);
    }

    @Override
    public Client client() {
        return this;
    }

    @Override
    public @Nullable Variables variables(VariableName.Scope scope) {
        return variables;
    }

    @Override
    public @Nullable MessageHead request() {
        return request;
    }

    @Override
    public @Nullable ByteBuf requestBytes() {
        return bytes;
    }

    @Override
    public boolean awaitsMore() {
        return awaitsMore;
    }

    @Override
    public boolean isFirstRequest() {
        return true;
    }

    @Override
    public byte[] source() {
        return new byte[] {127, 0, 0, 1};
    }

    @Override
    public int sourcePort() {
        return 1;
    }

    @Override
    public byte[] destination() {
        return new byte[] {127, 0, 0, 1};
    }

    @Override
    public int destinationPort() {
        return 2;
    }

    @Override
    public @Nullable ProxyHeader proxyHeader() {
        return null;
    }

    @Override
    public Entrance entrance() {
        return new Entrance("front", 2, "door", 1);
    }
}
