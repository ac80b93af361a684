package cn.chaoxue.live;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One process's numbers of learners online, as text: the process on the first line, then "unit learners" per line.
record OnlineMessage(String process, Map<Long, Integer> perUnit) {

    /// At most `maxUnits` lines, the busiest units first.
    String text(int maxUnits) {
        return process
                + perUnit.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .limit(maxUnits)
                        .map(entry -> "\n" + entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining());
    }

    /// Lines that cannot be read are skipped.
    static OnlineMessage read(String text) {
        Map<Long, Integer> perUnit = new HashMap<>();
        text.lines().skip(1).forEach(line -> put(perUnit, line));
        return new OnlineMessage(text.lines().findFirst().orElse(""), perUnit);
    }

    private static void put(Map<Long, Integer> perUnit, String line) {
        int space = line.indexOf(' ');
        try {
            perUnit.put(Long.valueOf(line.substring(0, space)), Integer.valueOf(line.substring(space + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            // Written by a newer version; the rest is still good.
        }
    }
}
