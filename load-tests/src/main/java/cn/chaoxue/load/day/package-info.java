/// A day of a campaign: learners who do what learners do, by Gatling, over any number of its processes.
@NullMarked
package cn.chaoxue.load.day;

import org.jspecify.annotations.NullMarked;
