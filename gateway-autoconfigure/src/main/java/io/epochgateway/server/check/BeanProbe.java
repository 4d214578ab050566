package io.epochgateway.server.check;

import io.epochgateway.net.GatewayLoop;
import io.epochgateway.net.TimerWheel.Timer;
import io.epochgateway.server.check.ServerCheck.Answer;
import io.epochgateway.server.check.ServerCheck.Subject;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the application's own check. Event loop only; the check itself runs elsewhere. */
final class BeanProbe implements Probe {

    private final ServerCheck check;
    private final Supplier<Subject> subjects;
    private @Nullable Thread thread;

    BeanProbe(ServerCheck check, Supplier<Subject> subjects) {
        this.check = check;
        this.subjects = subjects;
    }

    @Override
    public Runnable begin(GatewayLoop loop, Consumer<CheckResult> done) {
        if (thread != null && thread.isAlive()) {
            // it heeds no interrupt: one more of it would make nothing better
            done.accept(CheckResult.of(CheckStatus.PROCTOUT, 0, "still at the last one", 0));
            return () -> {};
        }
        Subject subject = subjects.get();
        Asked asked = new Asked(subject, loop, done);
        loop.timers().arm(asked, subject.time().toMillis());
        thread = Thread.ofVirtual()
                .name("check " + subject.backend() + "/" + subject.server())
                .start(asked::run);
        asked.thread = thread;
        return asked::abandon;
    }

    /** One question; ends with its answer or with its time. */
    private final class Asked extends Timer {

        private final Subject subject;
        private final GatewayLoop loop;
        private final Consumer<CheckResult> done;
        private final long start = System.nanoTime();
        private @Nullable Thread thread;
        private boolean over;

        Asked(Subject subject, GatewayLoop loop, Consumer<CheckResult> done) {
            this.subject = subject;
            this.loop = loop;
            this.done = done;
        }

        /** On the check's own thread. */
        void run() {
            Answer answer = answer();
            try {
                loop.eventLoop().execute(() -> end(answer.status(), answer.info()));
            } catch (RejectedExecutionException stopped) {
                // the gateway has ended, and nobody waits for an answer
            }
        }

        private Answer answer() {
            try {
                return check.check(subject);
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
                return Answer.failed("interrupted");
            } catch (Exception failure) {
                return Answer.failed(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            }
        }

        @Override
        protected void expired() {
            end(CheckStatus.PROCTOUT, "");
            interrupt();
        }

        private void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        private void abandon() {
            over = true;
            loop.timers().remove(this);
            interrupt();
        }

        private void end(CheckStatus status, String info) {
            if (!over) {
                over = true;
                loop.timers().remove(this);
                done.accept(CheckResult.of(status, 0, info, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
            }
        }
    }
}
