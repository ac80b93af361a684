/// Papers, attempts, durable submissions, grading.
@NullMarked
package cn.chaoxue.exam;

import org.jspecify.annotations.NullMarked;
