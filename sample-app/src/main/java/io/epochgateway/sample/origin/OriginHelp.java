package io.epochgateway.sample.origin;

/** What the origin answers to {@code GET /?}. */
final class OriginHelp {

    static final String TEXT = """
            The origin of the Epoch Gateway sample: the request says how it is answered.

            Arguments follow the first '?', each one letter, '=' and a number; '&' '?' ',' ';' and '/' separate them.
            A number may end in k, m or g (times 1024, 1024^2, 1024^3) and in r (random, from 0 to below the number).
            An argument that isn't known or can't be read is ignored.

              s=<bytes>    length of the body                                   default 64
              r=<status>   status code, 200 to 599                              default 200
              t=<ms>       wait before the answer, a day at most                default 0
              C=<close>    above 0: say Connection: close and close after it
              K=<keep>     above 0: keep the connection even if the request doesn't ask for it; C wins
              k=<chunked>  above 0: chunked, one byte a chunk, or p bytes (HTTP/1.0: until the close)
              b=<bytes>    0: no Content-Length, the body ends with the close;
                           above 0: a Content-Length of this value, true or not; closes if it isn't
              B=<bytes>    answer after so much of the request's body           default all of it
              p=<bytes>    send the body in pieces of at most this size
              R=<random>   above 0: a body that doesn't compress
              v=<verbose>  above 0: X-Req and X-Rsp tell sizes and times

              GET /?s=19k/C=2r          19456 bytes, every other answer closes
              GET /?r=503&s=0&t=1000    an empty 503 after a second
              GET /?s=10kr,k=1,p=100    up to 10 kB in chunks of 100 bytes
              GET /?                    this text
            """;

    private OriginHelp() {}
}
