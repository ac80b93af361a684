package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.study.SegmentRanges.Interval;
import cn.chaoxue.study.SegmentRanges.Range;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SegmentRangesTest {

    /// 0:43:54 in segments of 5 s: the last one is 4 s long.
    private static final CourseTimeline FILM = new CourseTimeline(1, 2634, 5);

    @Example
    void segmentCounts_whenHalfOfItIsCovered() {
        assertThat(covered(new Interval(2.5, 10))).containsExactly(new Range(0, 2));
        assertThat(covered(new Interval(2.6, 10))).containsExactly(new Range(1, 2));
        assertThat(covered(new Interval(0, 7.4))).containsExactly(new Range(0, 1));
        assertThat(covered(new Interval(0, 7.5))).containsExactly(new Range(0, 2));
    }

    @Example
    void lastShortSegment_countsByItsOwnLength() {
        assertThat(covered(new Interval(2630, 2632))).containsExactly(new Range(526, 527));
        assertThat(covered(new Interval(2630, 2631.9))).isEmpty();
        assertThat(covered(new Interval(2632, 2640))).containsExactly(new Range(526, 527));
    }

    @Example
    void partsOfOneSegment_addUp() {
        assertThat(covered(new Interval(0, 1.3), new Interval(3.7, 5))).containsExactly(new Range(0, 1));
        assertThat(covered(new Interval(0, 1.3), new Interval(0, 1.3))).isEmpty();
    }

    @Example
    void nothingWatched_coversNothing() {
        assertThat(covered()).isEmpty();
        assertThat(covered(new Interval(7, 7))).isEmpty();
        assertThat(covered(new Interval(5000, 6000))).isEmpty();
    }

    @Property(tries = 500)
    void orderAndRepetitionOfIntervals_makeNoDifference(
            @ForAll("watched") List<Interval> watched, @ForAll Random random) {
        List<Interval> shuffled = new java.util.ArrayList<>(
                Stream.concat(watched.stream(), watched.stream()).toList());
        Collections.shuffle(shuffled, random);

        assertThat(SegmentRanges.covered(FILM, shuffled)).isEqualTo(SegmentRanges.covered(FILM, watched));
    }

    @Property(tries = 500)
    void watchingMore_neverCoversLess(@ForAll("watched") List<Interval> some, @ForAll("watched") List<Interval> more) {
        BitSet covered = bits(SegmentRanges.covered(FILM, some));
        BitSet coveredByAll = bits(SegmentRanges.covered(
                FILM, Stream.concat(some.stream(), more.stream()).toList()));

        covered.andNot(coveredByAll);
        assertThat(covered.isEmpty()).isTrue();
    }

    @Property(tries = 500)
    void credit_neverExceedsTwiceWhatWasWatched(@ForAll("watched") List<Interval> watched) {
        double seconds = SegmentRanges.united(watched).stream()
                .mapToDouble(span -> Math.max(0, Math.min(span.to(), 2634) - Math.min(span.from(), 2634)))
                .sum();
        int credited = bits(SegmentRanges.covered(FILM, watched)).stream()
                .map(FILM::lengthOf)
                .sum();

        assertThat((double) credited).isLessThanOrEqualTo(2 * seconds + 1e-3);
    }

    @Property(tries = 200)
    void coverageShown_isWhatCounts(@ForAll("watched") List<Interval> watched) {
        byte[] bitmap = new byte[Math.ceilDiv(FILM.segments(), 8)];
        bits(SegmentRanges.covered(FILM, watched)).stream()
                .forEach(segment -> bitmap[segment / 8] |= (byte) (0x80 >> segment % 8));

        assertThat(SegmentRanges.covered(FILM, SegmentRanges.intervals(FILM, bitmap)))
                .isEqualTo(SegmentRanges.covered(FILM, watched));
    }

    @Provide
    Arbitrary<List<Interval>> watched() {
        Arbitrary<Double> times = Arbitraries.doubles().between(0, 2700).ofScale(1);
        return Combinators.combine(times, Arbitraries.doubles().between(0, 120).ofScale(1))
                .as((from, length) -> new Interval(from, from + length))
                .list()
                .ofMaxSize(12);
    }

    private static List<Range> covered(Interval... watched) {
        return SegmentRanges.covered(FILM, List.of(watched));
    }

    private static BitSet bits(List<Range> ranges) {
        BitSet bits = new BitSet();
        ranges.forEach(range -> bits.set(range.first(), range.end()));
        return bits;
    }
}
