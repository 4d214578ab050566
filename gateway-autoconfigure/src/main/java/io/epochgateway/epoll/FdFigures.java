package io.epochgateway.epoll;

/**
 * What the fd table knows in sum, over all loops of the process.
 *
 * @param open numbers registered now
 * @param highest the highest number ever registered; -1 if none was
 * @param highestGeneration the most registrations of one number that ended
 * @param closed registrations that ended, by a close or a takeover
 */
public record FdFigures(int open, int highest, long highestGeneration, long closed) {}
