package cn.chaoxue.exam;

/// What an attempt earned: `score` 0..100, rounded down, so that nobody passes by rounding.
record Grade(int score, boolean passed) {}
