package cn.chaoxue.demo;

import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitLevel;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/// The synthetic people: person `n` is a pure function of seed and `n`, so that loading can stop and go on anywhere
/// and nobody needs to keep a list of whom there is.
final class DemoPeople {

    /// Share of people who have not activated their account yet.
    private static final double PENDING = 0.04;

    private static final double FEMALE = 0.45;
    private static final PostedAccount[] POSTED = PostedAccount.values();
    private static final List<String> SURNAMES = Resources.words("surnames.txt");
    private static final List<String> MALE_NAMES = Resources.words("given-male.txt");
    private static final List<String> FEMALE_NAMES = Resources.words("given-female.txt");
    private static final LocalDate DAY_ZERO = LocalDate.of(2016, 12, 1);

    private final long seed;
    private final UnitDraw units;

    DemoPeople(long seed, List<UnitSeed> units) {
        this.seed = seed;
        this.units = new UnitDraw(units);
    }

    /// Person number `ordinal`, from 0.
    DemoPerson person(int ordinal) {
        if (ordinal < 0 || ordinal >= SyntheticNumbers.CAPACITY) {
            throw new IllegalArgumentException("no number left for person " + ordinal);
        }
        var random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (ordinal + 1L));
        boolean posted = ordinal < POSTED.length;
        UnitSeed drawn = units.draw(random);
        UnitSeed unit = posted ? units.byCode(POSTED[ordinal].unitCode()) : drawn;
        boolean pending = random.nextDouble() < PENDING;
        boolean male = random.nextDouble() >= FEMALE;
        LocalDate birthDate = birthDate(unit.level(), random);
        return new DemoPerson(
                ordinal,
                posted ? POSTED[ordinal].role() : Role.LEARNER,
                posted && POSTED[ordinal].role() != Role.LEARNER ? unit.code() : UnitSeeds.staffOf(unit),
                pick(SURNAMES, random) + pick(male ? MALE_NAMES : FEMALE_NAMES, random),
                male,
                birthDate,
                SyntheticNumbers.identity(ordinal, birthDate, male),
                SyntheticNumbers.mobile(ordinal),
                Places.draw(unit.level(), random),
                DAY_ZERO.minusDays(random.nextInt(30, 2000)),
                posted ? POSTED[ordinal].pending() : pending);
    }

    /// Code of the province-level unit somebody belongs to; the centre's own for its people.
    String provinceOf(DemoPerson person) {
        String province = units.byCode(person.unitCode()).province();
        return province == null ? UnitSeeds.CENTRE : province;
    }

    /// Leading organs' cadres are somewhat older than grass-roots ones.
    private static LocalDate birthDate(UnitLevel level, SplittableRandom random) {
        int eldest = level == UnitLevel.GRASSROOTS ? 1982 : 1975;
        return LocalDate.of(eldest, 1, 1).plusDays(random.nextInt(365 * 15));
    }

    /// Frequent names stand first in the lists and are drawn more often.
    private static String pick(List<String> from, SplittableRandom random) {
        double skewed = random.nextDouble() * random.nextDouble();
        return from.get((int) (skewed * from.size()));
    }
}
