package io.epochgateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets channels read into the {@link ReceiveBuffers} of the loop they are on at that moment, which a takeover changes.
 * A read that doesn't fill the buffer is the last of its turn.
 */
final class ReceiveBufferAllocator implements RecvByteBufAllocator {

    static final ReceiveBufferAllocator INSTANCE = new ReceiveBufferAllocator();

    private ReceiveBufferAllocator() {}

    @Override
    @SuppressWarnings("deprecation") // Netty's epoll transport accepts nothing but the extended handle
    public Handle newHandle() {
        return new ReceiveHandle();
    }

    @SuppressWarnings("deprecation")
    private static final class ReceiveHandle implements ExtendedHandle {

        private int reads;
        private int attempted;
        private int last;
        private @Nullable ChannelConfig config;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            GatewayLoop loop = GatewayLoop.currentOrNull();
            if (loop == null) {
                return ReceiveBuffers.allocate(ReceiveBuffers.USUAL);
            }
            // whoever filled the usual one sends a lot: fewer and larger reads
            boolean much = last >= ReceiveBuffers.USUAL;
            return much
                    ? loop.receiveBuffers().takeLarge()
                    : loop.receiveBuffers().take();
        }

        @Override
        public int guess() {
            return ReceiveBuffers.USUAL;
        }

        @Override
        public void reset(ChannelConfig config) {
            this.config = config;
            reads = 0;
        }

        @Override
        public void incMessagesRead(int messages) {
            reads += messages;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return config != null && config.isAutoRead() && reads < ReceiveBuffers.READS_PER_TURN && last == attempted;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return continueReading();
        }

        @Override
        public void readComplete() {}
    }
}
