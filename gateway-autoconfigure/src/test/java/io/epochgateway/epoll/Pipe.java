package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Two fds: what is written to one gets the other ready; closing the one hangs up the other. */
record Pipe(FileDescriptor in, FileDescriptor out) implements AutoCloseable {

    static Pipe open() throws IOException {
        Epoll.ensureAvailability();
        FileDescriptor[] ends = FileDescriptor.pipe();
        return new Pipe(ends[0], ends[1]);
    }

    /** Writes one byte. */
    void write() throws IOException {
        assertThat(out.write(ByteBuffer.allocateDirect(1), 0, 1)).isEqualTo(1);
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
