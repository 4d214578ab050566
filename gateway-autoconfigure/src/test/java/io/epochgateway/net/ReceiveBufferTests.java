package io.epochgateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiveBufferTests {

    private final Level levelOfAllTests = ResourceLeakDetector.getLevel();

    @AfterEach
    void trackEverythingAgain() {
        ResourceLeakDetector.setLevel(levelOfAllTests);
    }

    @Test
    void aBufferThatNobodyHoldsIsUsedAgain() {
        ReceiveBuffer receive = new ReceiveBuffer();
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
        ReceiveBuffer receive = new ReceiveBuffer();
        ByteBuf held = receive.take();

        ByteBuf other = receive.take();

        assertThat(other).isNotSameAs(held);
        held.release();
        assertThat(held.refCnt()).isZero();
        other.release();
        receive.release();
    }

    @Test
    void noBufferIsTrackedForLeaksWhereOnlyASampleIs() {
        ResourceLeakDetector.setLevel(Level.SIMPLE);

        assertThat(IntStream.range(0, 2000)).noneMatch(i -> {
            ByteBuf buffer = ReceiveBuffer.allocate(PooledByteBufAllocator.DEFAULT);
            boolean tracked = buffer.unwrap() != null;
            buffer.release();
            return tracked;
        });
    }

    @Test
    void buffersAreTrackedForLeaksWhereAllAre() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
        ByteBuf buffer = ReceiveBuffer.allocate(PooledByteBufAllocator.DEFAULT);

        assertThat(buffer.unwrap()).isNotNull();
        buffer.release();
    }
}
