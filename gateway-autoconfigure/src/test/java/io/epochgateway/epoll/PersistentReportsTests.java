package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fd that is closed while a copy of it stays open keeps reporting, unless it is taken out of the epoll set. */
class PersistentReportsTests {

    /** The sixteenth batch in a row with a stale report is the last; none may follow. */
    private static final int BATCHES = 16;

    private final GenerationEpollFactory factory = new GenerationEpollFactory();
    private final Loops loops = new Loops(1, factory);
    private final EventLoop loop = loops.next();
    private Pipe watched;
    private Pipe neighbour;
    private TestHandle neighbourHandle;
    private int copy;

    @BeforeEach
    void twoPipesAndACopy() throws Throwable {
        watched = Pipe.open();
        neighbour = Pipe.open();
        neighbourHandle = new TestHandle(neighbour.in());
        neighbourHandle.register(loop).submit(EpollIoOps.EPOLLIN);
        copy = Libc.dup(watched.in().intValue());
    }

    @AfterEach
    void close() throws Throwable {
        loops.close();
        Libc.close(copy);
        watched.close();
        neighbour.close();
    }

    @Test
    void aRegistrationThatEndsBeforeItsCloseLeavesNothingBehind() throws Exception {
        IoRegistration registration = watch();
        Loops.on(loop, () -> {
            registration.cancel();
            watched.in().close();
            return null;
        });
        watched.write();
        theNeighbourIsStillHeard();
        assertThat(figures().stale()).isZero();
    }

    @Test
    void aLeftoverThatCantBeNamedAnyMoreIsDroppedWithTheWholeSet() throws Exception {
        closeTooEarly(watch());
        watched.write();
        await().until(() -> figures().stale() >= BATCHES);
        theNeighbourIsStillHeard();
        assertThat(figures().stale()).isEqualTo(BATCHES);
    }

    @Test
    void aLeftoverWhoseNumberIsReopenedOnTheSameLoopIsDroppedAndTheNewOwnerIsHeard() throws Throwable {
        int number = watched.in().intValue();
        Pipe reopened = Pipe.open();
        closeTooEarly(watch());
        Libc.dup2(reopened.in().intValue(), number);
        TestHandle owner = new TestHandle(new FileDescriptor(number));
        owner.register(loop).submit(EpollIoOps.EPOLLIN);
        watched.write();
        await().until(() -> figures().stale() >= BATCHES);
        reopened.write();
        assertThat(owner.awaitEvents().contains(EpollIoOps.EPOLLIN)).isTrue();
        theNeighbourIsStillHeard();
        assertThat(figures().stale()).isEqualTo(BATCHES);
        owner.close();
        reopened.close();
    }

    @Test
    void aLeftoverWhoseNumberNamesItAgainIsRemovedByItsNumber() throws Throwable {
        int number = watched.in().intValue();
        closeTooEarly(watch());
        Libc.dup2(copy, number);
        watched.write();
        await().until(() -> figures().stale() >= BATCHES);
        theNeighbourIsStillHeard();
        assertThat(figures().stale()).isEqualTo(BATCHES);
        Libc.close(number);
    }

    private IoRegistration watch() throws Exception {
        IoRegistration registration = new TestHandle(watched.in()).register(loop);
        registration.submit(EpollIoOps.EPOLLIN);
        Loops.turn(loop);
        return registration;
    }

    /** As other code of the process may do it: nothing tells the kernel that the entry is to go. */
    private void closeTooEarly(IoRegistration registration) throws Exception {
        Loops.on(loop, () -> {
            watched.in().close();
            registration.cancel();
            return null;
        });
    }

    private void theNeighbourIsStillHeard() throws Exception {
        neighbour.write();
        assertThat(neighbourHandle.awaitEvents().contains(EpollIoOps.EPOLLIN)).isTrue();
        for (int turn = 0; turn < BATCHES; turn++) {
            Loops.turn(loop);
        }
    }

    private LoopFigures figures() {
        return factory.figures().getFirst();
    }
}
