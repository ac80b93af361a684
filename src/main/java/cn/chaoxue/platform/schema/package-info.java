/// Lets no process serve on tables other than those its build needs. Nothing is changed here: that is what migrations
/// are for.
@NullMarked
package cn.chaoxue.platform.schema;

import org.jspecify.annotations.NullMarked;
