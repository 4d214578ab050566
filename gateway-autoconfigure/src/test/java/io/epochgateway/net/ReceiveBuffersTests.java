package io.epochgateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiveBuffersTests {

    private final Level levelOfAllTests = ResourceLeakDetector.getLevel();

    @AfterEach
    void trackEverythingAgain() {
        ResourceLeakDetector.setLevel(levelOfAllTests);
    }

    @Test
    void aBufferThatNobodyHoldsIsUsedAgain() {
        ReceiveBuffers receive = new ReceiveBuffers();
        ByteBuf first = receive.take();
        first.writeByte(1).release();

        ByteBuf second = receive.take();

        assertThat(second).isSameAs(first);
        assertThat(second.readableBytes()).isZero();
        second.release();
        receive.release();
        assertThat(first.refCnt()).isZero();
    }

    @Test
    void aBufferThatSomebodyHoldsIsReplaced() {
        ReceiveBuffers receive = new ReceiveBuffers();
        ByteBuf held = receive.take();

        ByteBuf other = receive.take();

        assertThat(other).isNotSameAs(held);
        held.release();
        assertThat(held.refCnt()).isZero();
        other.release();
        receive.release();
    }

    @Test
    void largeBuffersThatPeersHoldAreNotReplacedWithoutEnd() {
        ReceiveBuffers receive = new ReceiveBuffers();
        List<ByteBuf> held = Stream.generate(receive::takeLarge).limit(100).toList();

        // equal contents make no equal buffers here
        Set<ByteBuf> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        buffers.addAll(held);
        assertThat(buffers).hasSize(held.size());
        assertThat(held)
                .filteredOn(buffer -> buffer.capacity() == ReceiveBuffers.LARGE)
                .hasSizeBetween(1, 20);

        ByteBuf large = held.getFirst();
        large.release();
        assertThat(receive.takeLarge()).isSameAs(large);
        held.forEach(ByteBuf::release);
        receive.release();
        assertThat(held).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void noBufferIsTrackedForLeaksWhereOnlyASampleIs() {
        ResourceLeakDetector.setLevel(Level.SIMPLE);

        assertThat(IntStream.range(0, 2000)).noneMatch(i -> {
            ByteBuf buffer = ReceiveBuffers.allocate(ReceiveBuffers.USUAL);
            boolean tracked = buffer.unwrap() != null;
            buffer.release();
            return tracked;
        });
    }

    @Test
    void buffersAreTrackedForLeaksWhereAllAre() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
        ByteBuf buffer = ReceiveBuffers.allocate(ReceiveBuffers.USUAL);

        assertThat(buffer.unwrap()).isNotNull();
        buffer.release();
    }
}
