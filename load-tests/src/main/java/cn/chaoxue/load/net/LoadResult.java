package cn.chaoxue.load.net;

import org.HdrHistogram.Histogram;

/// What one run of a [Generator] saw.
/// @param latencyMicros of each answer, from the write of its request
/// @param generatorCpuSeconds of the generator's own thread
/// @param bytes written and read
public record LoadResult(
        long answers, long refused, double seconds, Histogram latencyMicros, double generatorCpuSeconds, long bytes) {

    /// Bytes on the wire both ways, without those of TCP and IP, per answer.
    public double bytesPerAnswer() {
        return (double) bytes / Math.max(1, answers);
    }

    /// Answers of status 200 per second.
    public double perSecond() {
        return (answers - refused) / seconds;
    }

    /// The generator's own CPU per answer.
    public double generatorCpuMicros() {
        return generatorCpuSeconds * 1e6 / Math.max(1, answers);
    }
}
